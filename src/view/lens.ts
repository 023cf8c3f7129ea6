import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OtherCustomers } from '#shared/metrics/held-against.ts'
import type { AskedRange } from '#shared/metrics/time-range.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { type CardFilter, NO_FILTER, type SavedView, type SavedViewId } from '#shared/model/records/saved-view.ts'
import { cardTestOf } from '#shared/model/selectors/card-filter.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** The whole map at once, or stage by stage to read. */
export type Way = 'map' | 'read'

/** How one looks at the journey just now. */
export interface ViewLens {
  readonly way: Way
  readonly filter: CardFilter
  readonly others: 'dim' | 'hide'
  readonly savedViewId: SavedViewId | null
  /** `null`: numbers of all time. */
  readonly range: AskedRange | null
  /** Whom numbers are held against; `null`: those of a persona everybody else, everybody's nothing. The period before, where `range` asks for it, goes before. */
  readonly against: OtherCustomers | null
  readonly showsNumbers: boolean
  /** Whether the pointers of those who work on the journey are seen on the map. */
  readonly showsPointers: boolean
}

export const createViewLens = (way: Way): StoreApi<ViewLens> =>
  createStore<ViewLens>(() => ({
    way,
    filter: NO_FILTER,
    others: 'dim',
    savedViewId: null,
    range: null,
    against: null,
    showsNumbers: true,
    showsPointers: true,
  }))

export type Sight = 'shown' | 'dimmed' | 'hidden'

const ALL_SHOWN = (): Sight => 'shown'

/** How a card is seen. */
export function sightOf(
  { filter, others }: Pick<ViewLens, 'filter' | 'others'>,
  snapshot: JourneySnapshot,
): (card: Card) => Sight {
  const test = cardTestOf(snapshot, filter)
  if (test === null) return ALL_SHOWN
  const otherwise = others === 'hide' ? 'hidden' : 'dimmed'
  return (card) => (test(card) ? 'shown' : otherwise)
}

/** Looks at the journey as one persona lives it; `null`: as all of them. What others feel is of no interest then. */
export const lookAs = (lens: StoreApi<ViewLens>, personaId: PersonaId | null): void =>
  lens.setState(({ filter }) => ({ filter: { ...filter, personaIds: personaId === null ? [] : [personaId] } }))

/** Looks as a saved view does. A way of its own is kept: what suits a phone is not what suited who saved the view. */
export const lookThrough = (lens: StoreApi<ViewLens>, view: SavedView): void =>
  lens.setState({
    filter: view.filter,
    others: view.others,
    range: view.range,
    against: view.against,
    savedViewId: view.id,
  })

export const lookAtAll = (lens: StoreApi<ViewLens>): void =>
  lens.setState({ filter: NO_FILTER, others: 'dim', range: null, against: null, savedViewId: null })

/** The personas whose curves are left out, because one looks as others. */
export function hiddenPersonas(snapshot: JourneySnapshot, { personaIds }: CardFilter): ReadonlySet<PersonaId> {
  const asked = personaIds.filter((id) => snapshot.personas.has(id))
  if (asked.length === 0) return NOBODY
  return new Set([...snapshot.personas.keys()].filter((id) => !asked.includes(id)))
}

const NOBODY: ReadonlySet<PersonaId> = new Set()
