import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource, type FilePart } from './byte-source.ts'
import { nameColumns } from './column-names.ts'
import { cutAt, isRuler } from './fixed-columns.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import { logStyleOf } from './log-lines.ts'
import { logTable } from './log-table.ts'
import { createLineUnquoter, hasQuotedLines } from './quoted-lines.ts'
import { COLUMNS_OF_BLANKS, createScanner, PLAIN_QUOTES, type QuoteStyle, type ScannedRecord } from './scanner.ts'
import { sniffDialect, widthOfFirstLine, type Dialect } from './sniff-dialect.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type SourceTable, type TableBatch } from './source-table.ts'
import { decodedText } from './text-source.ts'

const HEAD_CHARACTERS = 256 * 1024
/** As many say whether it is a log. */
const JUDGED_CHARACTERS = 64 * 1024

/** A delimited text (CSV, TSV, …), whatever its dialect; or a log, which is text as well. */
export async function delimitedTable(
  file: FilePart,
  facts: FileFacts,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const { head: written, isWhole } = await readHead(file, facts)
  const log = logStyleOf(firstLines(written, isWhole))
  if (log === 'unknown') return refused('log-not-supported', 'Its lines are a time, a level and words.')
  if (log !== null) return logTable(file, facts, log, signal)
  const isQuoted = hasQuotedLines(written, isWhole)
  const head = isQuoted ? unquotedText(written) : written
  const width = widthOfFirstLine(head)
  if (width > MAX_COLUMNS) return tooWide(width)
  const dialect = sniffDialect(head, isWhole)
  const { columns, repeated } = nameColumns(headers(dialect))
  if (columns.length > MAX_COLUMNS) return tooWide(columns.length)
  if (columns.length === 0 && head.trim() !== '')
    return refused(
      'file-not-supported',
      'Its first line is longer than any record of a table; line ends may be missing.',
    )
  if (columns.length === 0) return refused('file-empty', 'There is no header and no row.')
  // What a server says instead of the data.
  if (columns.length === 1 && isWhole && /^.*\s\S.*$/.test(head.trim()))
    return refused('file-not-supported', `It is one line of text: “${head.trim().slice(0, 100)}”.`)
  const isGuarded = hasGuards(head, dialect.delimiter)
  return done({
    ...PLAIN_TABLE,
    ...encodingFacts(facts),
    format: 'delimited',
    columns,
    repeatedHeaders: repeated,
    delimiter: dialect.delimiter,
    plainText:
      isPlain(file, facts) && isUsual(dialect.quotes) && !isGuarded && !isQuoted && !dialect.hasRulers
        ? { path: file.path, bytes: facts.bytes }
        : undefined,
    async *read(readSignal) {
      for await (const batch of readRecords(file, facts, { dialect, isQuoted }, readSignal)) {
        yield isGuarded ? { ...batch, records: batch.records.map(unguarded) } : batch
      }
    },
  })
}

/** Without the last one of a part, which may be cut. */
function firstLines(head: string, isWhole: boolean): readonly string[] {
  const lines = head.slice(0, JUDGED_CHARACTERS).split(/\r\n|\r|\n/)
  return isWhole && head.length <= JUDGED_CHARACTERS ? lines : lines.slice(0, -1)
}

function unquotedText(text: string): string {
  const unquoter = createLineUnquoter()
  return unquoter.push(text) + unquoter.end()
}

/** Programs write `="007"` so that a spreadsheet keeps the zeros; some put the whole of it into quotes. */
function hasGuards(head: string, delimiter: string): boolean {
  return ['="', '"=""'].some((guard) => head.includes(`${delimiter}${guard}`) || head.includes(`\n${guard}`))
}

function unguarded(record: ScannedRecord): ScannedRecord {
  return { ...record, fields: record.fields.map((field) => /^="([^"]*)"$/.exec(field)?.[1] ?? field) }
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

function tooWide(width: number): Result<SourceTable, ErrorCode> {
  return refused('too-many-columns', `${width} columns; at most ${MAX_COLUMNS} are read.`)
}

function headers({ hasHeader, headings, fieldCount }: Dialect): readonly string[] {
  return hasHeader ? headings : Array.from({ length: fieldCount }, () => '')
}

function isUsual({ quote, hasBackslashes, skipsBlanks }: QuoteStyle): boolean {
  return quote === PLAIN_QUOTES.quote && !hasBackslashes && !skipsBlanks
}

async function* readRecords(
  file: FilePart,
  facts: FileFacts,
  { dialect, isQuoted }: { readonly dialect: Dialect; readonly isQuoted: boolean },
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  const source = await openByteSource(file)
  const scanner = createScanner(dialect.delimiter, undefined, dialect.quotes, dialect.fieldCount)
  const firstLine = dialect.dataLine
  let isBeforeData = true

  function batch(scanned: ScannedRecord[]): TableBatch {
    const rows = dialect.hasRulers ? scanned.filter(({ text }) => !isRuler(text)) : scanned
    const records = dialect.delimiter === COLUMNS_OF_BLANKS ? rows.map(even) : rows
    if (!isBeforeData || records.length === 0) return { records, progress: source.progress(), part: 0 }
    const start = records.findIndex((record) => record.line >= firstLine)
    isBeforeData = start === -1
    return { records: start === -1 ? [] : records.slice(start), progress: source.progress(), part: 0 }
  }

  /** An empty value leaves no trace between blanks, and those behind it would stand in wrong columns. */
  function even(record: ScannedRecord): ScannedRecord {
    const fields = dialect.starts ? cutAt(record.text, dialect.starts) : record.fields
    if (record.fault !== null || fields?.length === dialect.fieldCount) return { ...record, fields: fields ?? [] }
    return { ...record, fields: [], fault: 'uneven_record' }
  }

  const unquoter = isQuoted ? createLineUnquoter() : null
  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield batch(scanner.push(unquoter?.push(text) ?? text))
  }
  // A last line that was cut is no record: half a number is another number.
  if (source.fault() !== null) return
  if (unquoter) yield batch(scanner.push(unquoter.end()))
  yield batch(scanner.end())
}
