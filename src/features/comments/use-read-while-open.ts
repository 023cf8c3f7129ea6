import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { useCommentsHome } from './comments-context.ts'
import type { Thread } from './threads.ts'

/**
 * Counts the thread as read up to its end while the page is looked at. Gives up to where it was read when it was opened, so that what is
 * new stays marked as long as one reads.
 */
export function useReadWhileOpen({ id, comments: all }: Thread): number {
  const { comments } = useCommentsHome()
  const client = useQueryClient()
  const [opened, setOpened] = useState({ id, readTo: comments.state.getState().reads[id] ?? 0 })
  if (opened.id !== id) setOpened({ id, readTo: comments.state.getState().reads[id] ?? 0 })
  const end = all.at(-1)?.number
  useEffect(() => {
    const read = (): void => {
      if (end === undefined || document.visibilityState !== 'visible') return
      comments
        .markRead([id])
        .then(() => client.invalidateQueries({ queryKey: QUERY_KEYS.notices }))
        // The next reading tells it.
        .catch(() => undefined)
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [comments, client, id, end])
  return opened.readTo
}
