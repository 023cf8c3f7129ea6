import type { Kysely } from 'kysely'
import type { Actor } from '#server/access/actor.ts'
import { can } from '#server/access/can.ts'
import { placeOfJourney, placesOfJourneys } from '#server/storage/places.ts'
import type { Database } from '#server/storage/schema.ts'
import { isNoticeKind, type NoticeKind } from '#shared/contract/notice-kinds.ts'
import type { NoticeItem } from '#shared/contract/rest/notices.ts'
import { cleanText } from '#shared/lib/clean-text.ts'
import { newId } from '#shared/lib/ids.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { RIGHT_TO_HEAR } from './kinds.ts'
import { mailTimeOf } from './mail-times.ts'
import { recipientsOf } from './recipients.ts'
import { createNoticeSettings, type NoticeSettings } from './settings.ts'

/** Older ones are nobody's news. */
const KEPT_MS = 90 * DAY_MS
const LISTED_MAX = 100
const TEXT_MAX_LENGTH = 280

/** Something that people should hear of. */
export interface NewNotice {
  readonly kind: NoticeKind
  /** Whom it concerns: persons, or guests by their session. Who did it, who may not see it or does not want to hear of it is left out. */
  readonly personIds: Iterable<string>
  readonly workspaceId: string
  readonly journeyId: string
  /** Who did it. */
  readonly by: Pick<Actor, 'id' | 'name' | 'color'>
  /** What was said or done, for one line; empty: the kind says it all. */
  readonly text: string
  /** What it is about: followed when the notice is opened. */
  readonly threadId?: string
  readonly commentId?: string
  readonly elementId?: string
}

export interface Notices {
  readonly settings: NoticeSettings
  notify(notice: NewNotice): Promise<void>
  /** The newest first, of what they may (still) see. */
  listFor(actor: Actor): Promise<readonly NoticeItem[]>
  /** False: there is no such notice of theirs. */
  setRead(recipientId: string, noticeId: string, isRead: boolean): Promise<boolean>
  readAll(recipientId: string): Promise<void>
  /** Somebody looked at these threads. */
  readThreads(recipientId: string, threadIds: readonly string[]): Promise<void>
  /** A comment was taken away: nobody is told of it any more. */
  forgetComment(commentId: string): Promise<void>
  forgetOld(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  /** A mail server is set. */
  readonly hasMail: boolean
  /** Tells those who have the journey open; `Rooms.push`. */
  readonly push: (journeyId: string, message: { readonly kind: 'noticed'; readonly to: readonly string[] }) => void
  readonly now?: () => number
}

/** What people are told of, in the app and by mail. */
export function createNotices({ database, hasMail, push, now = Date.now }: Needs): Notices {
  const settings = createNoticeSettings(database)

  const setReadWhere = (recipientId: string) =>
    database
      .updateTable('notices')
      .set({ read_at: now(), mail_at: null })
      .where('recipient_id', '=', recipientId)
      .where('read_at', 'is', null)

  return {
    settings,

    async notify({ kind, personIds, workspaceId, journeyId, by, text, threadId, commentId, elementId }) {
      const ids = [...new Set(personIds)].filter((id) => id !== by.id)
      const place = await placeOfJourney(database, journeyId)
      const recipients = (await recipientsOf(database, ids)).filter(({ actor }) =>
        can(actor, RIGHT_TO_HEAR[kind], { journeyId, workspaceId, ...place }),
      )
      const chosen = await settings.of(recipients.map(({ actor }) => actor.id))
      const at = now()
      const rows = recipients.flatMap(({ actor, email }) => {
        const way = chosen.get(actor.id)?.[kind] ?? 'app'
        if (way === 'off') return []
        return {
          id: newId<'notice'>(),
          recipient_id: actor.id,
          kind,
          workspace_id: workspaceId,
          journey_id: journeyId,
          thread_id: threadId ?? null,
          comment_id: commentId ?? null,
          element_id: elementId ?? null,
          actor_name: by.name,
          actor_color: by.color,
          text: shortened(text),
          created_at: at,
          read_at: null,
          mail_at: hasMail && email !== null ? mailTimeOf(way, at) : null,
        }
      })
      if (rows.length === 0) return
      await database.insertInto('notices').values(rows).execute()
      push(journeyId, { kind: 'noticed', to: rows.map(({ recipient_id }) => recipient_id) })
    },

    async listFor(actor) {
      const rows = await database
        .selectFrom('notices')
        .innerJoin('journeys', 'journeys.id', 'notices.journey_id')
        .selectAll('notices')
        .select('journeys.title')
        .where('recipient_id', '=', actor.id)
        .orderBy('notices.created_at', 'desc')
        .orderBy('notices.id')
        .limit(LISTED_MAX)
        .execute()
      const places = await placesOfJourneys(
        database,
        rows.map((row) => row.journey_id),
      )
      return rows.flatMap((row): NoticeItem[] => {
        const { kind, journey_id: journeyId } = row
        if (!isNoticeKind(kind) || !can(actor, RIGHT_TO_HEAR[kind], { journeyId, ...places.get(journeyId) })) return []
        return [
          {
            id: row.id,
            kind,
            journeyId,
            journeyTitle: row.title,
            threadId: row.thread_id,
            elementId: row.element_id,
            actorName: row.actor_name,
            actorColor: row.actor_color,
            text: row.text,
            createdAt: row.created_at,
            isRead: row.read_at !== null,
          },
        ]
      })
    },

    async setRead(recipientId, noticeId, isRead) {
      const changed = await database
        .updateTable('notices')
        .set({ read_at: isRead ? now() : null, mail_at: null })
        .where('id', '=', noticeId)
        .where('recipient_id', '=', recipientId)
        .executeTakeFirst()
      return changed.numUpdatedRows > 0n
    },

    async readAll(recipientId) {
      await setReadWhere(recipientId).execute()
    },

    async readThreads(recipientId, threadIds) {
      if (threadIds.length > 0) await setReadWhere(recipientId).where('thread_id', 'in', threadIds).execute()
    },

    async forgetComment(commentId) {
      await database.deleteFrom('notices').where('comment_id', '=', commentId).execute()
    },

    async forgetOld() {
      await database
        .deleteFrom('notices')
        .where('created_at', '<', now() - KEPT_MS)
        .execute()
    },
  }
}

/** For one line. */
function shortened(text: string): string {
  const line = cleanText(text).replaceAll(/\s+/g, ' ').trim()
  return line.length <= TEXT_MAX_LENGTH ? line : `${line.slice(0, TEXT_MAX_LENGTH - 1).trimEnd()}…`
}
