import type { CommentItem, ThreadItem } from '#shared/contract/comments.ts'
import type { CommentsBody } from '#shared/contract/rest/comments.ts'

export const ANN = { id: 'ann', kind: 'person', name: 'Ann', color: 1 } as const
export const BOB = { id: 'bob', kind: 'person', name: 'Bob', color: 2 } as const

export const threadItem = (id: string, patch: Partial<ThreadItem> = {}): ThreadItem => ({
  id,
  seq: 1,
  anchor: { kind: 'element', elementId: `card-${id}`, elementKind: 'card', title: `Card ${id}` },
  createdAt: 1,
  resolved: null,
  ...patch,
})

export const commentItem = (
  id: string,
  threadId: string,
  number: number,
  patch: Partial<CommentItem> = {},
): CommentItem => ({
  id,
  threadId,
  seq: number,
  number,
  author: ANN,
  text: `Words of ${id}`,
  mentions: [],
  createdAt: Date.now(),
  editedAt: null,
  removedAt: null,
  reactions: [],
  ...patch,
})

/** A server's comments that really change. */
export function talkingServer(initial: Pick<CommentsBody, 'threads' | 'comments'>, me = BOB) {
  const talk = {
    seq: Math.max(0, ...[...initial.threads, ...initial.comments].map((one) => one.seq)),
    threads: [...initial.threads],
    comments: [...initial.comments],
    reads: {} as Record<string, number>,
    isAway: false,
  }
  const changes = (seq: number) => ({
    seq,
    threads: talk.threads.filter((one) => one.seq === seq),
    comments: talk.comments.filter((one) => one.seq === seq),
  })
  const put = <Item extends { readonly id: string }>(list: Item[], item: Item): void => {
    const at = list.findIndex(({ id }) => id === item.id)
    if (at === -1) list.push(item)
    else list[at] = item
  }
  interface Words {
    readonly id: string
    readonly text: string
    readonly mentions: CommentItem['mentions']
  }
  const say = (threadId: string, { id, text, mentions }: Words): void =>
    put(talk.comments, commentItem(id, threadId, talk.seq, { author: me, text, mentions }))

  const answer = ({
    method,
    path,
    query,
    body,
  }: {
    method: string
    path: string
    query: URLSearchParams
    body: unknown
  }) => {
    const [, , , , part, id = '', rest] = path.split('/')
    if (talk.isAway) return 'server-busy' as const
    if (path.endsWith('/people'))
      return { body: { people: [{ id: ANN.id, name: ANN.name, color: 1, isGuest: false }] } }
    if (path.endsWith('/reads') && method === 'POST') {
      Object.assign(talk.reads, (body as { reads: object }).reads)
      return { status: 204 }
    }
    if (path.endsWith('/reads')) return { body: { reads: talk.reads } }
    if (method === 'GET') {
      const since = Number(query.get('since'))
      const newer = <Item extends { readonly seq: number }>(all: Item[]) => all.filter(({ seq }) => seq > since)
      return { body: { seq: talk.seq, threads: newer(talk.threads), comments: newer(talk.comments), isMore: false } }
    }
    talk.seq++
    if (part === 'threads' && rest === 'comments') say(id, body as Words)
    else if (part === 'threads' && method === 'POST') {
      const { id: threadId, anchor, comment } = body as { id: string; anchor: ThreadItem['anchor']; comment: Words }
      put(talk.threads, threadItem(threadId, { seq: talk.seq, anchor }))
      say(threadId, comment)
    } else if (part === 'threads') {
      const { isResolved } = body as { isResolved: boolean }
      const resolved = isResolved ? { at: Date.now(), by: me.id, name: me.name } : null
      const thread = talk.threads.find((one) => one.id === id)
      if (thread) put(talk.threads, { ...thread, seq: talk.seq, resolved })
    } else {
      const comment = talk.comments.find((one) => one.id === id)
      if (comment) {
        const patch =
          rest === 'reactions'
            ? {
                reactions: [
                  { ...(body as Pick<CommentItem['reactions'][number], 'reaction'>), actorId: me.id, name: me.name },
                ],
              }
            : method === 'DELETE'
              ? { text: '', removedAt: Date.now() }
              : { ...(body as Pick<Words, 'text'>), editedAt: Date.now() }
        put(talk.comments, { ...comment, ...patch, seq: talk.seq })
      }
    }
    return { status: 200, body: changes(talk.seq) }
  }
  return { talk, answer, changes }
}
