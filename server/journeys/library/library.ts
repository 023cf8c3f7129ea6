import { type Kysely, sql } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { SearchIndex } from '#server/storage/search-index.ts'
import type { AccessEntry } from '#shared/contract/access-entries.ts'
import type { JourneySort, LibraryItem } from '#shared/contract/rest/journeys.ts'
import { searchWordsOf } from '#shared/lib/search-words.ts'
import { hitsIn } from '../search/hits-in.ts'
import type { JourneyText } from '../search/journey-texts.ts'
import { cursorOf, type Position, readCursor } from './cursor.ts'
import { journeysFor, type Sight } from './sight.ts'

/** A journey in the library; who looks adds what they may, for which `entries` is needed. */
export type LibraryRow = Omit<LibraryItem, 'role' | 'may' | 'comments'> & { readonly entries: readonly AccessEntry[] }

export interface LibraryFilter {
  readonly isArchived: boolean
  /** `none`: in no collection that they see. A collection stands for those inside it too. */
  readonly collection?: string | undefined
  /** It has to have all of them. */
  readonly tagIds?: readonly string[] | undefined
  readonly isStarred?: boolean | undefined
  readonly isOpened?: boolean | undefined
  /** Words that stand somewhere in it. */
  readonly text?: string | undefined
  readonly sort?: JourneySort | undefined
}

export interface LibraryPage {
  readonly rows: readonly LibraryRow[]
  readonly next: string | null
}

export type Library = ReturnType<typeof createLibrary>

interface Needs {
  readonly database: Kysely<Database>
  readonly index: Pick<SearchIndex, 'matching'>
}

