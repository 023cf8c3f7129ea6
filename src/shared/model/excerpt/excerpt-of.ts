import { patchedMap } from '#shared/lib/patched-map.ts'
import { changedIds, noteChangedIds } from '../changed-ids.ts'
import type { Binding } from '../records/binding.ts'
import type { Card, CardId } from '../records/card.ts'
import type { Lane } from '../records/lane.ts'
import type { Link } from '../records/link.ts'
import type { SavedView } from '../records/saved-view.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import type { ShownPart } from './shown-part.ts'

/** An excerpt, and the journey that it was taken from. */
export interface Excerpt {
  readonly whole: JourneySnapshot
  readonly shown: JourneySnapshot
  /** The bindings of all shown elements, also of those whose own numbers are hidden: a step's number may rest on them. */
  readonly bindings: JourneySnapshot['bindings']
}

const NOTHING: JourneySnapshot = {
  info: { title: '', scenario: '', state: 'current' },
  personas: new Map(),
  stages: new Map(),
  steps: new Map(),
  lanes: new Map(),
  cards: new Map(),
  links: new Map(),
  views: new Map(),
  bindings: new Map(),
  problems: [],
}

/**
 * What of a journey somebody sees who is shown a part: no hidden lane, no card in one, no link to such a card, no number that is not
 * listed, no speaker's notes. Title, scenario, personas, stages, steps and what lies beside the grid are always shown. With `before` only what has changed
 * since is looked at, and what has not keeps its identity.
 */
export function excerptOf(whole: JourneySnapshot, part: ShownPart, before?: Excerpt): Excerpt {
  const lanes = part.laneIds && new Set<string>(part.laneIds)
  const numbers = part.numberIds && new Set<string>(part.numberIds)
  const was = before ?? { whole: NOTHING, shown: NOTHING, bindings: NOTHING.bindings }
  const { shown } = was

  const showsNumber = (elementId: string): boolean => numbers === null || numbers.has(elementId)
  const showsCard = ({ id, kind, place }: Card): boolean =>
    (kind !== 'metric' || showsNumber(id)) && (place.kind === 'free' || lanes === null || lanes.has(place.laneId))

  const shownCards = refresh(was.whole.cards, whole.cards, shown.cards, (card) =>
    showsCard(card) ? withoutSource(card) : undefined,
  )
  const { map: cards } = shownCards
  const sees = (cardId: CardId): boolean => cards.has(cardId)
  // A link or a binding comes and goes with its cards as well.
  const linksBefore = shownCards.hasMoved ? undefined : was.whole.links
  const shownLink = (link: Link): Link | undefined => (sees(link.fromCardId) && sees(link.toCardId) ? link : undefined)
  const shownLane = (lane: Lane): Lane | undefined => (lanes === null || lanes.has(lane.id) ? lane : undefined)
  const columns: readonly ReadonlyMap<string, unknown>[] = [whole.stages, whole.steps]
  const isElement = (id: string): boolean => sees(id as CardId) || columns.some((records) => records.has(id))
  const ofShown = sameOrNew(
    was.bindings,
    bindingsThat(whole.bindings, ({ elementId }) => isElement(elementId)),
  )
  const bindings = sameOrNew(
    shown.bindings,
    bindingsThat(ofShown, ({ elementId }) => showsNumber(elementId)),
  )
  const views = viewsShown(whole.views, cards, lanes)

  return {
    whole,
    bindings: ofShown,
    shown: {
      info: withoutNotes(whole.info),
      personas: whole.personas,
      stages: refresh(was.whole.stages, whole.stages, shown.stages, withoutNotes).map,
      steps: whole.steps,
      lanes: refresh(was.whole.lanes, whole.lanes, shown.lanes, shownLane).map,
      cards,
      links: refresh(linksBefore, whole.links, shown.links, shownLink).map,
      views: sameOrNew(shown.views, views),
      bindings,
      problems: [],
    },
  }
}

const bindingsThat = (
  bindings: JourneySnapshot['bindings'],
  isMeant: (binding: Binding) => boolean,
): JourneySnapshot['bindings'] => new Map([...bindings].filter(([, binding]) => isMeant(binding)))

