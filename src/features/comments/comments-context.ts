import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { ThreadAnchor } from '#shared/contract/comments.ts'
import { assert } from '#shared/lib/assert.ts'
import type { Comments, CommentsState } from './comments-store.ts'
import type { CommentsView } from './comments-view.ts'
import type { MentionPerson } from './mention-text.ts'

/** What a thread stands on, in words. */
export interface AnchorWords {
  /** `Card`, `Spot on the canvas`. */
  readonly kind: string
  readonly title: string
  /** The element was deleted; the title is the last that is known. */
  readonly isGone: boolean
}

/** What the parts of the feature share; whoever shows them provides it. */
export interface CommentsHome {
  readonly comments: Comments
  readonly view: StoreApi<CommentsView>
  /** May write; else only read. */
  readonly mayWrite: boolean
  /** May remove what others wrote. */
  readonly mayRemoveAny: boolean
  /** The server answers just now. */
  readonly isOnline: boolean
  readonly describe: (anchor: ThreadAnchor) => AnchorWords
  /** Shows what a thread stands on; absent where there is nothing to show it in. */
  readonly onShow?: ((anchor: ThreadAnchor) => void) | undefined
  /** A thread was opened from the list: shows what it stands on, where there is room beside the panel. */
  readonly onOpened?: ((anchor: ThreadAnchor) => void) | undefined
  /** Who has the journey open, beside whom the server knows. */
  readonly peopleHere: readonly Pick<MentionPerson, 'id' | 'name' | 'color'>[]
  /** The page that opens a thread. */
  readonly addressOf: (threadId: string) => string
}

export const CommentsContext = createContext<CommentsHome | null>(null)

export function useCommentsHome(): CommentsHome {
  const home = use(CommentsContext)
  assert(home !== null, 'comments are shown inside a CommentsContext')
  return home
}

export const useCommentsState = <Part>(select: (state: CommentsState) => Part): Part =>
  useStore(useCommentsHome().comments.state, select)

export const useCommentsView = <Part>(select: (view: CommentsView) => Part): Part =>
  useStore(useCommentsHome().view, select)
