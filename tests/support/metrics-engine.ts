import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { casesTableName, numberCases } from '#server/datasets/case-numbers.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { startEngine } from '#server/duckdb/start-engine.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import type { LogEvent } from './metrics-oracle.ts'

/** A real engine on a folder of its own. */
export async function openTestEngine(): Promise<{ readonly engine: Engine; readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-metrics-'))
  const engine = await startEngine({ dataFolder: folder, memoryMb: 1_024, threads: 2, jobModules: [] })
  return {
    engine,
    close: async () => {
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes (anew) the events table of a dataset and fills it with a log. */
export async function writeLog(
  engine: Engine,
  datasetId: string,
  log: readonly LogEvent[],
  fields: readonly string[] = [],
  timeZone = 'UTC',
): Promise<EventsTable> {
  const table = `events_${datasetId}`
  const attributes = fields.map((_, index) => `, a${index} VARCHAR`).join('')
  await engine.transaction([
    {
      sql: `DROP TABLE IF EXISTS ${casesTableName(table)}`,
    },
    {
      sql: `CREATE OR REPLACE TABLE ${table}(case_id VARCHAR NOT NULL, ts TIMESTAMP NOT NULL, seq BIGINT NOT NULL, event VARCHAR NOT NULL, channel VARCHAR, value DOUBLE, case_no BIGINT${attributes})`,
    },
    ...insertStatements(table, log, fields),
  ])
  // Without an event there is no table of cases.
  const cases = log.length > 0 ? casesTableName(table) : undefined
  return { datasetId, name: `Dataset ${datasetId}`, table, hasSmallCaseNumbers: true, cases, fields, timeZone }
}

/** The same table in every other run as people or several datasets are asked: cases stand in no table of their own, and have any numbers. */
export const inTurnWithoutCases = (table: EventsTable, run: number): EventsTable =>
  run % 2 === 0 ? table : { ...table, hasSmallCaseNumbers: false, cases: undefined }

/** Adds events to a table that `writeLog` made. */
export async function addToLog(engine: Engine, table: EventsTable, log: readonly LogEvent[]): Promise<void> {
  await engine.transaction(insertStatements(table.table, log, table.fields))
}

function insertStatements(table: string, log: readonly LogEvent[], fields: readonly string[]) {
  if (log.length === 0) return []
  const columns = ['case', 'ts', 'seq', 'event', 'channel', 'value', ...fields]
  const parameters = log.flatMap((event) => [
    event.case,
    event.ts,
    event.seq,
    event.event,
    event.channel,
    event.value ?? null,
    ...fields.map((field) => event.attributes[field] ?? null),
  ])
  const rows = log.map((_, row) => {
    const at = (column: number): string => `$${row * columns.length + column + 1}`
    const values = fields.map((_field, index) => `, ${at(6 + index)}`).join('')
    return `(${at(0)}, make_timestamp(${at(1)}), ${at(2)}, ${at(3)}, ${at(4)}::VARCHAR, ${at(5)}::DOUBLE${values})`
  })
  const targets = ['case_id', 'ts', 'seq', 'event', 'channel', 'value', ...fields.map((_, index) => `a${index}`)]
  const sql = `INSERT INTO ${table}(${targets.join(', ')}) VALUES ${rows.join(', ')}`
  return [{ sql, parameters }, ...numberCases(table)]
}
