import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { useSession } from '#src/api/queries.ts'
import type { Collaboration } from '#src/collab/open-collaboration.ts'
import { useSoon } from '#src/ui/late.ts'
import type { Comments } from './comments-store.ts'
import { type CommentsView, createCommentsView } from './comments-view.ts'

const loadComments = async () => (await import('./comments-store.ts')).createComments

/** The comments of the open journey, and what of them one looks at. */
export interface OpenComments {
  readonly comments: Comments
  readonly view: StoreApi<CommentsView>
}

/** Keeps the comments of a journey up to date by its socket; `null` for whoever may not read them, and until the page is usable. */
export function useComments(
  summary: Pick<JourneyListItem, 'id' | 'comments'>,
  { connection, onPush }: Pick<Collaboration, 'connection' | 'onPush'>,
): OpenComments | null {
  const session = useSession()
  const { id: journeyId, comments: access } = summary
  const mayRead = access !== 'none'
  const { id: meId, name, color } = session.data ?? { id: null, name: '', color: 0 }
  const create = useSoon(loadComments, false)?.Part
  const open = useMemo(
    () =>
      create && mayRead && meId !== null
        ? { comments: create({ journeyId, me: { id: meId, name, color } }), view: createCommentsView() }
        : null,
    [create, journeyId, mayRead, meId, name, color],
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
