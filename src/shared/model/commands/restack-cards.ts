import { done, refused } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import { LAYER_MAX } from '../records/limits.ts'
import type { Command } from './command.ts'
import { freeCardsToChange, type StoredFreeCard, storedFreeCards } from './free-box.ts'
import { byLayer, layerOf } from './layers.ts'

export const STACKINGS = ['front', 'forward', 'backward', 'back'] as const
export type Stacking = (typeof STACKINGS)[number]

export interface RestackCardsArgs {
  readonly cardIds: readonly CardId[]
  /** In front of or behind all others; or past the next card that they overlap, because passing any other changes nothing one sees. */
  readonly to: Stacking
}

/**
 * Brings free cards further to the front or to the back; among themselves they keep their order. Frames stay behind all that is none.
 * Other cards get another layer only where there is no room between two.
 */
export const restackCards: Command<RestackCardsArgs, void, 'unknown-element' | 'not-free' | 'not-valid' | 'locked'> = (
  doc,
  { cardIds, to },
) => {
  const moving = freeCardsToChange(doc, cardIds)
  if (!moving.ok) return moving
  const ids = new Set(moving.value.map((card) => card.id))
  const layers = new Map<StoredFreeCard, number>()
  const all = storedFreeCards(doc).sort(byLayer)
  for (const isFrame of [true, false]) {
    const pile = all.filter((card) => (card.kind === 'frame') === isFrame)
    relayer(restacked(pile, ids, to), pile, ids, layers)
  }
  if ([...layers.values()].some((layer) => Math.abs(layer) > LAYER_MAX)) return refused('not-valid')
  for (const [card, layer] of layers) if (layer !== layerOf(card)) card.record.set('layer', layer)
  return done(undefined)
}

/** The cards from the bottom up as they shall lie. */
function restacked(pile: readonly StoredFreeCard[], ids: ReadonlySet<CardId>, to: Stacking): readonly StoredFreeCard[] {
  const moving = pile.filter((card) => ids.has(card.id))
  const staying = pile.filter((card) => !ids.has(card.id))
  if (to === 'front') return [...staying, ...moving]
  if (to === 'back') return [...moving, ...staying]
  const order = [...pile]
  // Each passes one: whoever goes first makes room for the next.
  for (const card of to === 'forward' ? moving.toReversed() : moving) {
    const from = order.indexOf(card)
    const isPassed = (other: StoredFreeCard): boolean => !ids.has(other.id) && doOverlap(card, other)
    const past =
      to === 'forward'
        ? order.findIndex((other, index) => index > from && isPassed(other))
        : order.findLastIndex((other, index) => index < from && isPassed(other))
    if (past < 0) continue
    order.splice(from, 1)
    order.splice(past, 0, card)
  }
  return order
}

const doOverlap = ({ place: a }: StoredFreeCard, { place: b }: StoredFreeCard): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Gives layers that rise in the wanted order, touching as few cards as it can. */
function relayer(
  wanted: readonly StoredFreeCard[],
  pile: readonly StoredFreeCard[],
  ids: ReadonlySet<CardId>,
  layers: Map<StoredFreeCard, number>,
): void {
  const first = wanted.findIndex((card, index) => card !== pile[index])
  if (first < 0) return
  const under = wanted[first - 1]
  const above = wanted.findIndex((card) => !ids.has(card.id))
  const lowest = wanted[above]
  // At the bottom there is always room below the lowest that stays.
  let last: { readonly id: string; readonly layer: number } = under
    ? { id: under.id, layer: layerOf(under) }
    : { id: '', layer: lowest ? layerOf(lowest) - above - 1 : 0 }
  wanted.slice(first).forEach((card, index) => {
    const layer = layerOf(card)
    const next = wanted.slice(first + index + 1).find((other) => !ids.has(other.id))
    const fits = ids.has(card.id)
      ? layer > last.layer && (next === undefined || layer < layerOf(next))
      : layer > last.layer || (layer === last.layer && card.id > last.id)
    last = { id: card.id, layer: fits ? layer : last.layer + 1 }
    layers.set(card, last.layer)
  })
}
