import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  CommentChanges,
  CommentItem,
  Mention,
  Reaction,
  ThreadAnchor,
  ThreadItem,
} from '#shared/contract/comments.ts'
import { newId } from '#shared/lib/ids.ts'
import { ApiError, wordsOf } from '#src/api/api-error.ts'
import { commentsApi } from '#src/api/comments-api.ts'
import { openOutbox, type UnsentComment } from './outbox.ts'

/** Who is looking. */
export interface Me {
  readonly id: string
  readonly name: string
  /** Presence colour, 0..7. */
  readonly color: number
}

export interface CommentsState {
  /** `failed`: it could not be read, `fault` says why. What is there is shown all the same. */
  readonly status: 'loading' | 'ready' | 'failed'
  readonly fault: string | null
  /** The last change that is known. */
  readonly seq: number
  readonly threads: ReadonlyMap<string, ThreadItem>
  /** By thread, in their order. */
  readonly comments: ReadonlyMap<string, readonly CommentItem[]>
  /** Up to which comment each thread is read. */
  readonly reads: Readonly<Record<string, number>>
  /** What the server has not taken yet, the oldest first. */
  readonly unsent: readonly UnsentComment[]
}

/** What somebody writes. */
export interface Words {
  readonly text: string
  readonly mentions: readonly Mention[]
}

export interface Comments {
  readonly me: Me
  readonly journeyId: string
  readonly state: StoreApi<CommentsState>
  /** Reads what is not known yet: at the beginning, after having been away, when a change was missed. */
  catchUp(): Promise<void>
  /** What the server tells of. */
  take(changes: CommentChanges): void
  /** Hears of comments that others have just written. */
  onHeard(listener: (comment: CommentItem) => void): () => void
  /** Sends at once, shows it at once, and keeps it when it cannot be sent. Gives the thread. */
  start(anchor: ThreadAnchor, words: Words): string
  reply(threadId: string, words: Words, title?: string): void
  /** Sends what was not sent, in its order. */
  sendUnsent(): Promise<void>
  discard(unsentId: string): void
  /** These reject with `ApiError`. */
  edit(commentId: string, words: Words): Promise<void>
  remove(commentId: string): Promise<void>
  setResolved(threadId: string, isResolved: boolean): Promise<void>
  react(commentId: string, reaction: Reaction, isOn: boolean): Promise<void>
  /** Up to their ends; resolves when the server knows. */
  markRead(threadIds: readonly string[]): Promise<void>
}

interface Needs {
  readonly journeyId: string
  readonly me: Me
  readonly storage?: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly now?: () => number
}

