import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OtherCustomers } from '#shared/metrics/held-against.ts'
import type { TintMeasure } from '#shared/metrics/tint.ts'
import type { AskedRange } from '#shared/metrics/time-range.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import {
  type CardFilter,
  NO_FILTER,
  type SavedView,
  type SavedViewId,
  VIEW_MODES,
} from '#shared/model/records/saved-view.ts'
import { cardTestOf } from '#shared/model/selectors/card-filter.ts'
import type { FilterField } from '#shared/model/selectors/filter-groups.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** The ways to look at a journey: those that a saved view can keep, and the numbers, which no filter of cards is about. */
export const LENS_MODES = [...VIEW_MODES, 'numbers'] as const
export type LensMode = (typeof LENS_MODES)[number]

/** How one looks at the journey just now; nobody else sees it. A saved view is a lens that a team has kept. */
export interface Lens {
  readonly mode: LensMode
  readonly filter: CardFilter
  /** `null`: numbers of all time. */
  readonly range: AskedRange | null
  /** Whom numbers are held against; `null`: those of a persona everybody else, everybody's nothing. The period before, where `range` asks for it, goes before. */
  readonly against: OtherCustomers | null
  /** The number that the map is tinted by; `null`: it is not. */
  readonly tint: TintMeasure | null
  /** What becomes of the cards that do not pass. */
  readonly others: SavedView['others']
  /** The saved view that one started from; it may have been changed since. */
  readonly savedViewId: SavedViewId | null
  /** The elements that a search has found, to be marked wherever they stand. */
  readonly found: ReadonlySet<string>
}

const NOTHING: ReadonlySet<string> = new Set()

export const createLens = (): StoreApi<Lens> =>
  createStore<Lens>(() => ({
    mode: 'canvas',
    filter: NO_FILTER,
    range: null,
    against: null,
    tint: null,
    others: 'dim',
    savedViewId: null,
    found: NOTHING,
  }))

/** How a card is seen through a lens. A hidden card keeps its place, since everyone's coordinates are the same. */
export type Sight = 'shown' | 'dimmed' | 'hidden'

/**
 * How each card is seen; `null` when all are shown. What is edited in place is shown in any case: who adds a card sees it while they
 * write, whatever the filter says.
 */
export function sightOf(
  lens: Lens,
  snapshot: JourneySnapshot,
  editingId: string | null = null,
): ((card: Card) => Sight) | null {
  const test = cardTestOf(snapshot, lens.filter)
  const otherwise = lens.others === 'hide' ? 'hidden' : 'dimmed'
  return test && ((card) => (card.id === editingId || test(card) ? 'shown' : otherwise))
}

/** Marks what a search has found; nothing takes the marks away. */
export function markFound(lens: StoreApi<Lens>, ids: readonly string[]): void {
  const { found } = lens.getState()
  if (found.size === ids.length && ids.every((id) => found.has(id))) return
  lens.setState({ found: ids.length === 0 ? NOTHING : new Set(ids) })
}

/** Sees to it that an element can be seen: a card that the filter hides is dimmed from now on, like all others. */
export function uncover(lens: StoreApi<Lens>, snapshot: JourneySnapshot, elementId: string): void {
  const card = snapshot.cards.get(elementId as CardId)
  if (card && sightOf(lens.getState(), snapshot)?.(card) === 'hidden') lens.setState({ others: 'dim' })
}

/** Asks for one more value in a list, or for it no longer. */
export function toggleFilter(lens: StoreApi<Lens>, field: FilterField, value: string): void {
  const { filter } = lens.getState()
  const list: readonly string[] = filter[field]
  const next = list.includes(value) ? list.filter((known) => known !== value) : [...list, value]
  lens.setState({ filter: { ...filter, [field]: next } })
}

/** Asks for this and nothing else. */
export const filterOnly = (lens: StoreApi<Lens>, filter: Partial<CardFilter>): void =>
  lens.setState({ filter: { ...NO_FILTER, ...filter }, savedViewId: null })

/** Asks for nothing in these lists, or in any. */
export function clearFilter(lens: StoreApi<Lens>, ...fields: readonly FilterField[]): void {
  const { filter } = lens.getState()
  const cleared = Object.fromEntries(fields.map((field) => [field, []]))
  lens.setState({ filter: fields.length === 0 ? NO_FILTER : { ...filter, ...cleared } })
}
