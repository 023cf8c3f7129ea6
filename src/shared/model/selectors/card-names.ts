import type { Duty } from '../records/duty.ts'
import { comparableName } from './card-filter.ts'
import { cardsThat } from './cards-that.ts'
import { remembered } from './remembered.ts'

/** The names that the cards of a journey carry, in alphabetical order; one that is written in several ways stands once. */
export interface CardNames {
  readonly owners: readonly string[]
  readonly tags: readonly string[]
}

const owned = cardsThat((card) => card.owner !== undefined)
const tagged = cardsThat((card) => card.tags !== undefined && card.tags.length > 0)

/** Who looks after anything, and by which words cards are found. */
export const cardNames = remembered<object, CardNames>(
  (snapshot) => [
    owned(snapshot),
    tagged(snapshot),
    snapshot.stages,
    snapshot.steps,
    snapshot.lanes,
    snapshot.links,
    snapshot.personas,
  ],
  (snapshot, before) => {
    const { stages, steps, lanes, links, personas } = snapshot
    const others = [stages, steps, lanes, links, personas].flatMap((records): Duty[] => [...records.values()])
    const owners = namesOf([...owned(snapshot), ...others], ({ owner }) => (owner === undefined ? [] : [owner]))
    const tags = namesOf(tagged(snapshot), (card) => card.tags ?? [])
    return before && isSame(before.owners, owners) && isSame(before.tags, tags) ? before : { owners, tags }
  },
)

function namesOf<Item>(items: readonly Item[], read: (item: Item) => readonly string[]): readonly string[] {
  const names = new Map<string, string>()
  for (const item of items) {
    for (const name of read(item)) {
      const key = comparableName(name)
      if (key !== '' && !names.has(key)) names.set(key, name.trim())
    }
  }
  return [...names.values()].sort((a, b) => a.localeCompare(b))
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index])
