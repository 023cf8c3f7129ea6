import type { Kysely } from 'kysely'
import * as Y from 'yjs'
import type { Database } from '#server/storage/schema.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { newId } from '#shared/lib/ids.ts'
import { assert } from '#shared/lib/assert.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { type Excerpt, excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { documentFromJson, journeyJsonOf, journeyJsonOfDocument, type JourneyJson } from '#shared/model/json-form.ts'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import { listingOf } from '#shared/model/listing.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { keepListing } from './listing.ts'
import type { JourneyRooms, Logger } from './ports.ts'

/** A journey as the library knows it; who looks adds what they may. */
export type JourneySummary = Omit<JourneyListItem, 'role' | 'may'>

export interface JourneyFilter {
  /** Words that the title must contain, in any order and case. */
  readonly search?: string | undefined
  readonly isArchived: boolean
  /** Only those in one of these workspaces, and these journeys beside them; `null`: all. */
  readonly within: { readonly workspaceIds: readonly string[]; readonly journeyIds: readonly string[] } | null
}

export type Journeys = Awaited<ReturnType<typeof createJourneys>>

interface Needs {
  readonly database: Kysely<Database>
  readonly rooms: JourneyRooms
  readonly logger: Logger
  readonly now?: () => number
}

/** The library: which journeys there are. What is in one is its document's business. */
export async function createJourneys({ database, rooms, logger, now = Date.now }: Needs) {
  const listing = await keepListing(database, rooms, logger, now)

  const find = async (journeyId: string): Promise<JourneySummary | null> => {
    const row = await database.selectFrom('journeys').selectAll().where('id', '=', journeyId).executeTakeFirst()
    return row ? summaryOf(row) : null
  }

  const shownOf = (journeyId: string, part: ShownPart): Promise<Excerpt> =>
    rooms.read(journeyId, (doc) => excerptOf(snapshotOf(doc), part))

  return {
    find,

    /** Where a journey belongs; `null`: there is no such journey. */
    async workspaceOf(journeyId: string): Promise<string | null> {
      const row = await database
        .selectFrom('journeys')
        .select('workspace_id')
        .where('id', '=', journeyId)
        .executeTakeFirst()
      return row?.workspace_id ?? null
    },

    /** Newest change first. */
    async list({ search = '', isArchived, within }: JourneyFilter): Promise<JourneySummary[]> {
      let query = database
        .selectFrom('journeys')
        .selectAll()
        .where('archived_at', isArchived ? 'is not' : 'is', null)
      if (within) {
        const { workspaceIds, journeyIds } = within
        query = query.where((row) => row.or([row('workspace_id', 'in', workspaceIds), row('id', 'in', journeyIds)]))
      }
      const rows = await query.orderBy('updated_at', 'desc').orderBy('id').execute()
      // Compared here and not in SQL: SQLite lowers ASCII letters only.
      const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
      const matches = ({ title }: JourneySummary): boolean => {
        const text = title.toLocaleLowerCase()
        return words.every((word) => text.includes(word))
      }
      return rows.map(summaryOf).filter(matches)
    },

    /** Row and first document state in one transaction, so that a journey never exists without its content. */
    async create(json: JourneyJson, workspaceId: string, actorId: string | null): Promise<JourneySummary> {
      const doc = documentFromJson(json)
      const { title, counts } = listingOf(doc)
      const at = now()
      const row = {
        id: newId<'journey'>(),
        workspace_id: workspaceId,
        title,
        counts: JSON.stringify(counts),
        created_at: at,
        updated_at: at,
        archived_at: null,
      }
      const data = Y.encodeStateAsUpdate(doc)
      doc.destroy()
      await database.transaction().execute(async (transaction) => {
        await transaction.insertInto('journeys').values(row).execute()
        await transaction.insertInto('journey_heads').values({ journey_id: row.id, seq: 1 }).execute()
        await transaction
          .insertInto('journey_updates')
          .values({ journey_id: row.id, seq: 1, actor_id: actorId, created_at: at, data })
          .execute()
      })
      return summaryOf(row)
    },

    /** The journey in its JSON form, whole or the part of it that somebody sees. */
    json: (journeyId: string, part: ShownPart | null = null): Promise<JourneyJson> =>
      part === null
        ? rooms.read(journeyId, journeyJsonOfDocument)
        : shownOf(journeyId, part).then(({ shown }) => journeyJsonOf(shown)),

    /** The part of a journey that somebody sees. */
    shownOf,

    /** What the library shows to somebody who sees a part: nothing is counted that they do not see. */
    async summaryFor(journey: JourneySummary, part: ShownPart | null): Promise<JourneySummary> {
      if (part === null) return journey
      const { shown } = await shownOf(journey.id, part)
      const { personas, stages, steps, cards } = shown
      const counts = { personas: personas.size, stages: stages.size, steps: steps.size, cards: cards.size }
      return { ...journey, counts }
    },

    /** The title's truth is in the document, where everyone who has it open sees it change. */
    async rename(journeyId: string, title: string, actorId: string | null): Promise<void> {
      await rooms.change(journeyId, actorId, (doc) =>
        transact(doc, ORIGINS.local, () => {
          const renamed = setJourneyInfo(doc, { title })
          assert(renamed.ok, 'the door lets no title pass that is too long')
        }),
      )
      await listing.refresh(journeyId, now())
      rooms.push(journeyId, { kind: 'journey-changed' })
    },

    async setArchived(journeyId: string, isArchived: boolean): Promise<void> {
      await database
        .updateTable('journeys')
        .set({ archived_at: isArchived ? now() : null })
        .where('id', '=', journeyId)
        .execute()
      rooms.push(journeyId, { kind: 'journey-changed' })
    },

    /** For good. Only what is archived, so that no single slip deletes a journey. */
    async remove(journeyId: string): Promise<Result<void, 'not-archived'>> {
      const journey = await find(journeyId)
      if (journey?.archivedAt === null) return refused('not-archived')
      await rooms.drop(journeyId)
      await database.deleteFrom('journeys').where('id', '=', journeyId).execute()
      // Somebody may have come back in between.
      await rooms.drop(journeyId)
      return done(undefined)
    },

    close: (): Promise<void> => listing.close(),
  }
}

interface JourneyRow {
  readonly id: string
  readonly workspace_id: string
  readonly title: string
  readonly counts: string
  readonly created_at: number
  readonly updated_at: number
  readonly archived_at: number | null
}

const summaryOf = (row: JourneyRow): JourneySummary => ({
  id: row.id,
  workspaceId: row.workspace_id,
  title: row.title,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  archivedAt: row.archived_at,
  counts: JSON.parse(row.counts) as JourneyListItem['counts'],
})
