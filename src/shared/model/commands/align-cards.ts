import { done } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import type { Command } from './command.ts'
import { type FreeUnit, freeUnits, type FreeUnitsReason, moveUnits } from './free-units.ts'

/** By what cards are brought into line. */
export const CARD_EDGES = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const
export type CardEdge = (typeof CARD_EDGES)[number]

export interface AlignCardsArgs {
  readonly cardIds: readonly CardId[]
  readonly edge: CardEdge
}

/** Brings two or more free cards into line, at an edge or the middle of the rectangle around all of them. Frames take along what lies in them. */
export const alignCards: Command<AlignCardsArgs, void, FreeUnitsReason> = (doc, { cardIds, edge }) => {
  const units = freeUnits(doc, cardIds, 2)
  if (!units.ok) return units
  const isAcross = edge === 'left' || edge === 'center' || edge === 'right'
  const share = { left: 0, top: 0, center: 0.5, middle: 0.5, right: 1, bottom: 1 }[edge]
  const start = ({ box }: FreeUnit): number => (isAcross ? box.x : box.y)
  const size = ({ box }: FreeUnit): number => (isAcross ? box.width : box.height)
  const from = Math.min(...units.value.map(start))
  const to = Math.max(...units.value.map((unit) => start(unit) + size(unit)))
  const line = from + share * (to - from)
  moveUnits(
    units.value.map((unit) => {
      const by = line - share * size(unit) - start(unit)
      return { unit, dx: isAcross ? by : 0, dy: isAcross ? 0 : by }
    }),
  )
  return done(undefined)
}