const noteless = new WeakMap<object, object>()

/** Speaker's notes are for whoever presents. The same record gives the same, so that nothing seems changed that is not. */
function withoutNotes<Noted extends { readonly notes?: string | undefined }>(record: Noted): Noted {
  if (record.notes === undefined) return record
  const { notes: _notes, ...rest } = record
  const without = (noteless.get(record) ?? rest) as Noted
  noteless.set(record, without)
  return without
}

const sourceless = new WeakMap<Card, Card>()

/** What a feeling is measured by names fields and events of the data, and its number is not told with a part. */
function withoutSource(card: Card): Card {
  if (card.feelingSource === undefined) return card
  const { feelingSource: _source, ...rest } = card
  const without = sourceless.get(card) ?? rest
  sourceless.set(card, without)
  return without
}

/** The shown records of one kind; `hasMoved`: some that were hidden are shown, or the other way round. */
function refresh<Id extends string, Value>(
  wholeBefore: ReadonlyMap<Id, Value> | undefined,
  whole: ReadonlyMap<Id, Value>,
  shown: ReadonlyMap<Id, Value>,
  show: (record: Value) => Value | undefined,
): { readonly map: ReadonlyMap<Id, Value>; readonly hasMoved: boolean } {
  const changes = new Map<Id, Value | undefined>()
  let hasMoved = false
  for (const id of idsToLookAt(wholeBefore, whole, shown)) {
    const record = whole.get(id)
    const now = record === undefined ? undefined : show(record)
    const before = shown.get(id)
    if (now === before) continue
    changes.set(id, now)
    if ((now === undefined) !== (before === undefined)) hasMoved = true
  }
  if (changes.size === 0) return { map: shown, hasMoved }
  const map = patchedMap(shown, changes)
  noteChangedIds(shown, map, new Set(changes.keys()))
  return { map, hasMoved }
}

function idsToLookAt<Id extends string>(
  wholeBefore: ReadonlyMap<Id, unknown> | undefined,
  whole: ReadonlyMap<Id, unknown>,
  shown: ReadonlyMap<Id, unknown>,
): Iterable<Id> {
  const known = wholeBefore && changedIds(wholeBefore, whole)
  return known ?? new Set([...whole.keys(), ...shown.keys()])
}

/** Few records, all looked at each time; the map is the old one when nothing in it is new. */
function sameOrNew<Id extends string, Value>(
  before: ReadonlyMap<Id, Value>,
  now: ReadonlyMap<Id, Value>,
): ReadonlyMap<Id, Value> {
  const isSame = before.size === now.size && [...now].every(([id, value]) => isEqual(before.get(id), value))
  return isSame ? before : now
}

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/**
 * Saved views without a word of what is hidden: no hidden lane, and only owners and tags that a shown card has. One that asks for
 * nothing else than hidden things is left out, since without them it would show everything.
 */
function viewsShown(
  views: JourneySnapshot['views'],
  cards: JourneySnapshot['cards'],
  lanes: ReadonlySet<string> | null,
): JourneySnapshot['views'] {
  const usesWords = [...views.values()].some(({ filter }) => filter.owners.length + filter.tags.length > 0)
  const owners = new Set<string>()
  const tags = new Set<string>()
  if (usesWords) {
    for (const card of cards.values()) {
      if (card.owner !== undefined) owners.add(card.owner)
      for (const tag of card.tags ?? []) tags.add(tag)
    }
  }
  const shown = new Map<SavedView['id'], SavedView>()
  for (const [id, view] of views) {
    const { filter } = view
    const laneIds = filter.laneIds.filter((laneId) => lanes === null || lanes.has(laneId))
    const within = {
      laneIds,
      owners: filter.owners.filter((owner) => owners.has(owner)),
      tags: filter.tags.filter((tag) => tags.has(tag)),
    }
    const isEmptied = (['laneIds', 'owners', 'tags'] as const).some(
      (list) => filter[list].length > 0 && within[list].length === 0,
    )
    if (!isEmptied) shown.set(id, { ...withoutNotes(view), filter: { ...filter, ...within } })
  }
  return shown
}
