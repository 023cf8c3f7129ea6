import type { ElementKind } from '#shared/model/selectors/element-kind-of.ts'

/** What can be said to a comment in one press. */
export const REACTIONS = ['thumbs-up', 'heart', 'hooray', 'looking', 'done', 'thinking'] as const
export type Reaction = (typeof REACTIONS)[number]

export const COMMENT_MAX_LENGTH = 4000
export const MENTIONS_MAX = 20
export const THREADS_MAX = 2000
export const COMMENTS_OF_THREAD_MAX = 500

/** What a thread is pinned to: an element, with what it was called when somebody last wrote; a spot, in journey pixels; the whole journey. */
export type ThreadAnchor =
  | {
      readonly kind: 'element'
      readonly elementId: string
      readonly elementKind: ElementKind
      readonly title: string
    }
  | { readonly kind: 'spot'; readonly x: number; readonly y: number }
  | { readonly kind: 'journey' }

export interface ThreadItem {
  readonly id: string
  /** The change of the journey's comments that touched it last. */
  readonly seq: number
  readonly anchor: ThreadAnchor
  readonly createdAt: number
  readonly resolved: { readonly at: number; readonly by: string; readonly name: string } | null
}

/** Somebody who is named in a comment, as `@` and this name. */
export interface Mention {
  readonly id: string
  readonly name: string
}

export interface CommentItem {
  readonly id: string
  readonly threadId: string
  /** The change that touched it last. */
  readonly seq: number
  /** The change that made it: comments stand in this order, and a thread is read up to one. */
  readonly number: number
  readonly author: {
    readonly id: string
    readonly kind: 'person' | 'guest' | 'token'
    readonly name: string
    /** Presence colour, 0..7. */
    readonly color: number
  }
  /** Plain text; empty when it was removed. */
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly createdAt: number
  readonly editedAt: number | null
  readonly removedAt: number | null
  readonly reactions: readonly { readonly reaction: Reaction; readonly actorId: string; readonly name: string }[]
}

/**
 * Threads and comments as they are after change `seq`, of those that changed. Changes are numbered without gaps, so who knows all up to
 * `seq - 1` knows all now; others ask for what they lack.
 */
export interface CommentChanges {
  readonly seq: number
  readonly threads: readonly ThreadItem[]
  readonly comments: readonly CommentItem[]
}
