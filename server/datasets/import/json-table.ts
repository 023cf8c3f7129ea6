import type { ErrorCode } from '#shared/contract/errors.ts'
import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource, type FilePart } from './byte-source.ts'
import { createColumnCollector } from './collect-columns.ts'
import { createColumnObserver } from './column-facts.ts'
import { nameColumns } from './column-names.ts'
import { caseScore } from './column-scores.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import { readTexts, type TextBatch } from './json-batches.ts'
import { createListMeter, type JsonList } from './json-lists.ts'
import { jsonColumnsTable } from './json-columns-table.ts'
import { mayBeColumns } from './json-columns.ts'
import { flatRecord, type JsonRecord, readJson, readJsonRecord } from './json-record.ts'
import { createJsonReader, innerMapPlace, jsonLayout } from './json-reader.ts'
import { rowRecord, valueRows } from './json-rows.ts'
import { keyedLists } from './keyed-lists.ts'
import type { JsonText } from './json-values.ts'
import type { ScannedRecord } from './scanner.ts'
import { objectLogLists, objectLogTable } from './object-log.ts'
import { PLAIN_TABLE, type FileFault, type SourceTable, type TableBatch } from './source-table.ts'
import { decodedText } from './text-source.ts'

const HEAD_CHARACTERS = 256 * 1024
const HEAD_OF_LOG = 4_096
const KEPT_TEXT = 2_000

/**
 * JSON lines, a list of objects, an object with such a list in it, rows of values with names for their columns, or columns of values. Every record is looked at once, for the fields it has. `wanted`: the list that
 * somebody chose of several, or of a log of objects (OCEL) the kind of object that is followed.
 */
