import { createContext, use } from 'react'
import type { Duty } from '#shared/model/records/duty.ts'
import { comparableName } from '#shared/model/selectors/card-filter.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import { useSnapshotPart } from './hooks.ts'

/** The names of those who have the journey open now, oneself first; the app fills it. */
export const PeopleHereContext = createContext<readonly string[]>([])

/** Who belongs to the journey's workspace; the app fills it. Empty for guests. */
export const MembersContext = createContext<readonly Member[]>([])

export interface Member {
  readonly id: string
  readonly name: string
}

/** A typed name as an owner: a member's when it is one's. */
export function ownerOf(text: string, members: readonly Member[]): Pick<Duty, 'owner' | 'ownerId'> {
  const name = text.trim()
  if (name === '') return { owner: undefined, ownerId: undefined }
  const member = members.find((one) => comparableName(one.name) === comparableName(name))
  return { owner: member?.name ?? name, ownerId: member?.id }
}

export interface OwnerName {
  readonly name: string
  readonly isHere: boolean
  readonly isMember: boolean
}

/** Who may be meant as an owner: members, who is here, then whoever looks after something already. Nobody stands in it twice. */
export function useOwnerNames(): readonly OwnerName[] {
  const here = use(PeopleHereContext)
  const { owners } = useSnapshotPart(cardNames)
  const names = new Map<string, OwnerName>()
  const members = use(MembersContext)
  for (const { name } of members) names.set(comparableName(name), { name, isHere: false, isMember: true })
  for (const name of here) {
    const key = comparableName(name)
    names.set(key, { name, isHere: true, isMember: names.has(key) })
  }
  for (const name of owners) {
    const key = comparableName(name)
    // Written as the journey writes it: a filter would show both.
    names.set(key, { name, isHere: names.get(key)?.isHere ?? false, isMember: names.get(key)?.isMember ?? false })
  }
  names.delete('')
  return [...names.values()]
}
