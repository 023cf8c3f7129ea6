import type { Presence } from '#shared/contract/presence.ts'

export type Person = Presence['user']

/** One entry a person, however many tabs they have open here; in the order of their ids, so that nobody jumps about. */
export function peopleOf(others: ReadonlyMap<number, Presence>, selfId: string | null): readonly Person[] {
  const people = new Map<string, Person>()
  for (const { user } of others.values()) if (user.id !== selfId) people.set(user.id, user)
  return [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Whether two lists show the same faces; cursors move all the time and must not draw the bar again. */
export const areSamePeople = (a: readonly Person[], b: readonly Person[]): boolean =>
  a.length === b.length &&
  a.every((person, index) => {
    const other = b[index]
    return (
      other !== undefined &&
      person.id === other.id &&
      person.name === other.name &&
      person.color === other.color &&
      person.role === other.role
    )
  })
