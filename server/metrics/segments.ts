import type { Kysely } from 'kysely'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import { newId } from '#shared/lib/ids.ts'
import { type SegmentRule, segmentRuleSchema } from '#shared/metrics/segment.ts'
import type { Database } from '#server/storage/schema.ts'

export interface SegmentChange {
  readonly name?: string | undefined
  readonly rule?: SegmentRule | undefined
}

/** The segments that are kept. Each is of one dataset, belongs where that does, and goes with it. */
export interface Segments {
  /** By name, of these workspaces; `null`: of all. */
  list(workspaceIds: readonly string[] | null): Promise<SegmentItem[]>
  find(id: string): Promise<SegmentItem | undefined>
  /** The same, if it belongs where the journey does: whoever edits a journey can name any id in it. */
  findFor(journeyId: string, id: string): Promise<SegmentItem | undefined>
  add(segment: Pick<SegmentItem, 'datasetId' | 'name' | 'rule'>): Promise<SegmentItem | undefined>
  /** `undefined`: there is no such segment. */
  change(id: string, change: SegmentChange): Promise<SegmentItem | undefined>
  remove(id: string): Promise<void>
}

/** More are refused: a list that nobody could read. */
export const SEGMENTS_MAX = 500

export function createSegments(database: Kysely<Database>): Segments {
  const rows = () =>
    database
      .selectFrom('segments')
      .innerJoin('datasets', 'datasets.id', 'segments.dataset_id')
      .select([
        'segments.id',
        'segments.dataset_id',
        'segments.name',
        'segments.rule',
        'segments.updated_at',
        'datasets.workspace_id',
      ])

  async function find(id: string): Promise<SegmentItem | undefined> {
    const row = await rows().where('segments.id', '=', id).executeTakeFirst()
    return row && fromRow(row)
  }

  return {
    async list(workspaceIds) {
      if (workspaceIds?.length === 0) return []
      const wanted = workspaceIds === null ? rows() : rows().where('datasets.workspace_id', 'in', workspaceIds)
      return (await wanted.orderBy('segments.name').orderBy('segments.id').execute()).map(fromRow)
    },

    find,

    async findFor(journeyId, id) {
      const row = await rows()
        .innerJoin('journeys', 'journeys.workspace_id', 'datasets.workspace_id')
        .where('journeys.id', '=', journeyId)
        .where('segments.id', '=', id)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    async add({ datasetId, name, rule }) {
      const { count } = await database
        .selectFrom('segments')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('dataset_id', '=', datasetId)
        .executeTakeFirstOrThrow()
      if (count >= SEGMENTS_MAX) return undefined
      const id = newId<'segment'>()
      const now = Date.now()
      await database
        .insertInto('segments')
        .values({ id, dataset_id: datasetId, name, rule: JSON.stringify(rule), created_at: now, updated_at: now })
        .execute()
      return find(id)
    },

    async change(id, { name, rule }) {
      await database
        .updateTable('segments')
        .set({
          ...(name !== undefined && { name }),
          ...(rule && { rule: JSON.stringify(rule) }),
          updated_at: Date.now(),
        })
        .where('id', '=', id)
        .execute()
      return find(id)
    },

    async remove(id) {
      await database.deleteFrom('segments').where('id', '=', id).execute()
    },
  }
}

interface Row {
  readonly id: string
  readonly dataset_id: string
  readonly workspace_id: string
  readonly name: string
  readonly rule: string
  readonly updated_at: number
}

const fromRow = (row: Row): SegmentItem => ({
  id: row.id,
  datasetId: row.dataset_id,
  workspaceId: row.workspace_id,
  name: row.name,
  // Parsed as what it was when it was taken in: a default that is new since is filled in.
  rule: segmentRuleSchema.parse(JSON.parse(row.rule)),
  updatedAt: row.updated_at,
})
