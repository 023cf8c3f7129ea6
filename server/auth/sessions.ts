import type { Kysely } from 'kysely'
import type { Database, SessionWay } from '#server/storage/schema.ts'
import { newId } from '#shared/lib/ids.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import { guestName } from './guest-names.ts'
import type { Person } from './people.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** A guest has only what their links open anyway, and keeps the name that they gave themselves. */
export const GUEST_SESSION_MS = 365 * DAY_MS
/** A person signs in again when this browser was not seen for so long, and at the latest after that. */
export const PERSON_IDLE_MS = 30 * DAY_MS
export const PERSON_SESSION_MS = 180 * DAY_MS
/** How long what somebody showed of who they are is good for changing how they sign in. */
const PROOF_MS = 15 * MINUTE_MS

/** What a browser sent before it had its new token is answered still. */
const PREVIOUS_MS = 10 * SECOND_MS

/** Noting every request would write to disk at every request; to the hour is enough. */
const SEEN_EVERY_MS = HOUR_MS

const PRESENCE_COLORS = 8

export interface Session {
  readonly id: string
  /** The person, `null` for a guest. */
  readonly personId: string | null
  readonly name: string
  readonly color: number
}

export interface NewSession {
  readonly session: Session
  /** Goes into the cookie and is kept nowhere else. */
  readonly token: string
}

export type Sessions = ReturnType<typeof createSessions>

/** The browsers that are signed in. */
export function createSessions(database: Kysely<Database>, now: () => number = Date.now) {
  const start = async (
    personId: string | null,
    name: string,
    color: number,
    client: string | null = null,
    way: SessionWay | null = null,
  ): Promise<NewSession> => {
    const token = newToken()
    const id = newId<'session'>()
    const at = now()
    await database
      .insertInto('sessions')
      .values({
        id,
        token_hash: hashOfToken(token),
        person_id: personId,
        guest_name: personId === null ? name : null,
        client,
        color,
        created_at: at,
        last_seen_at: at,
        proved_at: personId === null ? null : at,
        way,
      })
      .execute()
    return { session: { id, personId, name, color }, token }
  }

  /** When a person's session has to have begun, and to have been seen, to be good still. */
  const limits = () => ({ begun: now() - PERSON_SESSION_MS, seen: now() - PERSON_IDLE_MS })

  return {
    /** `client`: by what the person will know this browser among theirs. */
    startForPerson: ({ id, name, color }: Person, client: string | null = null, way: SessionWay | null = null) =>
      start(id, name, color, client, way),

    /** A person's browsers, the last seen first. */
    ofPerson: (personId: string) =>
      database
        .selectFrom('sessions')
        .select(['id', 'client', 'created_at as createdAt', 'last_seen_at as lastSeenAt'])
        .where('person_id', '=', personId)
        .where('last_seen_at', '>', limits().seen)
        .where('created_at', '>', limits().begun)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id')
        .execute(),

    /** Signs a person out everywhere, but where `except` says. */
    async endAll(personId: string, except: string | null = null): Promise<void> {
      let all = database.deleteFrom('sessions').where('person_id', '=', personId)
      if (except !== null) all = all.where('id', '!=', except)
      await all.execute()
    },

    /** Guests get a friendly name, where they say none, and a colour other than the owner's. */
    startForGuest: (name: string = guestName()): Promise<NewSession> =>
      start(null, name, 1 + Math.floor(Math.random() * (PRESENCE_COLORS - 1))),

    /** The session of a cookie, `null` when there is none or it is too old. */
    async find(token: string): Promise<Session | null> {
      const [hash, at] = [hashOfToken(token), now()]
      const row = await database
        .selectFrom('sessions')
        .leftJoin('people', 'people.id', 'sessions.person_id')
        .select([
          'sessions.id',
          'person_id',
          'guest_name',
          'people.name',
          'sessions.color',
          'last_seen_at',
          'sessions.created_at',
        ])
        .where((one) =>
          one.or([
            one('token_hash', '=', hash),
            one.and([one('previous_hash', '=', hash), one('previous_until', '>', at)]),
          ]),
        )
        .executeTakeFirst()
      if (!row || isOver(row, at)) return null
      if (at - row.last_seen_at > SEEN_EVERY_MS) {
        await database.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', row.id).execute()
      }
      return { id: row.id, personId: row.person_id, name: row.name ?? row.guest_name ?? 'Guest', color: row.color }
    },

    async rename(session: Pick<Session, 'id' | 'personId'>, name: string): Promise<void> {
      if (session.personId !== null) {
        await database.updateTable('people').set({ name }).where('id', '=', session.personId).execute()
      } else {
        await database.updateTable('sessions').set({ guest_name: name }).where('id', '=', session.id).execute()
      }
    },

    /** Somebody showed in this browser that it is them. Gives the token that the session has from now on: whoever had the one before is out. */
    async prove(sessionId: string): Promise<string> {
      const [token, at] = [newToken(), now()]
      await database
        .updateTable('sessions')
        .set((row) => ({
          proved_at: at,
          previous_hash: row.ref('token_hash'),
          previous_until: at + PREVIOUS_MS,
          token_hash: hashOfToken(token),
        }))
        .where('id', '=', sessionId)
        .execute()
      return token
    },

    /** By which door somebody came in with this session. */
    async wayOf(sessionId: string): Promise<SessionWay | null> {
      const row = await database.selectFrom('sessions').select('way').where('id', '=', sessionId).executeTakeFirst()
      return row?.way ?? null
    },

    /** Whether they did so lately. */
    async isProved(sessionId: string): Promise<boolean> {
      const row = await database
        .selectFrom('sessions')
        .select('proved_at')
        .where('id', '=', sessionId)
        .executeTakeFirst()
      const provedAt = row?.proved_at ?? null
      return provedAt !== null && now() - provedAt < PROOF_MS
    },

    /** Forgets browsers whose time is over. */
    async endOld(): Promise<void> {
      const { begun, seen } = limits()
      await database
        .deleteFrom('sessions')
        .where((one) =>
          one.or([
            one('last_seen_at', '<', now() - GUEST_SESSION_MS),
            one.and([
              one('person_id', 'is not', null),
              one.or([one('last_seen_at', '<', seen), one('created_at', '<', begun)]),
            ]),
          ]),
        )
        .execute()
    },

    async end(sessionId: string): Promise<void> {
      await database.deleteFrom('sessions').where('id', '=', sessionId).execute()
    },
  }
}

interface Age {
  readonly person_id: string | null
  readonly created_at: number
  readonly last_seen_at: number
}

const isOver = ({ person_id, created_at, last_seen_at }: Age, at: number): boolean =>
  person_id === null
    ? at - last_seen_at > GUEST_SESSION_MS
    : at - last_seen_at > PERSON_IDLE_MS || at - created_at > PERSON_SESSION_MS
