import type { Card, CardId } from '../records/card.ts'
import { dayOf, isDueSoon, isOverdue } from '../records/duty.ts'
import type { CardFilter } from '../records/saved-view.ts'
import type { JourneySnapshot } from '../snapshot.ts'

/** Whether a card passes. */
export type CardTest = (card: Card) => boolean

interface KnownTest {
  readonly personas: JourneySnapshot['personas']
  readonly lanes: JourneySnapshot['lanes']
  /** What is late is so from a day on. */
  readonly today: string
  readonly test: CardTest | null
}

const knownTests = new WeakMap<CardFilter, KnownTest>()

/**
 * What a filter asks of a card; `null` when all pass. Personas and lanes that are gone ask for nothing: with them the last card
 * would vanish, and nobody could see why. Kept as long as filter, personas and lanes are the same, so that painters may ask often.
 */
export function cardTestOf(snapshot: JourneySnapshot, filter: CardFilter): CardTest | null {
  const { personas, lanes } = snapshot
  const known = knownTests.get(filter)
  const today = filter.due.length === 0 ? '' : dayOf()
  if (known?.personas === personas && known.lanes === lanes && known.today === today) return known.test
  const tests = testsOf(snapshot, filter, today)
  const test = tests.length === 0 ? null : (card: Card) => tests.every((passes) => passes(card))
  knownTests.set(filter, { personas, lanes, today, test })
  return test
}

/** Owners and tags are compared as people mean them: without case and the spaces around. */
export const comparableName = (name: string): string => name.trim().toLocaleLowerCase()

function testsOf({ personas, lanes }: JourneySnapshot, filter: CardFilter, today: string): readonly CardTest[] {
  const tests: CardTest[] = []
  const asksFor = <Value>(values: readonly Value[], test: (wanted: ReadonlySet<Value>) => CardTest): void => {
    if (values.length > 0) tests.push(test(new Set(values)))
  }
  asksFor(
    filter.personaIds.filter((id) => personas.has(id)),
    (wanted) =>
      ({ personaIds }) =>
        personaIds.length === 0 || personaIds.some((id) => wanted.has(id)),
  )
  asksFor(
    filter.laneIds.filter((id) => lanes.has(id)),
    (wanted) =>
      ({ place }) =>
        place.kind === 'cell' && wanted.has(place.laneId),
  )
  asksFor(
    filter.kinds,
    (wanted) =>
      ({ kind }) =>
        wanted.has(kind),
  )
  asksFor(
    filter.statuses,
    (wanted) =>
      ({ status }) =>
        status !== undefined && wanted.has(status),
  )
  asksFor(
    filter.evidence,
    (wanted) =>
      ({ evidence }) =>
        wanted.has(evidence),
  )
  asksFor(
    filter.owners.map(comparableName),
    (wanted) =>
      ({ owner }) =>
        owner !== undefined && wanted.has(comparableName(owner)),
  )
  asksFor(
    filter.due,
    (wanted) => (card) =>
      (wanted.has('overdue') && isOverdue(card, today)) || (wanted.has('soon') && isDueSoon(card, today)),
  )
  asksFor(
    filter.tags.map(comparableName),
    (wanted) =>
      ({ tags }) =>
        tags?.some((tag) => wanted.has(comparableName(tag))) ?? false,
  )
  return tests
}

/** Whether one card passes a filter. */
export const passesFilter = (snapshot: JourneySnapshot, filter: CardFilter, card: Card): boolean =>
  cardTestOf(snapshot, filter)?.(card) ?? true

interface KnownPassing {
  readonly cards: JourneySnapshot['cards']
  readonly test: CardTest
  readonly passing: ReadonlySet<CardId>
}

const knownPassing = new WeakMap<CardFilter, KnownPassing>()

/** The cards that pass; `null` when all do. Only cards that changed are tested again, and a set that stays the same is the same. */
export function cardsPassing(snapshot: JourneySnapshot, filter: CardFilter): ReadonlySet<CardId> | null {
  const test = cardTestOf(snapshot, filter)
  if (test === null) return null
  const { cards } = snapshot
  const known = knownPassing.get(filter)
  if (known?.cards === cards && known.test === test) return known.passing
  const passing = known?.test === test ? passingAgain(cards, known) : passingOf(cards, test)
  knownPassing.set(filter, { cards, test, passing })
  return passing
}

const passingOf = (cards: JourneySnapshot['cards'], test: CardTest): ReadonlySet<CardId> =>
  new Set([...cards.values()].filter(test).map(({ id }) => id))

function passingAgain(cards: JourneySnapshot['cards'], before: KnownPassing): ReadonlySet<CardId> {
  let next: Set<CardId> | undefined
  const change = (): Set<CardId> => (next ??= new Set(before.passing))
  for (const card of cards.values()) {
    if (before.cards.get(card.id) === card) continue
    const passes = before.test(card)
    if (passes === before.passing.has(card.id)) continue
    if (passes) change().add(card.id)
    else change().delete(card.id)
  }
  for (const id of before.passing) if (!cards.has(id)) change().delete(id)
  return next ?? before.passing
}
