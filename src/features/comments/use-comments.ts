import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { useSession } from '#src/api/queries.ts'
import type { Collaboration } from '#src/collab/open-collaboration.ts'
import { type Comments, createComments } from './comments-store.ts'
import { type CommentsView, createCommentsView } from './comments-view.ts'

/** The comments of the open journey, and what of them one looks at. */
export interface OpenComments {
  readonly comments: Comments
  readonly view: StoreApi<CommentsView>
}

/** Keeps the comments of a journey up to date by its socket; `null` for whoever may not read them. */
export function useComments(
  summary: Pick<JourneyListItem, 'id' | 'comments'>,
  { connection, onPush }: Pick<Collaboration, 'connection' | 'onPush'>,
): OpenComments | null {
  const session = useSession()
  const { id: journeyId, comments: access } = summary
  const mayRead = access !== 'none'
  const { id: meId, name, color } = session.data ?? { id: null, name: '', color: 0 }
  const open = useMemo(
    () =>
      mayRead && meId !== null
        ? { comments: createComments({ journeyId, me: { id: meId, name, color } }), view: createCommentsView() }
        : null,
    [journeyId, mayRead, meId, name, color],
  )
  const isOnline = useStore(connection, ({ status }) => status === 'online')
  useEffect(
    () =>
      onPush((message) => {
        if (message.kind === 'comments') open?.comments.take(message)
      }),
    [open, onPush],
  )
  useEffect(() => {
    if (!open || !isOnline) return undefined
    // What was said while one was away, and what one said then.
    const lookAgain = (): void => {
      if (document.visibilityState !== 'visible') return
      void open.comments.catchUp().then(() => open.comments.sendUnsent())
    }
    lookAgain()
    document.addEventListener('visibilitychange', lookAgain)
    return () => document.removeEventListener('visibilitychange', lookAgain)
  }, [open, isOnline])
  return open
}
