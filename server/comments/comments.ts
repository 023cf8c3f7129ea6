import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '#server/access/actor.ts'
import type { Database } from '#server/storage/schema.ts'
import {
  type CommentChanges,
  COMMENTS_OF_THREAD_MAX,
  type Mention,
  type Reaction,
  type ThreadAnchor,
  THREADS_MAX,
} from '#shared/contract/comments.ts'
import { cleanText } from '#shared/lib/clean-text.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { nextSeq, readChanges } from './comment-rows.ts'

export type Author = Pick<Actor, 'id' | 'kind' | 'name' | 'color'>

/** What somebody writes. */
export interface NewWords {
  readonly text: string
  /** Of whom the text does not say `@name` they are dropped. */
  readonly mentions: readonly Mention[]
}

export interface NewComment extends NewWords {
  /** Given by who sends, so that sending twice says it once. */
  readonly id?: string | undefined
}

/** What was done, for those who are told of it. */
export interface Said {
  readonly changes: CommentChanges
  readonly threadId: string
  readonly commentId: string
  readonly text: string
  /** Who is named now and was not before. */
  readonly mentioned: readonly string[]
  /** It had been sent before: everybody knows. */
  readonly isRepeated: boolean
}

export type Comments = ReturnType<typeof createComments>

interface Needs {
  readonly database: Kysely<Database>
  readonly now?: () => number
}

/**
 * Threads and comments beside a journey. Each change is one transaction with a number of its own (`CommentChanges`), and gives what others
 * have to be told. Who may write and remove is `access`'s business; that somebody edits only their own is asked here.
 */