export async function jsonTable(
  file: FilePart,
  facts: FileFacts,
  wanted: string | null,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const [head, isWhole] = await readHead(file, facts)
  if (/"ocel:(events|global-log)"\s*:/.test(head.slice(0, HEAD_OF_LOG)))
    return refused(
      'file-not-supported',
      'This is an object-centric log of the first version (OCEL 1.0); please save it as OCEL 2.0 (JSON), or as CSV for one kind of object.',
    )
  const rows = valueRows(head, isWhole)
  const inColumns = !rows && mayBeColumns(head) ? await jsonColumnsTable(file, facts, signal) : null
  if (inColumns) return inColumns
  const layout = rows?.layout ?? jsonLayout(head, isWhole)
  const lists = layout === 'wrapped' ? await measuredLists(file, facts, signal) : []
  const objectLog = objectLogLists(lists)
  if (objectLog) return objectLogTable(file, facts, objectLog, wanted, signal)
  // The list with the data is the longest, not the first: others hold pages, users, warnings.
  const [longest] = [...lists].sort((a, b) => b.characters - a.characters)
  const names = new Set(lists.map(({ name }) => name))
  const isChoice = lists.length > 1 && lists.length <= MOST_CHOICES && names.size === lists.length && !names.has('')
  const list = lists.find(({ name }) => isChoice && name === wanted) ?? longest
  const skippedLists = layout === 'inner-members' ? innerMapPlace(head) : list?.place
  const laidOut = { layout, skippedLists: skippedLists ?? 0 }
  const leftOut = lists.reduce((sum, { records }) => sum + records, 0) - (list?.records ?? 0)
  /** The records without what only names columns. */
  async function* recordTexts(readSignal: AbortSignal): AsyncGenerator<TextBatch> {
    let isNames = rows?.isFirstNames ?? false
    for await (const batch of readTexts(file, facts, laidOut, readSignal)) {
      const texts = isNames ? batch.texts.slice(1) : batch.texts
      if (batch.texts.length > 0) isNames = false
      yield { ...batch, texts }
    }
  }
  const keyed = keyedLists(
    createJsonReader(layout, laidOut)
      .push(head)
      .map(({ text }) => readJson(text)),
  )
  const around = list ? ownersAround(head, isWhole) : []
  const collector = createColumnCollector()
  const recordOf = (text: string): JsonRecord => (rows ? rowRecord(text, rows.names) : readJsonRecord(text, keyed))
  collector.add(around.map(([name]) => name))
  let objects = 0
  let first: string | undefined
  let firstFault = ''
  let fault: FileFault | null = facts.fault
  let isEmpty = true
  for await (const { texts, cut } of recordTexts(signal)) {
    if (texts.length > 0) isEmpty = false
    for (const { text, line, isTooLong } of texts) {
      const record = isTooLong ? 'bad_json' : recordOf(text)
      first ??= text
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
  if (objects === 0 && first?.startsWith('[')) return refused('file-not-json', LISTS_OF_VALUES)
  if (objects === 1 && isOfRows(first ?? '')) return refused('file-not-json', LISTS_OF_VALUES)
  if (objects === 0) return refused('file-not-json', firstFault || 'There is no list of records in it.')
  const ofWhole = new Set(around.map(([name]) => name))
  const columns = nameColumns(collector.names()).columns.map((column) =>
    ofWhole.has(column.header) ? { ...column, isOfWhole: true } : column,
  )
  if (columns.length === 0) return refused('file-empty', 'Its records have no fields.')
  const positions = new Map(columns.map(({ header }, index) => [header, index]))

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch> {
    // Of records that share a line each has a number of its own: by it they are ordered, and told apart where no column says whose they are.
    let last = 0
    const numbered = (text: JsonText): ScannedRecord => toRecord(text, (last = Math.max(text.line, last + 1)))
    for await (const { texts, progress } of recordTexts(readSignal)) {
      yield { records: texts.map(numbered), progress, part: 0 }
    }
  }

  function toRecord({ text, isTooLong }: JsonText, line: number): ScannedRecord {
    const kept = text.slice(0, KEPT_TEXT)
    const record = isTooLong ? 'oversize_record' : recordOf(text)
    if (typeof record === 'string') return { line, fields: [], text: kept, fault: record }
    const fields = Array.from({ length: columns.length }, () => '')
    for (const [name, value] of around) fields[positions.get(name) ?? -1] = value
    for (const [name, value] of record) fields[positions.get(name) ?? -1] = value
    return { line, fields, text: kept, fault: null }
  }

  const noticed = new Map<ImportWarning, number>(leftOut > 0 ? [['other_lists', leftOut]] : [])
  const sheets = isChoice ? lists.map(({ name }) => ({ name, isHidden: false })) : []
  return done({
    ...PLAIN_TABLE,
    ...encodingFacts(facts),
    format: 'json',
    columns,
    noticed,
    sheets,
    sheet: isChoice && list ? list.name : null,
    sheetsAre: 'lists',
    fault: () => fault,
    read,
  })
}

const MOST_CHOICES = 50

const LISTS_OF_VALUES = 'Its records are lists of values without names; please save it as CSV, or as a list of objects.'
const FEWEST_VALUES = 2

/** Whether an object is no record but a table of lists without names. */
function isOfRows(text: string): boolean {
  const value = readJson(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  return Object.values(value).some(
    (inner) => Array.isArray(inner) && inner.length >= FEWEST_VALUES && inner.every((item) => Array.isArray(item)),
  )
}

/** What stands around a list, and may say whose events it holds: `{"user_id": "u1", "events": [ … ]}`. Of a long text only what stands before it. */
function ownersAround(head: string, isWhole: boolean): readonly (readonly [name: string, value: string])[] {
  const value = readJson(isWhole ? head : beforeList(head))
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return []
  return [...flatRecord(value)].filter(([name, text]) => {
    if (text === '' || /^[[{]/.test(text)) return false
    const observer = createColumnObserver({ name, header: name }, 0, Date.now())
    observer.add(text)
    return caseScore(observer.facts()) !== null
  })
}

/** A text up to its first list of objects, with its brackets closed. */
function beforeList(head: string): string {
  const list = /"(?:[^"\\]|\\.)*"|\[\s*\{|[{}[\]]/g
  let closing = ''
  for (const { 0: part, index } of head.matchAll(list)) {
    if (part.startsWith('"')) continue
    if (part.length > 1) return `${head.slice(0, index)}null${closing}`
    closing = part === '{' ? `}${closing}` : part === '[' ? `]${closing}` : closing.slice(1)
  }
  return ''
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
