import type { CommentPin, ReadableStore } from '#src/canvas/ports.ts'
import { threadsOf } from '#src/features/comments/threads.ts'
import type { OpenComments } from '#src/features/comments/use-comments.ts'

/** The pins of what is not settled: one an element however many threads it has, one a spot. None while they are switched off. */
export function commentPins({ comments, view }: OpenComments): ReadableStore<readonly CommentPin[]> {
  let pins: readonly CommentPin[] = []
  let from: readonly unknown[] = []
  return {
    getState() {
      const known = comments.state.getState()
      const { arePinsShown, openThreadId } = view.getState()
      const now = [known.threads, known.comments, known.reads, known.unsent, arePinsShown, openThreadId]
      if (now.every((one, index) => one === from[index])) return pins
      from = now
      pins = arePinsShown ? pinsOf({ comments, view }, openThreadId) : []
      return pins
    },
    subscribe(listener) {
      const stops = [comments.state.subscribe(listener), view.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

function pinsOf({ comments }: OpenComments, openThreadId: string | null): readonly CommentPin[] {
  const pins = new Map<string, CommentPin>()
  for (const { id, anchor, resolved, count, unread } of threadsOf(comments.state.getState(), comments.me.id)) {
    const isOpen = id === openThreadId
    if ((resolved !== null && !isOpen) || anchor.kind === 'journey') continue
    const key = anchor.kind === 'element' ? anchor.elementId : id
    const before = pins.get(key)
    pins.set(key, {
      key,
      at: anchor.kind === 'element' ? { elementId: anchor.elementId } : { x: anchor.x, y: anchor.y },
      count: count + (before?.count ?? 0),
      unread: unread + (before?.unread ?? 0),
      isOpen: isOpen || before?.isOpen === true,
    })
  }
  return [...pins.values()]
}