/** Which journeys somebody sees, narrowed down, in order, page by page. */
export function createLibrary({ database, index }: Needs) {
  /** The query for what passes the filter, without an order. */
  const filtered = (sight: Sight, filter: LibraryFilter, words: readonly string[]) => {
    const { isArchived, collection, tagIds = [], isStarred = false, isOpened = false } = filter
    let query = journeysFor(database, sight.actor)
      .where(words.length > 0 ? sight.isSeenWhole : sight.isSeen)
      .where('journeys.archived_at', isArchived ? 'is not' : 'is', null)
    if (isStarred) query = query.where('marks.starred_at', 'is not', null)
    if (isOpened) query = query.where('marks.opened_at', 'is not', null)
    if (collection === 'none') {
      query = query.where((journey) =>
        journey.or([
          journey('journeys.collection_id', 'is', null),
          journey('journeys.collection_id', 'not in', [...sight.collections.keys()]),
        ]),
      )
    } else if (collection !== undefined) {
      query = query.where('journeys.collection_id', 'in', collectionsWithin(sight, collection))
    }
    for (const tagId of new Set(tagIds)) {
      const tagged = database.selectFrom('journey_tags').select('journey_id').where('tag_id', '=', tagId)
      query = query.where('journeys.id', 'in', tagged)
    }
    if (words.length > 0) query = query.where('journeys.id', 'in', index.matching(words, 'anywhere'))
    return query
  }

  return {
    /** `next` of one page asks for the one after it. Null: that cursor was not made here, or for another order. */
    async page(
      sight: Sight,
      filter: LibraryFilter,
      { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ): Promise<LibraryPage | null> {
      const words = searchWordsOf(filter.text ?? '')
      // Nothing but signs was typed: nothing says that.
      if (filter.text !== undefined && filter.text.trim() !== '' && words.length === 0) return { rows: [], next: null }
      const isSearch = words.length > 0 && filter.sort === undefined
      const order = isSearch ? 'best' : (filter.sort ?? 'changed')
      const after = cursor === undefined ? null : readCursor(cursor, order)
      if (cursor !== undefined && after === null) return null

      const value = sortValue(order)
      // Those whose title says it come first.
      const rank = isSearch
        ? sql<number>`case when journeys.id in ${index.matching(words, 'title')} then 0 else 1 end`
        : sql<number>`0`
      let query = filtered(sight, filter, words)
        .selectAll('journeys')
        .select(['own.role as ownEntry', 'every.role as everyoneEntry', 'marks.starred_at', 'marks.opened_at'])
        .select([value.as('sortValue'), rank.as('rank')])
      if (after !== null) query = query.where(isAfter(value, rank, after, order))
      const direction = order === 'name' ? 'asc' : 'desc'
      if (isSearch) query = query.orderBy(rank)
      const found = await query
        .orderBy(value, direction)
        .orderBy('journeys.id', direction)
        .limit(limit + 1)
        .execute()

      const page = found.slice(0, limit)
      const ids = page.map(({ id }) => id)
      const [tags, ownAccess, hits] = await Promise.all([tagsOf(ids), withOwnAccess(ids), hitsOf(ids, words)])
      const rows = page.map((row): LibraryRow => ({
        id: row.id,
        workspaceId: row.workspace_id,
        title: row.title,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
        archivedAt: row.archived_at,
        counts: JSON.parse(row.counts) as LibraryRow['counts'],
        collectionId: sight.shownIn(row.collection_id),
        tags: tags.get(row.id) ?? [],
        isStarred: row.starred_at !== null,
        openedAt: row.opened_at,
        hasOwnAccess: ownAccess.has(row.id),
        ...hits.get(row.id),
        entries: sight.entriesOf({ ...row, collectionId: row.collection_id }),
      }))
      const last = page.at(-1)
      const isMore = found.length > limit && last !== undefined
      return { rows, next: isMore ? cursorOf(order, { rank: last.rank, value: last.sortValue, id: last.id }) : null }
    },

    /** How many journeys that they see lie in each collection, or seem to; `null`: in none. Without archived ones. */
    async countsIn(sight: Sight): Promise<ReadonlyMap<string | null, number>> {
      const rows = await filtered(sight, { isArchived: false }, [])
        .select(({ fn }) => ['journeys.collection_id as collectionId', fn.countAll<number>().as('count')])
        .groupBy('journeys.collection_id')
        .execute()
      const counts = new Map<string | null, number>()
      for (const { collectionId, count } of rows) {
        const shownIn = sight.shownIn(collectionId)
        counts.set(shownIn, (counts.get(shownIn) ?? 0) + count)
      }
      return counts
    },

    /** How many journeys that they see have each tag. */
    async countsOfTags(sight: Sight): Promise<ReadonlyMap<string, number>> {
      const rows = await journeysFor(database, sight.actor)
        .innerJoin('journey_tags', 'journey_tags.journey_id', 'journeys.id')
        .where(sight.isSeen)
        .select(({ fn }) => ['journey_tags.tag_id as tagId', fn.countAll<number>().as('count')])
        .groupBy('journey_tags.tag_id')
        .execute()
      return new Map(rows.map(({ tagId, count }) => [tagId, count]))
    },
  }

  async function tagsOf(journeyIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await database
      .selectFrom('journey_tags')
      .innerJoin('tags', 'tags.id', 'journey_tags.tag_id')
      .select(['journey_tags.journey_id as journeyId', 'tags.id'])
      .where('journey_tags.journey_id', 'in', journeyIds)
      .orderBy('tags.name_key')
      .execute()
    const found = new Map<string, string[]>()
    for (const { journeyId, id } of rows) found.set(journeyId, [...(found.get(journeyId) ?? []), id])
    return found
  }

  async function withOwnAccess(journeyIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await database
      .selectFrom('journey_access')
      .select('journey_id')
      .distinct()
      .where('journey_id', 'in', journeyIds)
      .execute()
    return new Set(rows.map((row) => row.journey_id))
  }

  async function hitsOf(
    journeyIds: readonly string[],
    words: readonly string[],
  ): Promise<ReadonlyMap<string, Pick<LibraryRow, 'hits' | 'hitCount'>>> {
    if (words.length === 0) return new Map()
    const rows = await database
      .selectFrom('journey_texts')
      .select(['journey_id', 'texts'])
      .where('journey_id', 'in', journeyIds)
      .execute()
    return new Map(
      rows.map(({ journey_id: id, texts }) => [id, hitsIn(JSON.parse(texts) as readonly JourneyText[], words)]),
    )
  }
}

type Order = JourneySort | 'best'

/** What a page is ordered by, before the id. */
const sortValue = (order: Order) =>
  order === 'name'
    ? sql<string | number>`journeys.title_key`
    : order === 'opened'
      ? sql<string | number>`coalesce(marks.opened_at, 0)`
      : order === 'made'
        ? sql<string | number>`journeys.created_at`
        : sql<string | number>`journeys.updated_at`

const isAfter = (
  value: ReturnType<typeof sortValue>,
  rank: ReturnType<typeof sql<number>>,
  after: Position,
  order: Order,
) => {
  const further = order === 'name' ? sql`>` : sql`<`
  const inRank = sql<boolean>`(${value} ${further} ${after.value} or (${value} = ${after.value} and journeys.id ${further} ${after.id}))`
  return order === 'best' ? sql<boolean>`(${rank} > ${after.rank} or (${rank} = ${after.rank} and ${inRank}))` : inRank
}

/** A collection with all inside it that they see; none when they do not see it. */
export function collectionsWithin({ collections }: Pick<Sight, 'collections'>, id: string): readonly string[] {
  if (!collections.has(id)) return []
  const found = new Set([id])
  let before: number
  do {
    before = found.size
    for (const one of collections.values()) if (one.parentId !== null && found.has(one.parentId)) found.add(one.id)
  } while (found.size > before)
  return [...found]
}
