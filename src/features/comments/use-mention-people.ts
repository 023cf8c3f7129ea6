import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { commentsApi } from '#src/api/comments-api.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { useCommentsHome } from './comments-context.ts'
import type { MentionPerson } from './mention-text.ts'

/** Who can be mentioned: whom the server knows, and who is here. Not oneself. */
export function useMentionPeople(): readonly MentionPerson[] {
  const { comments, peopleHere } = useCommentsHome()
  const { journeyId, me } = comments
  const known = useQuery({
    queryKey: QUERY_KEYS.mentionable(journeyId),
    queryFn: ({ signal }) => commentsApi.listPeople(journeyId, signal),
    select: (body) => body.people,
    staleTime: MINUTE_MS,
  })
  return useMemo(() => {
    const here = new Set(peopleHere.map(({ id }) => id))
    const people = new Map<string, MentionPerson>()
    for (const { id, name, color } of peopleHere) people.set(id, { id, name, color, isGuest: false, isHere: true })
    for (const person of known.data ?? []) people.set(person.id, { ...person, isHere: here.has(person.id) })
    people.delete(me.id)
    return [...people.values()]
  }, [known.data, peopleHere, me.id])
}
