import type { CommentItem, ThreadAnchor, ThreadItem } from '#shared/contract/comments.ts'
import type { CommentsState } from './comments-store.ts'
import type { UnsentComment } from './outbox.ts'

/** A thread as it is shown. */
export interface Thread {
  readonly id: string
  readonly anchor: ThreadAnchor
  readonly resolved: ThreadItem['resolved']
  readonly comments: readonly CommentItem[]
  readonly unsent: readonly UnsentComment[]
  /** Comments of others that were not read yet. */
  readonly unread: number
  /** How many comments there are to read, without removed ones. */
  readonly count: number
  readonly lastAt: number
  readonly isMine: boolean
  readonly mentionsMe: boolean
}

type Known = Pick<CommentsState, 'threads' | 'comments' | 'reads' | 'unsent'>

/** All threads in which there is something to read, the latest word first. */
export function threadsOf({ threads, comments, reads, unsent }: Known, meId: string): readonly Thread[] {
  const ids = new Set([...threads.keys(), ...unsent.flatMap(({ anchor, threadId }) => (anchor ? [threadId] : []))])
  const found = [...ids].flatMap((id): Thread[] => {
    const thread = threads.get(id)
    const waiting = unsent.filter(({ threadId }) => threadId === id)
    const anchor = thread?.anchor ?? waiting.find((one) => one.anchor !== null)?.anchor
    const all = comments.get(id) ?? []
    const standing = all.filter(({ removedAt }) => removedAt === null)
    if (!anchor || standing.length + waiting.length === 0) return []
    const readTo = reads[id] ?? 0
    return [
      {
        id,
        anchor,
        resolved: thread?.resolved ?? null,
        comments: all,
        unsent: waiting,
        unread: standing.filter(({ number, author }) => number > readTo && author.id !== meId).length,
        count: standing.length + waiting.length,
        lastAt: Math.max(...standing.map(({ createdAt }) => createdAt), ...waiting.map(({ createdAt }) => createdAt)),
        isMine: waiting.length > 0 || standing.some(({ author }) => author.id === meId),
        mentionsMe: standing.some(({ mentions }) => mentions.some((mention) => mention.id === meId)),
      },
    ]
  })
  return found.toSorted((a, b) => b.lastAt - a.lastAt)
}

export const THREAD_FILTERS = ['open', 'unread', 'mine', 'mentions', 'resolved', 'all'] as const
export type ThreadFilter = (typeof THREAD_FILTERS)[number]

export const FILTER_WORDS: Readonly<Record<ThreadFilter, string>> = {
  open: 'Open',
  unread: 'Unread',
  mine: 'Mine',
  mentions: 'Mentions of me',
  resolved: 'Resolved',
  all: 'All',
}

const PASSES: Readonly<Record<ThreadFilter, (thread: Thread) => boolean>> = {
  open: ({ resolved }) => resolved === null,
  unread: ({ unread }) => unread > 0,
  mine: ({ isMine }) => isMine,
  mentions: ({ mentionsMe }) => mentionsMe,
  resolved: ({ resolved }) => resolved !== null,
  all: () => true,
}

export interface ThreadQuery {
  readonly filter: ThreadFilter
  /** Words that its comments, authors or title contain, all of them. */
  readonly search: string
  /** Only on this element; `null`: on anything. */
  readonly elementId: string | null
}

export function filteredThreads(
  threads: readonly Thread[],
  { filter, search, elementId }: ThreadQuery,
  titleOf: (anchor: ThreadAnchor) => string,
): readonly Thread[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return threads.filter((thread) => {
    if (!PASSES[filter](thread)) return false
    if (elementId !== null && !isOn(thread.anchor, elementId)) return false
    if (words.length === 0) return true
    const said = thread.comments.map(({ author, text }) => `${author.name} ${text}`).join(' ')
    const text = `${titleOf(thread.anchor)} ${said}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export const isOn = (anchor: ThreadAnchor, elementId: string): boolean =>
  anchor.kind === 'element' && anchor.elementId === elementId
