import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openParquet, type ParquetFile } from '#server/duckdb/parquet-file.ts'
import { nextTurn } from './byte-source.ts'
import { nameColumns } from './column-names.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type FileFault, type SourceTable, type TableBatch } from './source-table.ts'
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

  let fault: FileFault | null = null
  try {
    await parquet.read().next()
  } catch (error) {
    parquet.close()
    return refused('file-damaged', plainWords(error))
  }

  async function* read(signal: AbortSignal): AsyncGenerator<TableBatch> {
    let row = 0
    const batches = parquet.read()
    for (;;) {
      const batch = await nextOf(batches)
      if (batch === 'damaged') {
        fault = batch
        return
      }
      if (batch === null) return
      signal.throwIfAborted()
      const records = batch.map((values) => {
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
    fault: () => fault,
    read,
    close: async () => parquet.close(),
  })
}

/** `null`: there are no more. What lies behind damage cannot be read; what was read before it stays. */
async function nextOf<Rows>(batches: AsyncGenerator<Rows>): Promise<Rows | 'damaged' | null> {
  try {
    const { done: isEnd, value } = await batches.next()
    return isEnd === true ? null : value
  } catch {
    return 'damaged'
  }
}

/** What DuckDB says is for those who write such files; the end, which tells where everything lies, is what half a file lacks. */
function plainWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return /magic bytes|too small/i.test(message)
    ? 'Its end is missing, so it was cut off on its way. Please save or download it again.'
    : 'A part of this Parquet file cannot be unpacked.'
}
