import path from 'node:path'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { datasetMapping, type DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import type { ImportInput, ImportOutcome } from '#server/datasets/import/import-job.ts'
import { PLAIN_LIMITS, type PlainLimits } from '#server/datasets/import/plain/plain-plan.ts'
import type { RunningEngine } from '#server/duckdb/start-engine.ts'

/** Everything that an import leaves behind. */
interface Left {
  readonly outcome: ImportOutcome
  readonly rows: readonly object[]
  readonly rejects: string
}

const EVERY_FILE: PlainLimits = { ...PLAIN_LIMITS, fromBytes: 0 }
const NO_FILE: PlainLimits = { ...PLAIN_LIMITS, fromBytes: Number.MAX_SAFE_INTEGER }

/**
 * Imports a file record by record and the plain way and expects the same table, result, warnings and rejects. `plainRows`: how many the
 * engine read by itself; `null`: it did not try to the end.
 */
export async function importBothWays(
  engine: RunningEngine,
  folder: string,
  file: string,
  mapping: DatasetMappingInput,
  limits: Partial<PlainLimits> = {},
): Promise<{ readonly plainRows: number | null; readonly left: Left }> {
  const usual = await imported(engine, folder, file, mapping, NO_FILE)
  const plain = await imported(engine, folder, file, mapping, { ...EVERY_FILE, ...limits })
  if (usual.outcome.ok) expect(usual.outcome.value.plainRows).toBeNull()
  const plainRows = plain.outcome.ok ? plain.outcome.value.plainRows : null
  expect(withoutWay(plain)).toEqual(withoutWay(usual))
  return { plainRows, left: plain }
}

function withoutWay({ outcome, ...left }: Left): object {
  return { ...left, outcome: outcome.ok ? { ...outcome.value, plainRows: null } : outcome }
}

async function imported(
  engine: RunningEngine,
  folder: string,
  file: string,
  mapping: DatasetMappingInput,
  plain: PlainLimits,
): Promise<Left> {
  const rejectsFile = path.join(folder, 'rejects.ndjson')
  const stagingTable = 'staging_both'
  const input: ImportInput = {
    files: [{ path: file, fileName: path.basename(file) }],
    mapping: datasetMapping.parse(mapping),
    sheet: null,
    stagingTable,
    rejectsFile,
    plain,
  }
  const outcome = await engine.runJob<ImportOutcome>('importFile', input)
  if (!outcome.ok) return { outcome, rows: [], rejects: '' }
  const rows = await engine.query<object>(
    `SELECT * EXCLUDE (case_no), signbit(value) AS sign FROM ${stagingTable} ORDER BY seq`,
  )
  await engine.transaction([{ sql: `DROP TABLE ${stagingTable}` }])
  return { outcome, rows, rejects: await readFile(rejectsFile, 'utf8') }
}
