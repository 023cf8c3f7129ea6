import { createContext, use } from 'react'
import { comparableName } from '#shared/model/selectors/card-filter.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import { useSnapshotPart } from './hooks.ts'

/** The names of those who have the journey open now, oneself first; the app fills it. */
export const PeopleHereContext = createContext<readonly string[]>([])

export interface OwnerName {
  readonly name: string
  readonly isHere: boolean
}

/** Who may be meant as an owner: who is here, then whoever looks after something already. Nobody stands in it twice. */
export function useOwnerNames(): readonly OwnerName[] {
  const here = use(PeopleHereContext)
  const { owners } = useSnapshotPart(cardNames)
  const names = new Map<string, OwnerName>()
  for (const name of here) names.set(comparableName(name), { name, isHere: true })
  for (const name of owners) {
    const key = comparableName(name)
    // Written as the journey writes it: a filter would show both.
    names.set(key, { name, isHere: names.get(key)?.isHere ?? false })
  }
  names.delete('')
  return [...names.values()]
}
