import { FREE_CARD_SIZE_PX, FREE_POSITION_MAX_PX } from '../records/limits.ts'

/** A rectangle beside the grid, in journey pixels. */
export interface FreeBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** The rectangle as a free card's place, within what the document allows; `undefined` for what is not a rectangle. */
export function freePlace(box: FreeBox): (FreeBox & { readonly kind: 'free' }) | undefined {
  if (![box.x, box.y, box.width, box.height].every(Number.isFinite)) return undefined
  return {
    kind: 'free',
    x: Math.round(clamp(box.x, -FREE_POSITION_MAX_PX, FREE_POSITION_MAX_PX)),
    y: Math.round(clamp(box.y, -FREE_POSITION_MAX_PX, FREE_POSITION_MAX_PX)),
    width: Math.round(clamp(box.width, FREE_CARD_SIZE_PX.min, FREE_CARD_SIZE_PX.max)),
    height: Math.round(clamp(box.height, FREE_CARD_SIZE_PX.min, FREE_CARD_SIZE_PX.max)),
  }
}