/** The comments of one journey as this page knows them. Knows neither editor nor canvas: the app, or a page without them, feeds it. */
export function createComments({
  journeyId,
  me,
  storage = () => window.localStorage,
  now = Date.now,
}: Needs): Comments {
  const outbox = openOutbox(storage, journeyId, me.id)
  const state = createStore<CommentsState>(() => ({
    status: 'loading',
    fault: null,
    seq: 0,
    threads: new Map(),
    comments: new Map(),
    reads: {},
    unsent: outbox.read(),
  }))
  const heard = new Set<(comment: CommentItem) => void>()
  let reading: Promise<void> | null = null
  let isMissing = false
  let sending: Promise<void> | null = null

  /** By their numbers: of two states of one thing the later one counts, in whichever order they come. */
  function merge({ threads: changedThreads, comments: changedComments }: CommentChanges): void {
    const { threads: knownThreads, comments: knownComments } = state.getState()
    const threads = new Map(knownThreads)
    for (const thread of changedThreads) {
      if ((threads.get(thread.id)?.seq ?? -1) < thread.seq) threads.set(thread.id, thread)
    }
    const comments = new Map(knownComments)
    const sent = new Set<string>()
    for (const comment of changedComments) {
      sent.add(comment.id)
      const all = comments.get(comment.threadId) ?? []
      const known = all.find(({ id }) => id === comment.id)
      if (known && known.seq >= comment.seq) continue
      const others = all.filter(({ id }) => id !== comment.id)
      comments.set(
        comment.threadId,
        [...others, comment].toSorted((a, b) => a.number - b.number),
      )
    }
    state.setState({ threads, comments })
    // The push may be faster than the answer.
    const { unsent } = state.getState()
    if (unsent.some(({ id }) => sent.has(id))) setUnsent(unsent.filter(({ id }) => !sent.has(id)))
  }

  function setUnsent(unsent: readonly UnsentComment[]): void {
    outbox.write(unsent)
    state.setState({ unsent })
  }

  const setFault = (ids: ReadonlySet<string>, fault: string | null): void =>
    setUnsent(state.getState().unsent.map((one) => (ids.has(one.id) ? { ...one, fault } : one)))

  function take(changes: CommentChanges): void {
    const { seq, status } = state.getState()
    merge(changes)
    if (status === 'ready') {
      for (const comment of changes.comments) {
        if (comment.number > seq && comment.author.id !== me.id) for (const listener of heard) listener(comment)
      }
    }
    if (changes.seq === seq + 1) state.setState({ seq: changes.seq })
    else if (changes.seq > seq) void catchUp()
  }

  async function readAll(): Promise<void> {
    const isFirst = state.getState().status !== 'ready'
    try {
      const reads = isFirst ? commentsApi.listReads(journeyId) : null
      // Whoever waits for it below is told; should the comments fail before, nobody waits for it any more.
      reads?.catch(() => undefined)
      for (let isMore = true; isMore;) {
        const page = await commentsApi.list(journeyId, state.getState().seq)
        merge(page)
        state.setState(({ seq }) => ({ seq: Math.max(seq, page.seq) }))
        isMore = page.isMore
      }
      const known = await reads
      state.setState(({ reads: here }) => ({
        reads: { ...known?.reads, ...here },
        status: 'ready',
        fault: null,
      }))
    } catch (error) {
      state.setState({ status: isFirst ? 'failed' : 'ready', fault: wordsOf(error) })
    }
  }

  /** One reading at a time; what is missed meanwhile is read by one more. */
  function catchUp(): Promise<void> {
    if (reading) {
      isMissing = true
      return reading
    }
    reading = readAll().finally(() => {
      reading = null
      if (!isMissing) return
      isMissing = false
      void catchUp()
    })
    return reading
  }

  const send = (unsent: UnsentComment): Promise<CommentChanges> => {
    const { id, threadId, anchor, title, text, mentions } = unsent
    const words = { id, text, mentions: [...mentions] }
    return anchor === null
      ? commentsApi.reply(journeyId, threadId, { ...words, title })
      : commentsApi.start(journeyId, { id: threadId, anchor, comment: words })
  }

  /** In order, so that a reply never arrives before its thread. */
  async function sendAll(): Promise<void> {
    const tried = new Set<string>()
    const failed = new Set<string>()
    for (;;) {
      const next = state.getState().unsent.find(({ id }) => !tried.has(id))
      if (!next) return
      tried.add(next.id)
      if (failed.has(next.threadId)) {
        setFault(new Set([next.id]), 'The comment before it was not sent.')
        continue
      }
      if (next.fault !== null) setFault(new Set([next.id]), null)
      try {
        take(await send(next))
        setUnsent(state.getState().unsent.filter(({ id }) => id !== next.id))
      } catch (error) {
        failed.add(next.threadId)
        setFault(new Set([next.id]), wordsOf(error))
        // Nobody answers: the rest need not be tried.
        if (error instanceof ApiError && error.code === 'network') {
          setFault(new Set(state.getState().unsent.map(({ id }) => id)), wordsOf(error))
          return
        }
      }
    }
  }

  function sendUnsent(): Promise<void> {
    sending ??= sendAll().finally(() => {
      sending = null
      if (state.getState().unsent.some(({ fault }) => fault === null)) void sendUnsent()
    })
    return sending
  }

  function add(unsent: Omit<UnsentComment, 'id' | 'createdAt' | 'fault'>): void {
    const added: UnsentComment = { ...unsent, id: newId(), createdAt: now(), fault: null }
    setUnsent([...state.getState().unsent, added])
    void sendUnsent()
  }

  return {
    me,
    journeyId,
    state,
    catchUp,
    take,
    onHeard(listener) {
      heard.add(listener)
      return () => heard.delete(listener)
    },
    start(anchor, words) {
      const threadId = newId<'thread'>()
      add({ ...words, threadId, anchor })
      return threadId
    },
    reply: (threadId, words, title) => add({ ...words, threadId, anchor: null, title }),
    sendUnsent,
    discard: (unsentId) => setUnsent(state.getState().unsent.filter(({ id }) => id !== unsentId)),
    async edit(commentId, { text, mentions }) {
      take(await commentsApi.edit(journeyId, commentId, { text, mentions: [...mentions] }))
    },
    async remove(commentId) {
      take(await commentsApi.remove(journeyId, commentId))
    },
    async setResolved(threadId, isResolved) {
      take(await commentsApi.setResolved(journeyId, threadId, isResolved))
    },
    async react(commentId, reaction, isOn) {
      take(await commentsApi.react(journeyId, commentId, { reaction, isOn }))
    },
    async markRead(threadIds) {
      const { comments, reads } = state.getState()
      const ends = threadIds.flatMap((id) => {
        const end = comments.get(id)?.at(-1)?.number ?? 0
        return end > (reads[id] ?? 0) ? [[id, end] as const] : []
      })
      if (ends.length === 0) return
      state.setState({ reads: { ...reads, ...Object.fromEntries(ends) } })
      await commentsApi.markRead(journeyId, Object.fromEntries(ends))
    },
  }
}
