import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { datasetMapping } from '#shared/contract/rest/datasets.ts'
import { DATASET_JOBS } from '#server/datasets/engine-jobs.ts'
import type { ImportInput, ImportOutcome } from '#server/datasets/import/import-job.ts'
import { startEngine } from '#server/duckdb/start-engine.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Of the engine's row groups. */
const GROUP_ROWS = 122_880
/** More than two of the parts into which the engine takes a text that several threads read. */
const ROWS = 3 * GROUP_ROWS + 1_000

test('what was imported in pieces lies as it stays: a checkpoint has nothing to write anew', async () => {
  const folder = await temporaryFolder()
  const engine = await startEngine({ dataFolder: folder, memoryMb: 512, threads: 2, jobModules: [DATASET_JOBS] })
  onTestFinished(() => engine.close())
  const file = path.join(folder, 'large.csv')
  const line = (row: number): string =>
    `customer number ${row % 9_000},2025-01-01 00:00:${10 + (row % 50)},a step of the journey,web\n`
  await writeFile(file, `who,when,what,channel\n${Array.from({ length: ROWS }, (_, row) => line(row)).join('')}`)
  const input: ImportInput = {
    files: [{ path: file, fileName: 'large.csv' }],
    mapping: datasetMapping.parse({ case: 'who', timestamp: 'when', event: 'what', channel: 'channel' }),
    sheet: null,
    stagingTable: 'staging_large',
    rejectsFile: path.join(folder, 'rejects.ndjson'),
  }
  const outcome = await engine.runJob<ImportOutcome>('importFile', input)
  expect(outcome).toMatchObject({ ok: true, value: { plainRows: ROWS } })
  const groups = await engine.query<{ held: number }>(
    `SELECT sum(count) AS held FROM pragma_storage_info('staging_large') WHERE column_name = 'ts' AND segment_type <> 'VALIDITY'
     GROUP BY row_group_id ORDER BY row_group_id`,
  )
  expect(groups.map(({ held }) => held)).toEqual([GROUP_ROWS, GROUP_ROWS, GROUP_ROWS, 1_000])
})
