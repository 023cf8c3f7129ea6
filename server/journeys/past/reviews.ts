import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { FORMER_MEMBER } from '#shared/contract/acts.ts'
import type { ReviewBody } from '#shared/contract/rest/past.ts'
import type { Cadence } from '#shared/contract/cadences.ts'
import { newId } from '#shared/lib/ids.ts'

const MONTHS: Readonly<Record<Cadence, number | null>> = {
  none: null,
  monthly: 1,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
}
/** Of a journey that nobody has planned anything for. */
const USUAL: Cadence = 'quarterly'

/** So many months on, at the same day and time; the last day of a shorter month. */
export function nextAfter(at: number, cadence: Cadence): number | null {
  const months = MONTHS[cadence]
  if (months === null) return null
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}

/** A journey whose day has come. */
export interface DueReview {
  readonly journeyId: string
  readonly workspaceId: string
  readonly title: string
}

export type Reviews = ReturnType<typeof createReviews>

interface Needs {
  readonly database: Kysely<Database>
  readonly now?: () => number
}

/** Looking at journeys anew, so that they stay true: how often, when next, and who did so. */
export function createReviews({ database, now = Date.now }: Needs) {
  const planned = () =>
    database
      .selectFrom('journeys')
      .leftJoin('review_plans as plan', 'plan.journey_id', 'journeys.id')
      .select([
        'journeys.id',
        'workspace_id',
        'title',
        'created_at',
        'plan.cadence',
        'plan.next_at',
        'plan.reminded_at',
      ])
  type Row = Awaited<ReturnType<ReturnType<typeof planned>['execute']>>[number]

  const nextOf = (row: Row): number | null => (row.cadence === null ? nextAfter(row.created_at, USUAL) : row.next_at)

  const write = async (journeyId: string, cadence: Cadence, nextAt: number | null): Promise<void> => {
    await database
      .insertInto('review_plans')
      .values({ journey_id: journeyId, cadence, next_at: nextAt, reminded_at: null })
      .onConflict((conflict) => conflict.column('journey_id').doUpdateSet({ cadence, next_at: nextAt }))
      .execute()
  }

  const find = async (journeyId: string): Promise<ReviewBody | null> => {
    const row = await planned().where('journeys.id', '=', journeyId).executeTakeFirst()
    if (!row) return null
    const rows = await database
      .selectFrom('reviews')
      .leftJoin('people', 'people.id', 'reviews.person_id')
      .select(['reviews.id', 'person_id', 'people.name', 'note', 'at'])
      .where('journey_id', '=', journeyId)
      .orderBy('at', 'desc')
      .limit(100)
      .execute()
    return {
      cadence: row.cadence ?? USUAL,
      nextAt: nextOf(row),
      reviews: rows.map(({ id, person_id: by, name, note, at }) => ({
        id,
        who: { id: by, name: name ?? FORMER_MEMBER },
        note,
        at,
      })),
    }
  }

  return {
    find,

    /** When each of these is to be looked at next; those by no plan are missing. */
    async nextOf(journeyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
      if (journeyIds.length === 0) return new Map()
      const rows = await planned().where('journeys.id', 'in', journeyIds).execute()
      return new Map(
        rows.flatMap((row) => {
          const next = nextOf(row)
          return next === null ? [] : [[row.id, next] as const]
        }),
      )
    },

    /** `nextAt`: when it is to be looked at next, absent: counted from the last review, or from now. */
    async plan(journeyId: string, cadence: Cadence, nextAt?: number): Promise<void> {
      const last = (await find(journeyId))?.reviews[0]?.at ?? now()
      await write(journeyId, cadence, cadence === 'none' ? null : (nextAt ?? nextAfter(last, cadence)))
    },

    /** Somebody has looked at it; the next time counts from now. */
    async review(journeyId: string, personId: string | null, note: string): Promise<void> {
      const cadence = (await find(journeyId))?.cadence ?? USUAL
      await database
        .insertInto('reviews')
        .values({ id: newId<'review'>(), journey_id: journeyId, person_id: personId, note, at: now() })
        .execute()
      await write(journeyId, cadence, nextAfter(now(), cadence))
    },

    /** The journeys whose day has come and of which nobody was told yet; each is given once, whichever node asks. */
    async takeDue(): Promise<readonly DueReview[]> {
      const at = now()
      const taken: DueReview[] = []
      for (const row of await planned().where('archived_at', 'is', null).execute()) {
        const next = nextOf(row)
        if (next === null || next > at || row.reminded_at === next) continue
        await database
          .insertInto('review_plans')
          .values({ journey_id: row.id, cadence: row.cadence ?? USUAL, next_at: next, reminded_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const claimed = await database
          .updateTable('review_plans')
          .set({ reminded_at: next })
          .where('journey_id', '=', row.id)
          .where('next_at', '=', next)
          .where((one) => one.or([one('reminded_at', 'is', null), one('reminded_at', '!=', next)]))
          .executeTakeFirst()
        if (claimed.numUpdatedRows === 1n)
          taken.push({ journeyId: row.id, workspaceId: row.workspace_id, title: row.title })
      }
      return taken
    },

    /** Whom to remind: members who may edit and have edited the journey; the workspace's owners when there is none. */
    async peopleToRemind({ journeyId, workspaceId }: DueReview): Promise<readonly string[]> {
      const members = database.selectFrom('members').select('person_id').where('workspace_id', '=', workspaceId)
      const editors = await members
        .where('role', 'in', ['editor', 'admin', 'owner'])
        .where('person_id', 'in', (query) =>
          query
            .selectFrom('journey_updates')
            .select('actor_id')
            .where('journey_id', '=', journeyId)
            .where('actor_id', 'is not', null)
            .$castTo<{ actor_id: string }>(),
        )
        .execute()
      const told = editors.length > 0 ? editors : await members.where('role', '=', 'owner').execute()
      return told.map(({ person_id }) => person_id)
    },
  }
}
