import type { Kysely } from 'kysely'
import * as Y from 'yjs'
import { type Place, placeOfJourney } from '#server/storage/places.ts'
import type { SearchIndex } from '#server/storage/search-index.ts'
import type { Database } from '#server/storage/schema.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { newId } from '#shared/lib/ids.ts'
import { assert } from '#shared/lib/assert.ts'
import { titleKey } from '#shared/lib/title-key.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { type Excerpt, excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { documentFromJson, journeyJsonOf, journeyJsonOfDocument, type JourneyJson } from '#shared/model/json-form.ts'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import { listingOf } from '#shared/model/listing.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { keepTexts } from './search/keep-texts.ts'
import type { Lookout } from './apart/look-apart.ts'
import type { Thumbnails } from './thumbnails.ts'
import { keepListing } from './listing.ts'
import type { JourneyRooms, Logger } from './ports.ts'

/** A journey as the library knows it; who looks adds what they may. */
export type JourneySummary = Omit<JourneyListItem, 'role' | 'may' | 'comments'>

export type Journeys = Awaited<ReturnType<typeof createJourneys>>

interface Needs {
  readonly database: Kysely<Database>
  readonly rooms: JourneyRooms
  readonly index: Pick<SearchIndex, 'put'>
  readonly lookout: Lookout
  readonly thumbnails: Pick<Thumbnails, 'keepPictures'>
  /** Other nodes work on the same database. */
  readonly isShared: boolean
  readonly logger: Logger
  readonly now?: () => number
}

/** The library: which journeys there are. What is in one is its document's business. */
export async function createJourneys(needs: Needs) {
  const { database, rooms, lookout, index, thumbnails, logger, isShared, now = Date.now } = needs
  const listing = await keepListing(database, rooms, logger, now)
  const texts = keepTexts({
    database,
    rooms,
    lookout,
    index,
    keepPictures: thumbnails.keepPictures,
    logger,
    isShared,
    now,
  })

  const find = async (journeyId: string): Promise<JourneySummary | null> => {
    const row = await database.selectFrom('journeys').selectAll().where('id', '=', journeyId).executeTakeFirst()
    return row ? summaryOf(row) : null
  }

  const shownOf = (journeyId: string, part: ShownPart): Promise<Excerpt> =>
    rooms.read(journeyId, (doc) => excerptOf(snapshotOf(doc), part))
  const removeNow = async (journeyId: string): Promise<void> => {
    await rooms.drop(journeyId)
    await database.deleteFrom('journeys').where('id', '=', journeyId).execute()
    // Somebody may have come back in between.
    await rooms.drop(journeyId)
  }

  return {
    find,

    /** Where a journey is, and what is said there on who may what; `null`: there is no such journey. */
    placeOf: (journeyId: string): Promise<Place | null> => placeOfJourney(database, journeyId),

    /** Row and first document state in one transaction, so that a journey never exists without its content. */
    async create(
      json: JourneyJson,
      workspaceId: string,
      actorId: string | null,
      { collectionId = null, accessOf }: NewPlace = {},
    ): Promise<JourneySummary> {
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
        collection_id: collectionId,
        title_key: titleKey(title),
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
        if (accessOf !== undefined) await copyAccess(transaction, accessOf, row.id)
      })
      texts.note(row.id)
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

    /** Into a collection of its workspace; `null`: into none. */
    async setCollection(journeyId: string, collectionId: string | null): Promise<void> {
      await database.updateTable('journeys').set({ collection_id: collectionId }).where('id', '=', journeyId).execute()
      rooms.push(journeyId, { kind: 'journey-changed' })
    },

    /** To another workspace. What it says of its own on who may what, and tags that are not there, stay behind. */
    async moveTo(journeyId: string, workspaceId: string, collectionId: string | null): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        const had = await transaction
          .selectFrom('journey_tags')
          .innerJoin('tags', 'tags.id', 'journey_tags.tag_id')
          .select('tags.name_key')
          .where('journey_tags.journey_id', '=', journeyId)
          .execute()
        await transaction.deleteFrom('journey_tags').where('journey_id', '=', journeyId).execute()
        await transaction.deleteFrom('journey_access').where('journey_id', '=', journeyId).execute()
        const there = await transaction
          .selectFrom('tags')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where(
            'name_key',
            'in',
            had.map((tag) => tag.name_key),
          )
          .execute()
        const rows = there.map((tag) => ({ journey_id: journeyId, tag_id: tag.id }))
        if (rows.length > 0) await transaction.insertInto('journey_tags').values(rows).execute()
        await transaction
          .updateTable('journeys')
          .set({ workspace_id: workspaceId, collection_id: collectionId })
          .where('id', '=', journeyId)
          .execute()
      })
      rooms.push(journeyId, { kind: 'journey-changed' })
    },

    /** The names of its tags that the other workspace has not. */
    async tagsLostBy(journeyId: string, workspaceId: string): Promise<string[]> {
      const rows = await database
        .selectFrom('journey_tags')
        .innerJoin('tags', 'tags.id', 'journey_tags.tag_id')
        .select('tags.name')
        .where('journey_tags.journey_id', '=', journeyId)
        .where('tags.name_key', 'not in', (query) =>
          query.selectFrom('tags as there').select('there.name_key').where('there.workspace_id', '=', workspaceId),
        )
        .orderBy('tags.name_key')
        .execute()
      return rows.map(({ name }) => name)
    },

    /** Of which datasets it shows numbers, and on how many elements. */
    async boundDatasets(journeyId: string): Promise<ReadonlyMap<string, number>> {
      const { bindings } = await rooms.read(journeyId, snapshotOf)
      const elements = new Map<string, number>()
      for (const { datasetId } of bindings.values()) elements.set(datasetId, (elements.get(datasetId) ?? 0) + 1)
      return elements
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
      await removeNow(journeyId)
      return done(undefined)
    },

    /** The same, whatever it is. For what deletes more than one journey. */
    removeNow,

    async close(): Promise<void> {
      await Promise.all([listing.close(), texts.close()])
    },
  }
}

/** Where a new journey is put. */
interface NewPlace {
  readonly collectionId?: string | null
  /** The journey that it is a copy of: what that one says on who may what, it says too. */
  readonly accessOf?: string
}

async function copyAccess(transaction: Kysely<Database>, fromId: string, toId: string): Promise<void> {
  await transaction
    .insertInto('journey_access')
    .columns(['journey_id', 'person_id', 'role'])
    .expression((query) =>
      query
        .selectFrom('journey_access as before')
        .select((row) => [row.val(toId).as('journey_id'), 'before.person_id', 'before.role'])
        .where('before.journey_id', '=', fromId),
    )
    .execute()
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
