import { QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createQueryClient } from '#src/api/query-client.ts'
import { useJourneySummary } from '#src/api/queries.ts'
import { describeAnchor, elementAnchor } from '#src/features/comments/comment-anchors.ts'
import { CommentsContext, type CommentsHome as Home } from '#src/features/comments/comments-context.ts'
import { CommentsPanel } from '#src/features/comments/CommentsPanel.tsx'
import { isOn, type Thread, threadsOf } from '#src/features/comments/threads.ts'
import { type OpenComments, useComments } from '#src/features/comments/use-comments.ts'
import { Toaster } from '#src/ui/Toaster.tsx'
import { useIsPhone } from '#src/ui/use-media-query.ts'
import { useSnapshot, useView } from '../view-context.ts'
import type { TalkMark } from './talk.ts'
import { TalkMarks } from './TalkMarks.tsx'

interface CommentsHomeProps {
  readonly journeyId: string
  readonly isOpen: boolean
  /** Keep their identity. */
  readonly onOpen: () => void
  readonly onClose: () => void
}

/** The comments of the journey for those who only look: nothing is shown to whoever may not read them. Fetched after the journey. */
export function CommentsHome(props: CommentsHomeProps) {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <Summarised {...props} />
      <Toaster />
    </QueryClientProvider>
  )
}

function Summarised(props: CommentsHomeProps) {
  const { data } = useJourneySummary(props.journeyId)
  return data && data.comments !== 'none' && <Joined {...props} access={data.comments} />
}

interface JoinedProps extends CommentsHomeProps {
  readonly access: 'read' | 'write' | 'manage'
}

function Joined({ access, ...props }: JoinedProps) {
  const { collaboration } = useView()
  const open = useComments({ id: props.journeyId, comments: access }, collaboration)
  return open && <Talking {...props} access={access} open={open} />
}

interface TalkingProps extends JoinedProps {
  readonly open: OpenComments
}

function Talking({ journeyId, access, open, isOpen, onOpen, onClose }: TalkingProps) {
  const { collaboration, talk, looked, wish, spot, lens, snapshot: store } = useView()
  const { comments, view } = open
  const snapshot = useSnapshot()
  const isPhone = useIsPhone()
  const isOnline = useStore(collaboration.connection, ({ status }) => status === 'online')
  const mayWrite = access !== 'read'
  const state = useStore(comments.state)
  const threads = useMemo(() => threadsOf(state, comments.me.id), [state, comments])
  const unread = threads.reduce((sum, thread) => sum + thread.unread, 0)
  const areShown = useStore(view, ({ arePinsShown }) => arePinsShown)
  const openThread = useCallback(
    (threadId: string) => {
      view.setState({ openThreadId: threadId, composing: null })
      onOpen()
    },
    [view, onOpen],
  )
  const openOn = useCallback(
    (elementId: string): void => {
      const [first, ...more] = threadsOf(comments.state.getState(), comments.me.id).filter(
        ({ anchor, resolved }) => resolved === null && isOn(anchor, elementId),
      )
      const anchor = elementAnchor(store.getState(), elementId)
      if (first === undefined && mayWrite && anchor) view.setState({ composing: anchor })
      else if (first !== undefined && more.length === 0) view.setState({ openThreadId: first.id, composing: null })
      else view.setState({ openThreadId: null, composing: null, elementId, filter: 'open', search: '' })
      looked.setState({ target: null })
      onOpen()
    },
    [comments, store, mayWrite, view, looked, onOpen],
  )
  const marks = useMemo(
    () => (areShown ? talkMarks(threads, openOn, openThread) : []),
    [areShown, threads, openOn, openThread],
  )
  useEffect(() => {
    talk.setState({ talk: { unread, mayWrite, marks, Marks: TalkMarks, openOn } })
  }, [talk, unread, mayWrite, marks, openOn])
  useEffect(() => () => talk.setState({ talk: null }), [talk])

  const home = useMemo((): Home => {
    const onShow: Home['onShow'] = (anchor) => {
      if (anchor.kind === 'element') wish.setState({ target: { elementId: anchor.elementId, measure: null } })
      if (anchor.kind !== 'spot') return
      // Spots are on the map only.
      lens.setState({ way: 'map' })
      spot.setState({ at: { x: anchor.x, y: anchor.y } })
    }
    return {
      ...open,
      mayWrite,
      mayRemoveAny: access === 'manage',
      isOnline,
      describe: (anchor) => describeAnchor(snapshot, anchor),
      onShow,
      // On a phone the panel lies over what would be shown.
      onOpened: isPhone ? undefined : onShow,
      peopleHere: [],
      addressOf: (threadId) => `${location.origin}/journeys/${journeyId}?thread=${threadId}`,
    }
  }, [open, mayWrite, access, isOnline, snapshot, isPhone, wish, spot, lens, journeyId])
  return (
    isOpen && (
      <CommentsContext value={home}>
        <CommentsPanel onClose={onClose} />
      </CommentsContext>
    )
  )
}

/** One mark for each element, and for each thread on a spot. */
function talkMarks(
  threads: readonly Thread[],
  openOn: (elementId: string) => void,
  openThread: (threadId: string) => void,
): readonly TalkMark[] {
  const marks = new Map<string, TalkMark>()
  for (const { id, anchor, resolved, count, unread } of threads) {
    if (resolved !== null || anchor.kind === 'journey') continue
    if (anchor.kind === 'spot') {
      marks.set(id, { key: id, on: { at: { x: anchor.x, y: anchor.y } }, count, unread, open: () => openThread(id) })
      continue
    }
    const { elementId } = anchor
    const before = marks.get(elementId)
    marks.set(elementId, {
      key: elementId,
      on: { elementId },
      count: count + (before?.count ?? 0),
      unread: unread + (before?.unread ?? 0),
      open: () => openOn(elementId),
    })
  }
  return [...marks.values()]
}
