import type { Kysely } from 'kysely'
import { can } from '#server/access/can.ts'
import { placesOfJourneys } from '#server/storage/places.ts'
import type { Database } from '#server/storage/schema.ts'
import { isNoticeKind } from '#shared/contract/notice-kinds.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import { RIGHT_TO_HEAR } from './kinds.ts'
import { letterOf, type NewsOfLetter } from './letters.ts'
import type { Notices } from './notices.ts'
import { type Recipient, recipientsOf } from './recipients.ts'

const LOOK_EVERY_MS = 30 * SECOND_MS
const FORGET_EVERY_MS = HOUR_MS
/** Whoever sends a letter has the news to themselves for so long; a node that dies over it leaves it to the next one. */
const CLAIM_MS = 10 * MINUTE_MS
/** What could not be sent for so long is not worth a letter any more. */
const GIVE_UP_MS = 3 * DAY_MS
const PEOPLE_AT_ONCE = 100

export interface NoticeMail {
  /** Sends what is due; resolves when that is done. Several nodes may do so at the same time. */
  sendDue(): Promise<void>
  close(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly notices: Pick<Notices, 'settings' | 'forgetOld'>
  /** Whether a mail server took the letter; `null`: there is none. */
  readonly send: ((letter: { to: string; subject: string; text: string }) => Promise<boolean>) | null
  readonly url: () => string
  readonly unsubscribeTokenOf: (personId: string) => string
  readonly logger: { warn(facts: object, message: string): void }
  readonly now?: () => number
}

/**
 * Writes to people about what they have not seen. What is due stands in the store, so that a restart loses nothing; a letter's news are
 * claimed before it goes, so that of several nodes one sends it.
 */
export function startNoticeMail(needs: Needs): NoticeMail {
  const { database, notices, send, url, unsubscribeTokenOf, logger, now = Date.now } = needs
  let isClosed = false
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()
  let forgottenAt = -Infinity

  async function sendDue(): Promise<void> {
    if (send === null) return
    const at = now()
    const due = await database
      .selectFrom('notices')
      .select('recipient_id')
      .distinct()
      .where('mail_at', '<=', at)
      .limit(PEOPLE_AT_ONCE)
      .execute()
    for (const { recipient_id } of due) {
      if (isClosed) return
      await sendTo(recipient_id, at)
    }
  }

  async function sendTo(recipientId: string, at: number): Promise<void> {
    const claimed = await database
      .updateTable('notices')
      .set({ mail_at: at + CLAIM_MS })
      .where('recipient_id', '=', recipientId)
      .where('mail_at', '<=', at)
      .returning(['id', 'created_at'])
      .execute()
    if (claimed.length === 0) return
    const ids = claimed.map(({ id }) => id)
    const isSent = await write(recipientId, ids)
    const isOld = claimed.every(({ created_at }) => created_at < at - GIVE_UP_MS)
    if (isSent || isOld) await database.updateTable('notices').set({ mail_at: null }).where('id', 'in', ids).execute()
  }

  /** True also when nothing is left to tell. Everything is asked anew: rights, settings and words may be others by now. */
  async function write(recipientId: string, ids: readonly string[]): Promise<boolean> {
    const [recipient] = await recipientsOf(database, [recipientId])
    if (!recipient || recipient.email === null || send === null) return true
    const news = await newsFor(recipient, ids)
    if (news.length === 0) return true
    const unsubscribeUrl = `${url()}/unsubscribe/${unsubscribeTokenOf(recipientId)}`
    return send({ to: recipient.email, ...letterOf(news, { url: url(), unsubscribeUrl }) })
  }

  async function newsFor({ actor }: Recipient, ids: readonly string[]): Promise<readonly NewsOfLetter[]> {
    const ways = await notices.settings.ofPerson(actor.id)
    const rows = await database
      .selectFrom('notices')
      .innerJoin('journeys', 'journeys.id', 'notices.journey_id')
      .selectAll('notices')
      .select('journeys.title')
      .where('notices.id', 'in', ids)
      .where('read_at', 'is', null)
      .orderBy('notices.created_at')
      .execute()
    const places = await placesOfJourneys(
      database,
      rows.map((row) => row.journey_id),
    )
    return rows.flatMap((row): NewsOfLetter[] => {
      const { kind, journey_id: journeyId } = row
      if (!isNoticeKind(kind) || ways[kind] === 'off' || ways[kind] === 'app') return []
      if (!can(actor, RIGHT_TO_HEAR[kind], { journeyId, ...places.get(journeyId) })) return []
      const { actor_name: actorName, title: journeyTitle, thread_id: threadId, element_id: elementId, text } = row
      return [{ kind, actorName, journeyId, journeyTitle, threadId, elementId, text }]
    })
  }

  async function look(): Promise<void> {
    try {
      await sendDue()
      if (now() - forgottenAt > FORGET_EVERY_MS) {
        await notices.forgetOld()
        forgottenAt = now()
      }
    } catch (err) {
      logger.warn({ err }, 'letters about news could not be sent; it is tried again later')
    }
    if (!isClosed) lookLater()
  }

  function lookLater(): void {
    timer = setTimeout(() => {
      looking = look()
    }, LOOK_EVERY_MS)
    timer.unref()
  }

  lookLater()
  return {
    sendDue,
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await looking
    },
  }
}
