import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openParquet, type ParquetFile } from '#server/duckdb/parquet-file.ts'
import { nextTurn } from './byte-source.ts'
import { nameColumns } from './column-names.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type SourceTable, type TableBatch } from './source-table.ts'
import { checkUnpacked } from './unpack-limit.ts'

/** A Parquet file: DuckDB reads it, a chunk of rows at a time. */
export async function parquetTable(file: string): Promise<Result<SourceTable, ErrorCode>> {
  let opened: ParquetFile
  try {
    opened = await openParquet(file)
  } catch (error) {
    return refused('file-damaged', plainWords(error))
  }
  const parquet = opened
  try {
    checkUnpacked(parquet.packedBytes, parquet.unpackedBytes)
  } catch (error) {
    parquet.close()
    throw error
  }
  if (parquet.columns.length > MAX_COLUMNS) {
    parquet.close()
    return refused('too-many-columns', `${parquet.columns.length} columns; at most ${MAX_COLUMNS} are read.`)
  }
  const { columns, repeated } = nameColumns(parquet.columns.map(({ name }) => name))

  async function* read(signal: AbortSignal): AsyncGenerator<TableBatch> {
    let row = 0
    for await (const rows of parquet.read()) {
      signal.throwIfAborted()
      const records = rows.map((values) => {
        const fields = values.map((value) => value ?? '')
        return { line: ++row, fields, text: fields.join(', ').slice(0, 2_000), fault: null }
      })
      yield { records, progress: row / Math.max(1, parquet.rows), part: 0 }
      await nextTurn()
    }
  }

  return done({
    ...PLAIN_TABLE,
    format: 'parquet',
    columns,
    repeatedHeaders: repeated,
    read,
    close: async () => parquet.close(),
  })
}

/** The first line of what DuckDB says, without where the file lies here. */
function plainWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '').replaceAll(/["'][^"']*\/[^"']*["']/g, 'the file').slice(0, 200)
}
