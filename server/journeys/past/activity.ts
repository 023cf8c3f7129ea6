import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { type Act, FORMER_MEMBER } from '#shared/contract/acts.ts'
import type { ActivityBody, ActivityItem, EditChange } from '#shared/contract/rest/past.ts'
import { isAtLeast, type Role } from '#shared/contract/roles.ts'
import { journeysFor, type Sight } from '../library/sight.ts'
import type { Stretches } from './stretches.ts'

const ITEMS_A_PAGE = 50
const JOURNEYS_AT_ONCE = 20

/** What everybody in a workspace may know of. */
const ACTS_FOR_ALL: readonly Act[] = [
  'journey-made',
  'journey-renamed',
  'journey-archived',
  'journey-restored',
  'journey-deleted',
  'journey-reviewed',
  'review-planned',
  'role-changed',
  'member-removed',
  'member-left',
  'invitation-taken',
  'workspace-changed',
]
/** Links and data are the business of those who edit. */
const ACTS_FOR_EDITORS: readonly Act[] = [
  'share-made',
  'share-changed',
  'share-revoked',
  'dataset-made',
  'dataset-renamed',
  'dataset-imported',
  'dataset-deleted',
  'datasets-deleted',
]

export interface ActivityWish {
  readonly workspaceId: string
  /** Only of this journey. */
  readonly journeyId?: string | undefined
  /** Only what this person did. */
  readonly personId?: string | undefined
  /** Only what ended before, ms since 1970. */
  readonly before?: number | undefined
  /** What whoever asks is in the workspace: nobody is told of what they may not see. */
  readonly role: Role | null
  /** Which journeys they see. */
  readonly sight: Sight
}

export type Activity = ReturnType<typeof createActivity>

/** Who did what in a workspace or a journey: edits by stretch of time, and what else is told of there. */
export function createActivity({ database, stretches }: { database: Kysely<Database>; stretches: Stretches }) {
  const seenBy = ({ actor, isSeen }: Sight) => journeysFor(database, actor).select('journeys.id').where(isSeen)

  async function edits({ workspaceId, journeyId, personId, before, sight }: ActivityWish): Promise<ActivityItem[]> {
    let query = database
      .selectFrom('edit_stretches as edits')
      .innerJoin('journeys', 'journeys.id', 'edits.journey_id')
      .leftJoin('people', 'people.id', 'edits.actor_id')
      .leftJoin('sessions', 'sessions.id', 'edits.actor_id')
      .leftJoin('shares', 'shares.id', 'edits.actor_id')
      .select(['edits.journey_id', 'edits.actor_id', 'begun_at', 'ended_at', 'changes', 'journeys.title'])
      .select(['people.name as person', 'sessions.guest_name as guest', 'shares.name as share'])
      .where('journeys.workspace_id', '=', workspaceId)
      .where('changes', '!=', '[]')
      .where('edits.journey_id', 'in', seenBy(sight))
    if (journeyId !== undefined) query = query.where('edits.journey_id', '=', journeyId)
    if (personId !== undefined) query = query.where('edits.actor_id', '=', personId)
    if (before !== undefined) query = query.where('ended_at', '<', before)
    const rows = await query
      .orderBy('ended_at', 'desc')
      .limit(ITEMS_A_PAGE + 1)
      .execute()
    return rows.map((row) => ({
      at: row.ended_at,
      since: row.begun_at,
      who: { id: row.actor_id, name: nameOf(row.actor_id, row.person ?? row.guest ?? row.share) },
      journey: { id: row.journey_id, title: row.title },
      act: null,
      target: null,
      changes: JSON.parse(row.changes) as EditChange[],
    }))
  }

  async function acts({
    workspaceId,
    journeyId,
    personId,
    before,
    role,
    sight,
  }: ActivityWish): Promise<ActivityItem[]> {
    let query = database
      .selectFrom('audit_entries as acts')
      .leftJoin('people', 'people.id', 'acts.actor_id')
      .leftJoin('people as meant', 'meant.id', 'acts.target_id')
      .leftJoin('journeys', 'journeys.id', 'acts.journey_id')
      .select(['acts.at', 'actor_id', 'actor_name', 'act', 'acts.journey_id', 'target_kind', 'target_name'])
      .select(['people.name as person', 'meant.name as meant', 'journeys.title'])
      .where('acts.workspace_id', '=', workspaceId)
      .where('result', '=', 'done')
      .where('act', 'in', isAtLeast(role, 'editor') ? [...ACTS_FOR_ALL, ...ACTS_FOR_EDITORS] : ACTS_FOR_ALL)
    // What became of journeys that are gone is told to those who have seen them all.
    if (!isAtLeast(role, 'admin'))
      query = query.where((one) =>
        one.or([one('acts.journey_id', 'is', null), one('acts.journey_id', 'in', seenBy(sight))]),
      )
    if (journeyId !== undefined) query = query.where('acts.journey_id', '=', journeyId)
    if (personId !== undefined) query = query.where('actor_id', '=', personId)
    if (before !== undefined) query = query.where('acts.at', '<', before)
    const rows = await query
      .orderBy('acts.at', 'desc')
      .limit(ITEMS_A_PAGE + 1)
      .execute()
    return rows.map((row) => ({
      at: row.at,
      since: null,
      who: { id: row.actor_id, name: nameOf(row.actor_id, row.person ?? row.actor_name) },
      journey: row.journey_id === null ? null : { id: row.journey_id, title: row.title },
      act: row.act,
      target: targetOf(row),
      changes: [],
    }))
  }

  return {
    /** The newest first, as of now: what was not looked through yet is looked through before. */
    async list(wish: ActivityWish): Promise<ActivityBody> {
      if (wish.before === undefined) {
        if (wish.journeyId === undefined) await stretches.catchUpWorkspace(wish.workspaceId, JOURNEYS_AT_ONCE)
        else await stretches.catchUp(wish.journeyId)
      }
      const all = (await Promise.all([edits(wish), acts(wish)])).flat().toSorted((a, b) => b.at - a.at)
      return { items: all.slice(0, ITEMS_A_PAGE), hasMore: all.length > ITEMS_A_PAGE }
    },
  }
}

/** The server's own changes have no author. */
const nameOf = (id: string | null, name: string | null): string => name ?? (id === null ? 'Waymark' : FORMER_MEMBER)

/** A journey that is there stands beside it already, by the name that it has now. */
function targetOf(row: {
  readonly target_kind: string | null
  readonly target_name: string | null
  readonly meant: string | null
  readonly title: string | null
}): string | null {
  if (row.target_kind === 'person') return row.meant ?? FORMER_MEMBER
  return row.target_kind === 'journey' && row.title !== null ? null : row.target_name
}