export function createComments({ database, now = Date.now }: Needs) {
  const change = <Value>(act: (transaction: Transaction<Database>) => Promise<Value>): Promise<Value> =>
    database.transaction().execute(act)

  /** What the change with this number did. */
  const changesAt = async (journeyId: string, seq: number): Promise<CommentChanges> => {
    const { threads, comments } = await readChanges(database, journeyId, seq - 1)
    return {
      seq,
      threads: threads.filter((thread) => thread.seq === seq),
      comments: comments.filter((comment) => comment.seq === seq),
    }
  }

  const addComment = async (
    transaction: Transaction<Database>,
    place: { readonly journeyId: string; readonly threadId: string; readonly seq: number },
    author: Author,
    { id = newId<'comment'>(), text, mentions }: NewComment,
  ) => {
    const words = cleanWords({ text, mentions })
    await transaction
      .insertInto('comments')
      .values({
        id,
        thread_id: place.threadId,
        journey_id: place.journeyId,
        seq: place.seq,
        number: place.seq,
        author_id: author.id,
        author_kind: author.kind,
        author_name: author.name,
        author_color: author.color,
        text: words.text,
        mentions: JSON.stringify(words.mentions),
        created_at: now(),
        edited_at: null,
        removed_at: null,
        removed_by: null,
      })
      .execute()
    // Whoever writes has read what stands above.
    await markRead(transaction, author.id, [[place.threadId, place.seq]])
    return { commentId: id, text: words.text, mentioned: words.mentions.map((mention) => mention.id) }
  }

  /** A comment of theirs with this id that was taken before; `id-taken`: it is somebody else's, or elsewhere. */
  const sentBefore = async (
    journeyId: string,
    authorId: string,
    id: string | undefined,
  ): Promise<Said | 'id-taken' | null> => {
    if (id === undefined) return null
    const row = await database.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) return null
    if (row.author_id !== authorId || row.journey_id !== journeyId) return 'id-taken'
    const { seq, thread_id: threadId, text } = row
    const changes = await changesAt(journeyId, seq)
    return { changes, threadId, commentId: id, text, mentioned: [], isRepeated: true }
  }

  const ownComment = async (transaction: Transaction<Database>, journeyId: string, commentId: string) =>
    transaction
      .selectFrom('comments')
      .selectAll()
      .where('id', '=', commentId)
      .where('journey_id', '=', journeyId)
      .where('removed_at', 'is', null)
      .executeTakeFirst()

  return {
    changesSince: (journeyId: string, since: number) => readChanges(database, journeyId, since),

    async start(
      journeyId: string,
      author: Author,
      {
        id = newId<'thread'>(),
        anchor,
        comment,
      }: { id?: string | undefined; anchor: ThreadAnchor; comment: NewComment },
    ): Promise<Result<Said, 'too-many-threads' | 'id-taken'>> {
      const before = await sentBefore(journeyId, author.id, comment.id)
      if (before === 'id-taken') return refused(before)
      if (before) return done(before)
      if (await database.selectFrom('threads').select('id').where('id', '=', id).executeTakeFirst())
        return refused('id-taken')
      const made = await change(async (transaction) => {
        const seq = await nextSeq(transaction, journeyId)
        const { count } = await transaction
          .selectFrom('threads')
          .select((row) => row.fn.countAll<number>().as('count'))
          .where('journey_id', '=', journeyId)
          .executeTakeFirstOrThrow()
        if (count >= THREADS_MAX) return null
        await transaction
          .insertInto('threads')
          .values({
            id,
            journey_id: journeyId,
            seq,
            anchor: JSON.stringify(cleanAnchor(anchor)),
            created_at: now(),
            resolved_at: null,
            resolved_by: null,
            resolved_name: null,
          })
          .execute()
        return { seq, ...(await addComment(transaction, { journeyId, threadId: id, seq }, author, comment)) }
      })
      if (made === null) return refused('too-many-threads')
      const { seq, ...said } = made
      return done({ ...said, threadId: id, changes: await changesAt(journeyId, seq), isRepeated: false })
    },

    async reply(
      journeyId: string,
      threadId: string,
      author: Author,
      { title, ...comment }: NewComment & { readonly title?: string | undefined },
    ): Promise<Result<Said, 'thread-not-found' | 'too-many-comments' | 'id-taken'>> {
      const before = await sentBefore(journeyId, author.id, comment.id)
      if (before === 'id-taken') return refused(before)
      if (before) return done(before)
      const made = await change(async (transaction) => {
        const seq = await nextSeq(transaction, journeyId)
        const thread = await transaction
          .selectFrom('threads')
          .selectAll()
          .where('id', '=', threadId)
          .where('journey_id', '=', journeyId)
          .executeTakeFirst()
        if (!thread) return 'thread-not-found' as const
        const { count } = await transaction
          .selectFrom('comments')
          .select((row) => row.fn.countAll<number>().as('count'))
          .where('thread_id', '=', threadId)
          .executeTakeFirstOrThrow()
        if (count >= COMMENTS_OF_THREAD_MAX) return 'too-many-comments' as const
        const anchor = JSON.parse(thread.anchor) as ThreadAnchor
        if (title !== undefined && anchor.kind === 'element' && anchor.title !== title) {
          const renamed = JSON.stringify(cleanAnchor({ ...anchor, title }))
          await transaction.updateTable('threads').set({ seq, anchor: renamed }).where('id', '=', threadId).execute()
        }
        return { seq, ...(await addComment(transaction, { journeyId, threadId, seq }, author, comment)) }
      })
      if (typeof made === 'string') return refused(made)
      const { seq, ...said } = made
      return done({ ...said, threadId, changes: await changesAt(journeyId, seq), isRepeated: false })
    },

    /** Only one's own. */
    async edit(
      journeyId: string,
      commentId: string,
      author: Author,
      given: NewWords,
    ): Promise<Result<Said, 'comment-not-found' | 'not-allowed'>> {
      const made = await change(async (transaction) => {
        const seq = await nextSeq(transaction, journeyId)
        const row = await ownComment(transaction, journeyId, commentId)
        if (!row) return 'comment-not-found' as const
        if (row.author_id !== author.id) return 'not-allowed' as const
        const words = cleanWords(given)
        const named = new Set((JSON.parse(row.mentions) as Mention[]).map(({ id }) => id))
        await transaction
          .updateTable('comments')
          .set({ seq, text: words.text, mentions: JSON.stringify(words.mentions), edited_at: now() })
          .where('id', '=', commentId)
          .execute()
        const mentioned = words.mentions.map(({ id }) => id).filter((id) => !named.has(id))
        return { seq, threadId: row.thread_id, text: words.text, mentioned }
      })
      if (typeof made === 'string') return refused(made)
      const { seq, ...said } = made
      return done({ ...said, commentId, changes: await changesAt(journeyId, seq), isRepeated: false })
    },

    /** Its words go, that there was one stays. `mayAny`: also what others wrote. */
    async remove(
      journeyId: string,
      commentId: string,
      by: Author,
      mayAny: boolean,
    ): Promise<Result<CommentChanges, 'comment-not-found' | 'not-allowed'>> {
      const made = await change(async (transaction) => {
        const seq = await nextSeq(transaction, journeyId)
        const row = await ownComment(transaction, journeyId, commentId)
        if (!row) return 'comment-not-found' as const
        if (row.author_id !== by.id && !mayAny) return 'not-allowed' as const
        await transaction
          .updateTable('comments')
          .set({ seq, text: '', mentions: '[]', removed_at: now(), removed_by: by.id })
          .where('id', '=', commentId)
          .execute()
        await transaction.deleteFrom('comment_reactions').where('comment_id', '=', commentId).execute()
        return seq
      })
      return typeof made === 'string' ? refused(made) : done(await changesAt(journeyId, made))
    },

    /** `isNew`: it was not so already. */
    async setResolved(
      journeyId: string,
      threadId: string,
      by: Author,
      isResolved: boolean,
    ): Promise<Result<{ readonly changes: CommentChanges; readonly isNew: boolean }, 'thread-not-found'>> {
      const made = await change(async (transaction) => {
        const seq = await nextSeq(transaction, journeyId)
        const thread = await transaction
          .selectFrom('threads')
          .select('resolved_at')
          .where('id', '=', threadId)
          .where('journey_id', '=', journeyId)
          .executeTakeFirst()
        if (!thread) return 'thread-not-found' as const
        const wasResolved = thread.resolved_at !== null
        await transaction
          .updateTable('threads')
          .set(
            wasResolved === isResolved
              ? { seq }
              : isResolved
                ? { seq, resolved_at: now(), resolved_by: by.id, resolved_name: by.name }
                : { seq, resolved_at: null, resolved_by: null, resolved_name: null },
          )
          .where('id', '=', threadId)
          .execute()
        return { seq, isNew: wasResolved !== isResolved }
      })
      if (typeof made === 'string') return refused(made)
      return done({ changes: await changesAt(journeyId, made.seq), isNew: made.isNew })
    },

    async react(
      journeyId: string,
      commentId: string,
      by: Author,
      reaction: Reaction,
      isOn: boolean,
    ): Promise<Result<CommentChanges, 'comment-not-found'>> {
      const made = await change(async (transaction) => {
        const seq = await nextSeq(transaction, journeyId)
        if (!(await ownComment(transaction, journeyId, commentId))) return 'comment-not-found' as const
        const row = { comment_id: commentId, actor_id: by.id, reaction }
        if (isOn) {
          await transaction
            .insertInto('comment_reactions')
            .values({ ...row, actor_name: by.name, created_at: now() })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        } else {
          await transaction
            .deleteFrom('comment_reactions')
            .where('comment_id', '=', commentId)
            .where('actor_id', '=', by.id)
            .where('reaction', '=', reaction)
            .execute()
        }
        await transaction.updateTable('comments').set({ seq }).where('id', '=', commentId).execute()
        return seq
      })
      return typeof made === 'string' ? refused(made) : done(await changesAt(journeyId, made))
    },

    /** Up to which comment this reader has read each thread; one that they never opened is missing. */
    async readsOf(journeyId: string, readerId: string): Promise<Readonly<Record<string, number>>> {
      const rows = await database
        .selectFrom('thread_reads')
        .innerJoin('threads', 'threads.id', 'thread_reads.thread_id')
        .select(['thread_id', 'number'])
        .where('threads.journey_id', '=', journeyId)
        .where('reader_id', '=', readerId)
        .execute()
      return Object.fromEntries(rows.map(({ thread_id, number }) => [thread_id, number]))
    },

    /** Never backwards. Threads of other journeys are passed over. */
    async read(
      journeyId: string,
      readerId: string,
      reads: Readonly<Record<string, number>>,
    ): Promise<readonly string[]> {
      const asked = Object.keys(reads)
      if (asked.length === 0) return []
      const rows = await database
        .selectFrom('threads')
        .select('id')
        .where('journey_id', '=', journeyId)
        .where('id', 'in', asked)
        .execute()
      const known = rows.map(({ id }) => id)
      if (known.length > 0)
        await markRead(
          database,
          readerId,
          known.map((id) => [id, reads[id] ?? 0]),
        )
      return known
    },

    /** Who wrote in a thread or is named in it, without what was removed. */
    async partakersOf(threadId: string): Promise<readonly string[]> {
      const rows = await database
        .selectFrom('comments')
        .select(['author_id', 'mentions'])
        .where('thread_id', '=', threadId)
        .where('removed_at', 'is', null)
        .execute()
      const ids = rows.flatMap((row) => [
        row.author_id,
        ...(JSON.parse(row.mentions) as Mention[]).map((mention) => mention.id),
      ])
      return [...new Set(ids)]
    },
  }
}

async function markRead(
  store: Kysely<Database>,
  readerId: string,
  reads: readonly (readonly [threadId: string, number: number])[],
): Promise<void> {
  await store
    .insertInto('thread_reads')
    .values(reads.map(([thread_id, number]) => ({ thread_id, reader_id: readerId, number })))
    .onConflict((conflict) =>
      conflict
        .columns(['thread_id', 'reader_id'])
        .doUpdateSet((row) => ({ number: row.ref('excluded.number') }))
        .whereRef('thread_reads.number', '<', 'excluded.number'),
    )
    .execute()
}

function cleanWords({ text, mentions }: NewWords): NewWords {
  const words = cleanText(text).trim()
  return { text: words, mentions: mentions.filter(({ name }) => words.includes(`@${name}`)) }
}

const cleanAnchor = (anchor: ThreadAnchor): ThreadAnchor =>
  anchor.kind === 'element' ? { ...anchor, title: cleanText(anchor.title).trim() } : anchor
