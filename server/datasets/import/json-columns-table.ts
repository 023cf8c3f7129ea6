import { type FileHandle, open, rm } from 'node:fs/promises'
import { nanoid } from 'nanoid'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { nextTurn, openByteSource, type FilePart } from './byte-source.ts'
import { nameColumns } from './column-names.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import { createJsonColumns, type JsonColumn } from './json-columns.ts'
import { readJson, textOf } from './json-record.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type SourceTable, type TableBatch } from './source-table.ts'
import type { ScannedRecord } from './scanner.ts'
import { decodedText } from './text-source.ts'

const FEWEST = 2
const BATCH_ROWS = 2_000
const KEPT_TEXT = 2_000
/** Of all columns together that is read at once. */
const READ_BYTES = 4 * 1024 * 1024
const MOST_READ_BYTES = 64 * 1024

/**
 * JSON with a list of values for each column as a table; `null`: it is something else. Whose values belong together is known only at the end, so
 * that they are written down beside the file first, a column behind the other, and then read side by side.
 */
export async function jsonColumnsTable(
  file: FilePart,
  facts: FileFacts,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode> | null> {
  const path = `${file.path}.${nanoid(8)}.unpacked`
  const remove = (): Promise<void> => rm(path, { force: true })
  try {
    const written = await writeColumns(file, facts, path, signal)
    const table = written && tableOf(written, facts, path, remove)
    if (!table?.ok) await remove()
    return table
  } catch (error) {
    await remove()
    throw error
  }
}

/** Where the values of a column lie, one a line. */
interface Written {
  readonly column: JsonColumn
  start: number
  end: number
}

interface WrittenColumns {
  readonly columns: readonly Written[]
  readonly isWhole: boolean
}

async function writeColumns(
  file: FilePart,
  facts: FileFacts,
  path: string,
  signal: AbortSignal,
): Promise<WrittenColumns | null> {
  const reader = createJsonColumns()
  const columns: Written[] = []
  const copy = await open(path, 'wx')
  let bytes = 0
  try {
    const source = await openByteSource(file)
    for await (const text of decodedText(source, facts.encoding)) {
      signal.throwIfAborted()
      if (!reader.push(text) || reader.columns.length > MAX_COLUMNS) return null
      for (const { column, values } of reader.take()) {
        const lines = Buffer.from(`${values.join('\n')}\n`)
        await copy.writeFile(lines)
        const of = reader.columns[column]
        if (of) columns[column] ??= { column: of, start: bytes, end: bytes }
        bytes += lines.length
        const written = columns[column]
        if (written) written.end = bytes
      }
    }
    return { columns, isWhole: reader.isWhole() && source.fault() === null }
  } finally {
    await copy.close()
  }
}

function tableOf(
  { columns, isWhole }: WrittenColumns,
  facts: FileFacts,
  path: string,
  close: () => Promise<void>,
): Result<SourceTable, ErrorCode> | null {
  const [first] = columns
  const rows = first?.column.values ?? 0
  if (columns.length < FEWEST || rows < FEWEST) return null
  if (!isWhole)
    return refused(
      'file-damaged',
      'It ends early, before the last value of its last column: without it no record is complete. Please save or download it again.',
    )
  const other = columns.find(({ column }) => column.values !== rows || column.keys !== first?.column.keys)
  if (other)
    return refused(
      'file-not-json',
      other.column.values === rows
        ? `Its columns “${first?.column.name}” and “${other.column.name}” have values for different rows, so that it cannot be told which belong together.`
        : `Its column “${first?.column.name}” has ${rows} values and “${other.column.name}” has ${other.column.values}, so that it cannot be told which belong together.`,
    )
  const { columns: named, repeated } = nameColumns(columns.map(({ column }) => column.name))

  async function* read(signal: AbortSignal): AsyncGenerator<TableBatch> {
    const copy = await open(path, 'r')
    try {
      const bytes = Math.min(MOST_READ_BYTES, Math.ceil(READ_BYTES / columns.length))
      const cursors = columns.map((one) => linesOf(copy, one, bytes))
      for (let row = 0; row < rows;) {
        signal.throwIfAborted()
        const count = Math.min(BATCH_ROWS, rows - row)
        const values: string[][] = []
        for (const cursor of cursors) values.push(await cursor(count))
        const records = Array.from({ length: count }, (_, at) => toRecord(values, at, row + at + 1))
        row += count
        yield { records, progress: row / rows, part: 0 }
        await nextTurn()
      }
    } finally {
      await copy.close()
    }
  }

  return done({
    ...PLAIN_TABLE,
    ...encodingFacts(facts),
    format: 'json',
    columns: named,
    repeatedHeaders: repeated,
    read,
    close,
  })
}

/** Gives so many more lines at each call. */
function linesOf(copy: FileHandle, { start, end }: Written, bytes: number): (count: number) => Promise<string[]> {
  const decoder = new TextDecoder()
  const buffer = Buffer.allocUnsafe(bytes)
  let at = start
  let lines: string[] = []
  let from = 0
  let rest = ''
  return async (count) => {
    while (lines.length - from < count && at < end) {
      const { bytesRead } = await copy.read(buffer, 0, Math.min(bytes, end - at), at)
      if (bytesRead === 0) break
      at += bytesRead
      const parts = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n')
      rest = parts.pop() ?? ''
      lines = [...lines.slice(from), ...parts]
      from = 0
    }
    from += count
    return lines.slice(from - count, from)
  }
}

/** Python writes what is no number as a bare word. */
const NO_NUMBER = /^-?(?:NaN|Infinity)$/

function toRecord(values: readonly (readonly string[])[], at: number, line: number): ScannedRecord {
  const all = values.map((column) => column[at] ?? '')
  const text = `{${all.join(', ')}}`.slice(0, KEPT_TEXT)
  const fields: string[] = []
  for (const json of all) {
    const value = NO_NUMBER.test(json) ? null : readJson(json)
    if (value === undefined) return { line, fields: [], text, fault: 'bad_json' }
    fields.push(textOf(value))
  }
  return { line, fields, text, fault: null }
}
