import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mention, ThreadAnchor } from '#shared/contract/comments.ts'
import type { ThreadQuery } from './threads.ts'

/** Words that were begun and not sent: kept while one looks elsewhere. */
export interface Draft {
  readonly text: string
  readonly chosen: readonly Mention[]
}

/** What of the comments one looks at; nobody else's business. */
export interface CommentsView extends ThreadQuery {
  readonly openThreadId: string | null
  /** What one is about to start a thread on. */
  readonly composing: ThreadAnchor | null
  /** By thread; `new` for one that is to be started. */
  readonly drafts: Readonly<Record<string, Draft>>
  /** Whether pins stand on the journey. */
  readonly arePinsShown: boolean
}

export const NEW_DRAFT = 'new'
export const EMPTY_DRAFT: Draft = { text: '', chosen: [] }

export const createCommentsView = (): StoreApi<CommentsView> =>
  createStore<CommentsView>(() => ({
    openThreadId: null,
    composing: null,
    drafts: {},
    arePinsShown: true,
    filter: 'open',
    search: '',
    elementId: null,
  }))

export function setDraft(view: StoreApi<CommentsView>, key: string, draft: Draft): void {
  const { [key]: _before, ...drafts } = view.getState().drafts
  view.setState({ drafts: draft.text === '' ? drafts : { ...drafts, [key]: draft } })
}
