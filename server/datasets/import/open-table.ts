import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource } from './byte-source.ts'
import { nameColumns, type SourceColumn } from './column-names.ts'
import { inspectFile, type FileFacts } from './inspect-file.ts'
import { createScanner, type ScannedRecord } from './scanner.ts'
import { sniffDialect, widthOfFirstLine, type Dialect } from './sniff-dialect.ts'
import { decodedText } from './text-source.ts'

/** A file as a table of text: the one thing that a reader for another format has to make. What follows is common to all. */
export interface SourceTable {
  readonly columns: readonly SourceColumn[]
  readonly repeatedHeaders: number
  readonly encoding: string
  /** The encoding was inferred, not certain. */
  readonly isEncodingGuessed: boolean
  /** Some bytes are not valid in it: they read as U+FFFD. */
  readonly hasInvalidBytes: boolean
  readonly delimiter: string
  /** The file ends, or cannot be unpacked further, before its end. */
  readonly fault: 'truncated' | 'damaged' | null
  /** Records after the header, a batch at a time, from the beginning at each call. A record that a fault cut off is left out. */
  read(signal: AbortSignal): AsyncGenerator<TableBatch>
}

export interface TableBatch {
  readonly records: readonly ScannedRecord[]
  /** 0..1 of the file. */
  readonly progress: number
}

/** More columns than anybody maps, and more than an events table should have. */
export const MAX_COLUMNS = 2_000
const HEAD_CHARACTERS = 256 * 1024

/** Opens a delimited text file (CSV, TSV, …; gzip or not), whatever its encoding and dialect. Refuses what is no such thing. */
export async function openTable(
  file: string,
  fileName: string,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const inspected = await inspectFile(file, fileName, signal)
  if (!inspected.ok) return inspected
  const facts = inspected.value
  const { head, isWhole } = await readHead(file, facts)
  const width = widthOfFirstLine(head)
  if (width > MAX_COLUMNS) return refused('too-many-columns', `${width} columns; at most ${MAX_COLUMNS} are read.`)
  const dialect = sniffDialect(head, isWhole)
  const { columns, repeated } = nameColumns(headers(head, dialect, isWhole))
  if (columns.length === 0) return refused('file-empty', 'There is no header and no row.')
  return done({
    columns,
    repeatedHeaders: repeated,
    encoding: facts.encoding.name,
    isEncodingGuessed: facts.encoding.isGuessed,
    hasInvalidBytes: facts.encoding.invalidSequences > 0,
    delimiter: dialect.delimiter,
    fault: facts.fault,
    read: (readSignal) => readRecords(file, facts, dialect, readSignal),
  })
}

async function readHead(file: string, facts: FileFacts): Promise<{ head: string; isWhole: boolean }> {
  const source = await openByteSource(file)
  let head = ''
  let limit = HEAD_CHARACTERS
  for await (const text of decodedText(source, facts.encoding)) {
    head += text
    // A header may be longer than the usual beginning; one record is the least that is needed.
    if (head.length >= limit && !/[\r\n]/.test(head)) limit = Math.min(limit * 2, 4 * 1024 * 1024)
    if (head.length >= limit) return { head, isWhole: false }
  }
  return { head, isWhole: true }
}

function headers(head: string, dialect: Dialect, isWhole: boolean): readonly string[] {
  if (!dialect.hasHeader) return Array.from({ length: dialect.fieldCount }, () => '')
  const scanner = createScanner(dialect.delimiter)
  const records = scanner.push(head)
  if (isWhole) records.push(...scanner.end())
  return records.find((record) => record.line === dialect.firstLine)?.fields ?? []
}

async function* readRecords(
  file: string,
  facts: FileFacts,
  dialect: Dialect,
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  const source = await openByteSource(file)
  const scanner = createScanner(dialect.delimiter)
  const firstLine = dialect.hasHeader ? dialect.firstLine + 1 : dialect.firstLine
  let isBeforeData = true

  function batch(records: ScannedRecord[]): TableBatch {
    if (!isBeforeData || records.length === 0) return { records, progress: source.progress() }
    const start = records.findIndex((record) => record.line >= firstLine)
    isBeforeData = start === -1
    return { records: start === -1 ? [] : records.slice(start), progress: source.progress() }
  }

  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield batch(scanner.push(text))
  }
  // A last line that was cut is no record: half a number is another number.
  if (source.fault() === null) yield batch(scanner.end())
}
