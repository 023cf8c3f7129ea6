import type { ErrorCode } from '#shared/contract/errors.ts'
import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource, type FilePart } from './byte-source.ts'
import { createColumnCollector } from './collect-columns.ts'
import { nameColumns } from './column-names.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import { createListMeter, type JsonList } from './json-lists.ts'
import { readJsonRecord } from './json-record.ts'
import { createJsonReader, jsonLayout, type JsonLayout } from './json-reader.ts'
import type { JsonText } from './json-values.ts'
import type { ScannedRecord } from './scanner.ts'
import { PLAIN_TABLE, type FileFault, type SourceTable, type TableBatch } from './source-table.ts'
import { decodedText } from './text-source.ts'

const HEAD_CHARACTERS = 256 * 1024
const KEPT_TEXT = 2_000

/** JSON lines, a list of objects, or an object with such a list in it. Every record is looked at once, for the fields it has. */
export async function jsonTable(
  file: FilePart,
  facts: FileFacts,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const layout = jsonLayout(...(await readHead(file, facts)))
  const lists = layout === 'wrapped' ? await measuredLists(file, facts, signal) : []
  // The list with the data is the longest, not the first: others hold pages, users, warnings.
  const [list] = [...lists].sort((a, b) => b.characters - a.characters)
  const laidOut = { layout, skippedLists: list?.place ?? 0 }
  const leftOut = lists.reduce((sum, { records }) => sum + records, 0) - (list?.records ?? 0)
  const collector = createColumnCollector()
  let objects = 0
  let firstFault = ''
  let fault: FileFault | null = facts.fault
  let isEmpty = true
  for await (const { texts, cut } of readTexts(file, facts, laidOut, signal)) {
    if (texts.length > 0) isEmpty = false
    for (const { text, line, isTooLong } of texts) {
      const record = isTooLong ? 'bad_json' : readJsonRecord(text)
      if (typeof record === 'string') {
        if (firstFault === '') firstFault = `Line ${line}: ${text.slice(0, 80)}`
        continue
      }
      objects++
      collector.add(record.keys())
    }
    fault ??= cut
  }
  if (isEmpty) return refused('file-empty', 'There is no record in it.')
  if (objects === 0) return refused('file-not-json', firstFault || 'There is no list of records in it.')
  const { columns } = nameColumns(collector.names())
  const positions = new Map(columns.map(({ header }, index) => [header, index]))

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch> {
    for await (const { texts, progress } of readTexts(file, facts, laidOut, readSignal)) {
      yield { records: texts.map(toRecord), progress, part: 0 }
    }
  }

  function toRecord({ line, text, isTooLong }: JsonText): ScannedRecord {
    const kept = text.slice(0, KEPT_TEXT)
    const record = isTooLong ? 'oversize_record' : readJsonRecord(text)
    if (typeof record === 'string') return { line, fields: [], text: kept, fault: record }
    const fields = Array.from({ length: columns.length }, () => '')
    for (const [name, value] of record) fields[positions.get(name) ?? -1] = value
    return { line, fields, text: kept, fault: null }
  }

  const noticed = new Map<ImportWarning, number>(leftOut > 0 ? [['other_lists', leftOut]] : [])
  return done({ ...PLAIN_TABLE, ...encodingFacts(facts), format: 'json', columns, noticed, fault: () => fault, read })
}

/** The lists inside an object, each with how much it holds. */
async function measuredLists(file: FilePart, facts: FileFacts, signal: AbortSignal): Promise<readonly JsonList[]> {
  const meter = createListMeter()
  for await (const text of decodedText(await openByteSource(file), facts.encoding)) {
    signal.throwIfAborted()
    meter.push(text)
  }
  return meter.lists()
}

async function readHead(file: FilePart, facts: FileFacts): Promise<[head: string, isWhole: boolean]> {
  let head = ''
  for await (const text of decodedText(await openByteSource(file), facts.encoding)) {
    head += text
    if (head.length >= HEAD_CHARACTERS) return [head, false]
  }
  return [head, true]
}

interface LaidOut {
  readonly layout: JsonLayout
  readonly skippedLists: number
}

interface TextBatch {
  readonly texts: readonly JsonText[]
  readonly progress: number
  /** At the end: the text breaks off, or goes on where it should have ended. */
  readonly cut: FileFault | null
}

async function* readTexts(
  file: FilePart,
  facts: FileFacts,
  { layout, skippedLists }: LaidOut,
  signal: AbortSignal,
): AsyncGenerator<TextBatch> {
  const source = await openByteSource(file)
  const reader = createJsonReader(layout, { skippedLists })
  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield { texts: reader.push(text), progress: source.progress(), cut: null }
  }
  // A last line that was cut is no record.
  if (source.fault() !== null) return
  const texts = reader.end()
  yield { texts, progress: 1, cut: reader.isBroken() ? 'damaged' : reader.isOpen() ? 'truncated' : null }
}
