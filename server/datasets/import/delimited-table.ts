import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource, type FilePart } from './byte-source.ts'
import { nameColumns } from './column-names.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import { createScanner, type ScannedRecord } from './scanner.ts'
import { sniffDialect, widthOfFirstLine, type Dialect } from './sniff-dialect.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type SourceTable, type TableBatch } from './source-table.ts'
import { decodedText } from './text-source.ts'

const HEAD_CHARACTERS = 256 * 1024

/** A delimited text (CSV, TSV, …), whatever its dialect. */
export async function delimitedTable(file: FilePart, facts: FileFacts): Promise<Result<SourceTable, ErrorCode>> {
  const { head, isWhole } = await readHead(file, facts)
  const width = widthOfFirstLine(head)
  if (width > MAX_COLUMNS) return refused('too-many-columns', `${width} columns; at most ${MAX_COLUMNS} are read.`)
  const dialect = sniffDialect(head, isWhole)
  const { columns, repeated } = nameColumns(headers(head, dialect, isWhole))
  if (columns.length === 0) return refused('file-empty', 'There is no header and no row.')
  return done({
    ...PLAIN_TABLE,
    ...encodingFacts(facts),
    format: 'delimited',
    columns,
    repeatedHeaders: repeated,
    delimiter: dialect.delimiter,
    plainText: isPlain(file, facts) ? { path: file.path, bytes: facts.bytes } : undefined,
    read: (readSignal) => readRecords(file, facts, dialect, readSignal),
  })
}

function isPlain({ entry }: FilePart, { isPacked, encoding }: FileFacts): boolean {
  return entry === null && !isPacked && encoding.name === 'utf-8' && encoding.invalidSequences === 0
}

async function readHead(file: FilePart, facts: FileFacts): Promise<{ head: string; isWhole: boolean }> {
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
  file: FilePart,
  facts: FileFacts,
  dialect: Dialect,
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  const source = await openByteSource(file)
  const scanner = createScanner(dialect.delimiter)
  const firstLine = dialect.hasHeader ? dialect.firstLine + 1 : dialect.firstLine
  let isBeforeData = true

  function batch(records: ScannedRecord[]): TableBatch {
    if (!isBeforeData || records.length === 0) return { records, progress: source.progress(), part: 0 }
    const start = records.findIndex((record) => record.line >= firstLine)
    isBeforeData = start === -1
    return { records: start === -1 ? [] : records.slice(start), progress: source.progress(), part: 0 }
  }

  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield batch(scanner.push(text))
  }
  // A last line that was cut is no record: half a number is another number.
  if (source.fault() === null) yield batch(scanner.end())
}
