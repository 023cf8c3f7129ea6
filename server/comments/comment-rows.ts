import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import {
  type CommentChanges,
  type CommentItem,
  type Mention,
  REACTIONS,
  type ThreadAnchor,
  type ThreadItem,
} from '#shared/contract/comments.ts'

type Store = Kysely<Database> | Transaction<Database>

/** How many changes go into one answer. */
const PAGE = 300

/** The number of the change that is made in this transaction; until it ends nobody else on the journey gets one. */
export async function nextSeq(transaction: Transaction<Database>, journeyId: string): Promise<number> {
  const { seq } = await transaction
    .insertInto('comment_heads')
    .values({ journey_id: journeyId, seq: 1 })
    .onConflict((conflict) => conflict.column('journey_id').doUpdateSet({ seq: sql<number>`comment_heads.seq + 1` }))
    .returning('seq')
    .executeTakeFirstOrThrow()
  return seq
}

/** The last change of each of these journeys; one without comments is missing. */
export async function headsOf(store: Store, journeyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (journeyIds.length === 0) return new Map()
  const rows = await store.selectFrom('comment_heads').selectAll().where('journey_id', 'in', journeyIds).execute()
  return new Map(rows.map(({ journey_id, seq }) => [journey_id, seq]))
}

/** What changed after `since`, up to a page of it; the rest is asked for since the `seq` that comes back. */
export async function readChanges(
  store: Store,
  journeyId: string,
  since: number,
): Promise<CommentChanges & { readonly isMore: boolean }> {
  // First: what is committed while the rest is read has a higher number, and comes with the next question.
  const head = (await headsOf(store, [journeyId])).get(journeyId) ?? 0
  const [threads, comments] = await Promise.all([
    store
      .selectFrom('threads')
      .selectAll()
      .where('journey_id', '=', journeyId)
      .where('seq', '>', since)
      .where('seq', '<=', head)
      .orderBy('seq')
      .limit(PAGE)
      .execute(),
    store
      .selectFrom('comments')
      .leftJoin('people', 'people.id', 'comments.author_id')
      .selectAll('comments')
      .select(['people.name as personName', 'people.color as personColor'])
      .where('journey_id', '=', journeyId)
      .where('seq', '>', since)
      .where('seq', '<=', head)
      .orderBy('seq')
      .limit(PAGE)
      .execute(),
  ])
  const fullEnds = [threads, comments].flatMap((rows) => (rows.length === PAGE ? [rows[PAGE - 1]?.seq ?? head] : []))
  const seq = Math.min(head, ...fullEnds)
  const told = comments.filter((row) => row.seq <= seq)
  const reactions = await reactionsOf(
    store,
    told.map(({ id }) => id),
  )
  return {
    seq,
    isMore: seq < head,
    threads: threads.filter((row) => row.seq <= seq).map(threadItemOf),
    comments: told.map((row) => commentItemOf(row, reactions.get(row.id) ?? [])),
  }
}

async function reactionsOf(
  store: Store,
  commentIds: readonly string[],
): Promise<ReadonlyMap<string, CommentItem['reactions'][number][]>> {
  const byComment = new Map<string, CommentItem['reactions'][number][]>()
  if (commentIds.length === 0) return byComment
  const rows = await store
    .selectFrom('comment_reactions')
    .leftJoin('people', 'people.id', 'comment_reactions.actor_id')
    .select(['comment_id', 'actor_id', 'reaction', 'actor_name', 'people.name as personName'])
    .where('comment_id', 'in', commentIds)
    .orderBy('comment_reactions.created_at')
    .execute()
  for (const row of rows) {
    const reaction = REACTIONS.find((one) => one === row.reaction)
    if (reaction === undefined) continue
    const all = byComment.get(row.comment_id) ?? []
    byComment.set(row.comment_id, [...all, { reaction, actorId: row.actor_id, name: row.personName ?? row.actor_name }])
  }
  return byComment
}

interface ThreadRow {
  readonly id: string
  readonly seq: number
  readonly anchor: string
  readonly created_at: number
  readonly resolved_at: number | null
  readonly resolved_by: string | null
  readonly resolved_name: string | null
}

const threadItemOf = (row: ThreadRow): ThreadItem => ({
  id: row.id,
  seq: row.seq,
  anchor: JSON.parse(row.anchor) as ThreadAnchor,
  createdAt: row.created_at,
  resolved:
    row.resolved_at === null
      ? null
      : { at: row.resolved_at, by: row.resolved_by ?? '', name: row.resolved_name ?? 'Somebody' },
})

interface CommentRow {
  readonly id: string
  readonly thread_id: string
  readonly seq: number
  readonly number: number
  readonly author_id: string
  readonly author_kind: 'person' | 'guest' | 'token'
  readonly author_name: string
  readonly author_color: number
  readonly personName: string | null
  readonly personColor: number | null
  readonly text: string
  readonly mentions: string
  readonly created_at: number
  readonly edited_at: number | null
  readonly removed_at: number | null
}

const commentItemOf = (row: CommentRow, reactions: CommentItem['reactions']): CommentItem => ({
  id: row.id,
  threadId: row.thread_id,
  seq: row.seq,
  number: row.number,
  author: {
    id: row.author_id,
    kind: row.author_kind,
    name: row.personName ?? row.author_name,
    color: row.personColor ?? row.author_color,
  },
  text: row.text,
  mentions: JSON.parse(row.mentions) as Mention[],
  createdAt: row.created_at,
  editedAt: row.edited_at,
  removedAt: row.removed_at,
  reactions,
})
