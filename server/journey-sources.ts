import type { Kysely } from 'kysely'
import { refused } from '#shared/lib/result.ts'
import type { Datasets } from './datasets/datasets.ts'
import type { JourneySources } from './journeys/ports.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Database } from './storage/schema.ts'

interface Needs {
  readonly database: Kysely<Database>
  readonly datasets: Datasets
  readonly metrics: Metrics
}

/** What journeys are made from, of the rooms that journeys do not know. */
export const journeySources = ({ database, datasets, metrics }: Needs): JourneySources => ({
  createDataset: (dataset) => datasets.createGenerated(dataset),
  async workspaceOfDataset(id) {
    const row = await database.selectFrom('datasets').select('workspace_id').where('id', '=', id).executeTakeFirst()
    return row?.workspace_id ?? null
  },
  async removeDataset(id) {
    await datasets.remove(id)
  },
  async draftJourney(id, title) {
    const dataset = await database.selectFrom('datasets').select('id').where('id', '=', id).executeTakeFirst()
    return dataset ? metrics.draftJourney(id, title) : refused('dataset-not-found')
  },
})
