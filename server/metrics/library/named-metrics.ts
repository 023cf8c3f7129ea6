import type { Kysely } from 'kysely'
import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { newId } from '#shared/lib/ids.ts'
import { definitionSchema, type MetricFormat } from '#shared/metrics/named-metric.ts'
import type { Database } from '#server/storage/schema.ts'

/** The metrics that are kept, by workspace. One of a dataset goes with it. */
export interface NamedMetrics {
  /** By name, of these workspaces; `null`: of all. */
  list(workspaceIds: readonly string[] | null): Promise<NamedMetricItem[]>
  find(id: string): Promise<NamedMetricItem | undefined>
  /** All of the workspace that the journey is in: whoever edits a journey can name any id in it. */
  listFor(journeyId: string): Promise<NamedMetricItem[]>
  /** `undefined`: there are too many already. */
  add(workspaceId: string, draft: NamedMetricDraft): Promise<NamedMetricItem | undefined>
  /** `undefined`: there is no such metric. */
  change(id: string, draft: NamedMetricDraft): Promise<NamedMetricItem | undefined>
  remove(id: string): Promise<void>
}

/** More are refused: a list that nobody could read. */
export const NAMED_METRICS_MAX = 500

export function createNamedMetrics(database: Kysely<Database>): NamedMetrics {
  const rows = () => database.selectFrom('named_metrics').selectAll('named_metrics')

  async function find(id: string): Promise<NamedMetricItem | undefined> {
    const row = await rows().where('id', '=', id).executeTakeFirst()
    return row && fromRow(row)
  }

  return {
    find,

    async list(workspaceIds) {
      if (workspaceIds?.length === 0) return []
      const wanted = workspaceIds === null ? rows() : rows().where('workspace_id', 'in', workspaceIds)
      return (await wanted.orderBy('name').orderBy('id').execute()).map(fromRow)
    },

    async listFor(journeyId) {
      const found = await rows()
        .innerJoin('journeys', 'journeys.workspace_id', 'named_metrics.workspace_id')
        .where('journeys.id', '=', journeyId)
        .orderBy('named_metrics.name')
        .orderBy('named_metrics.id')
        .execute()
      return found.map(fromRow)
    },

    async add(workspaceId, draft) {
      const { count } = await database
        .selectFrom('named_metrics')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirstOrThrow()
      if (count >= NAMED_METRICS_MAX) return undefined
      const id = newId<'named-metric'>()
      const now = Date.now()
      await database
        .insertInto('named_metrics')
        .values({ id, workspace_id: workspaceId, ...toRow(draft), created_at: now, updated_at: now })
        .execute()
      return find(id)
    },

    async change(id, draft) {
      await database
        .updateTable('named_metrics')
        .set({ ...toRow(draft), updated_at: Date.now() })
        .where('id', '=', id)
        .execute()
      return find(id)
    },

    async remove(id) {
      await database.deleteFrom('named_metrics').where('id', '=', id).execute()
    },
  }
}

interface Row {
  readonly id: string
  readonly workspace_id: string
  readonly dataset_id: string | null
  readonly name: string
  readonly description: string
  readonly definition: string
  readonly format: string
  readonly direction: string
  readonly target: number | null
  readonly updated_at: number
}

function toRow({
  datasetId,
  name,
  description,
  definition,
  unit,
  currency,
  decimals,
  direction,
  target,
}: NamedMetricDraft) {
  const format: MetricFormat = { unit, currency, decimals }
  return {
    dataset_id: datasetId,
    name,
    description,
    definition: JSON.stringify(definition),
    format: JSON.stringify(format),
    direction,
    target,
  }
}

function fromRow(row: Row): NamedMetricItem {
  const { unit, currency, decimals } = JSON.parse(row.format) as MetricFormat
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    datasetId: row.dataset_id,
    name: row.name,
    description: row.description,
    // Parsed as what it was when it was taken in: a default that is new since is filled in.
    definition: definitionSchema.parse(JSON.parse(row.definition)),
    unit,
    currency,
    decimals,
    direction: row.direction as NamedMetricItem['direction'],
    target: row.target,
    updatedAt: row.updated_at,
  }
}
