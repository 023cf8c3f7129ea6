import { useEffect, useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useStore } from 'zustand'
import type { ThreadAnchor } from '#shared/contract/comments.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import type { Presence } from '#shared/contract/presence.ts'
import type { CommentPort } from '#src/canvas/ports.ts'
import type { CommentsHome } from '#src/features/comments/comments-context.ts'
import { isOn, threadsOf } from '#src/features/comments/threads.ts'
import { THREAD_PARAMETER } from '#src/features/notices/notice-address.ts'
import { describeAnchor, elementAnchor } from '#src/features/comments/comment-anchors.ts'
import { commentPins } from './comment-pins.ts'
import type { OpenComments } from '#src/features/comments/use-comments.ts'
import type { OpenJourney } from './use-open-journey.ts'
import { usePeople } from './use-people.ts'

/** Whether one may start a thread. */
export const mayWriteComments = (access: JourneyListItem['comments']): boolean =>
  access === 'write' || access === 'manage'

interface Needs {
  readonly summary: JourneyListItem
  readonly open: OpenJourney
  readonly openComments: OpenComments | null
  readonly isPhone: boolean
  /** These keep their identity. */
  readonly showPanel: () => void
  readonly showElement: (elementId: string) => void
  readonly showSpot: (spot: { readonly x: number; readonly y: number }) => void
}

/** What the page gives the comments, and what they give the page. */
export interface CommentsJoin {
  readonly home: CommentsHome
  readonly port: CommentPort
  /** Starts a thread on an element; on the journey as a whole without one. */
  readonly comment: (elementId: string | null) => void
  readonly togglePins: () => void
  readonly arePinsShown: () => boolean
  /** Opens what was said on an element. */
  readonly openElement: (elementId: string) => void
}

/** Joins the comments with the editor, the canvas and the people here, none of which they may know; `null` without comments. */
export function useCommentsHome(needs: Needs): CommentsJoin | null {
  const { summary, open, openComments, isPhone, showPanel, showElement, showSpot } = needs
  const { editor, collaboration } = open
  const people = usePeople(collaboration.participants)
  const isOnline = useStore(collaboration.connection, ({ status }) => status === 'online')
  const { id: journeyId, comments: access } = summary

  const join = useMemo(() => {
    if (!openComments) return null
    const { comments, view } = openComments
    const compose = (composing: ThreadAnchor | null): void => {
      if (!composing) return
      view.setState({ composing })
      showPanel()
    }
    const openThread = (openThreadId: string): void => {
      view.setState({ openThreadId, composing: null })
      showPanel()
    }
    const openElement = (elementId: string): void => {
      const [first, ...more] = threadsOf(comments.state.getState(), comments.me.id).filter(
        ({ anchor, resolved }) => resolved === null && isOn(anchor, elementId),
      )
      if (first && more.length === 0) openThread(first.id)
      else {
        view.setState({ openThreadId: null, composing: null, elementId, filter: 'open', search: '' })
        showPanel()
      }
    }
    const comment = (elementId: string | null): void =>
      compose(elementId === null ? { kind: 'journey' } : elementAnchor(editor.getSnapshot(), elementId))
    const port: CommentPort = {
      pins: commentPins(openComments),
      onOpen: ({ key, at }) => ('elementId' in at ? openElement(at.elementId) : openThread(key)),
      onComment: mayWriteComments(access)
        ? (at) => ('elementId' in at ? comment(at.elementId) : compose({ kind: 'spot', ...at }))
        : undefined,
    }
    return {
      port,
      comment,
      openThread,
      openElement,
      togglePins: () => view.setState(({ arePinsShown }) => ({ arePinsShown: !arePinsShown })),
      arePinsShown: () => view.getState().arePinsShown,
    }
  }, [openComments, editor, access, showPanel])

  const home = useMemo((): CommentsHome | null => {
    if (!openComments) return null
    const onShow = (anchor: ThreadAnchor): void => {
      if (anchor.kind === 'element') showElement(anchor.elementId)
      else if (anchor.kind === 'spot') showSpot(anchor)
    }
    return {
      ...openComments,
      mayWrite: mayWriteComments(access),
      mayRemoveAny: access === 'manage',
      isOnline,
      describe: (anchor) => describeAnchor(editor.getSnapshot(), anchor),
      onShow,
      // On a phone the panel lies over what would be shown.
      onOpened: isPhone ? undefined : onShow,
      peopleHere: people.filter(mayTakePart),
      addressOf: (threadId) => `${location.origin}/journeys/${journeyId}?${THREAD_PARAMETER}=${threadId}`,
    }
  }, [openComments, access, isOnline, editor, isPhone, people, journeyId, showElement, showSpot])

  useAddress(openComments, join?.openThread)
  return useMemo(() => home && join && { home, ...join }, [home, join])
}

/** Who looks by a link neither reads comments nor hears of them; members who look do, and the server knows them. */
const mayTakePart = ({ role }: Presence['user']): boolean => role !== 'viewer'

/** Opens what the address names, and keeps the address in step with the open thread, so that it can be copied and reloaded. */
function useAddress(openComments: OpenComments | null, openThread: ((threadId: string) => void) | undefined): void {
  const [query] = useSearchParams()
  const wanted = query.get(THREAD_PARAMETER)
  useEffect(() => {
    if (wanted !== null && openComments?.view.getState().openThreadId !== wanted) openThread?.(wanted)
  }, [wanted, openThread, openComments])
  useEffect(
    () =>
      openComments?.view.subscribe(({ openThreadId }, before) => {
        if (openThreadId === before.openThreadId) return
        const address = new URL(window.location.href)
        if (openThreadId === null) address.searchParams.delete(THREAD_PARAMETER)
        else address.searchParams.set(THREAD_PARAMETER, openThreadId)
        window.history.replaceState(window.history.state, '', address)
      }),
    [openComments],
  )
}
