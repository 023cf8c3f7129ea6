import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource, type FilePart } from './byte-source.ts'
import { createColumnCollector } from './collect-columns.ts'
import { nameColumns } from './column-names.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import {
  pairsOf,
  w3cColumns,
  w3cFields,
  w3cLine,
  WEB_COLUMNS,
  webLine,
  type LogLine,
  type LogStyle,
} from './log-lines.ts'
import { COLUMNS_OF_BLANKS, createScanner, type ScannedRecord } from './scanner.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type SourceTable, type TableBatch } from './source-table.ts'
import { decodedText } from './text-source.ts'

/** The log of a web server, or one of `key=value` pairs, a record a line. Where its lines name their fields it is read once before, for all of them. */
export async function logTable(
  file: FilePart,
  facts: FileFacts,
  style: LogStyle,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const collector = createColumnCollector()
  if (style === 'web') collector.add(WEB_COLUMNS)
  else
    for await (const { names } of readLines(file, facts, style, signal)) for (const each of names) collector.add(each)
  const { columns } = nameColumns(collector.names())
  if (columns.length > MAX_COLUMNS)
    return refused('too-many-columns', `${columns.length} columns; at most ${MAX_COLUMNS} are read.`)
  const positions = new Map(columns.map(({ header }, index) => [header, index]))

  function toRecord({ line, text, said }: ReadLine): ScannedRecord {
    if (said === null) return { line, fields: [], text, fault: 'odd_line' }
    const fields = Array.from({ length: columns.length }, () => '')
    for (const [name, value] of said) fields[positions.get(name) ?? -1] = value
    return { line, fields, text, fault: null }
  }

  return done({
    ...PLAIN_TABLE,
    ...encodingFacts(facts),
    format: 'log',
    columns,
    async *read(readSignal): AsyncGenerator<TableBatch> {
      for await (const { lines, progress } of readLines(file, facts, style, readSignal))
        yield { records: lines.map(toRecord), progress, part: 0 }
    },
  })
}

interface ReadLine {
  readonly line: number
  readonly text: string
  readonly said: LogLine
}

interface LineBatch {
  readonly lines: readonly ReadLine[]
  /** What the fields of these lines are called. */
  readonly names: readonly Iterable<string>[]
  readonly progress: number
}

async function* readLines(
  file: FilePart,
  facts: FileFacts,
  style: LogStyle,
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const source = await openByteSource(file)
  // Quotes and delimiters mean nothing to it then.
  const scanner = createScanner(COLUMNS_OF_BLANKS)
  /** In a log of several days each may say anew what its fields are. */
  let fields: readonly string[] = []

  function batchOf(records: readonly ScannedRecord[]): LineBatch {
    const lines: ReadLine[] = []
    const names: Iterable<string>[] = []
    for (const { line, text, fault } of records) {
      const named = style === 'w3c' ? w3cFields(text) : null
      if (named) {
        fields = named
        names.push(w3cColumns(named))
      }
      if (style === 'w3c' && text.startsWith('#')) continue
      const said = fault === null ? saidBy(text) : null
      if (style === 'pairs' && said) names.push(said.keys())
      lines.push({ line, text: text.slice(0, 2_000), said })
    }
    return { lines, names, progress: source.progress() }
  }

  function saidBy(text: string): LogLine {
    if (style === 'web') return webLine(text)
    return style === 'pairs' ? pairsOf(text) : w3cLine(text, fields)
  }

  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield batchOf(scanner.push(text))
  }
  // A last line that was cut is no record.
  if (source.fault() === null) yield batchOf(scanner.end())
}
