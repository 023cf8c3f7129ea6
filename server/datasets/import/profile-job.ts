import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetProfile, ImportWarning } from '#shared/contract/rest/datasets.ts'
import type { EngineJob, EngineJobContext } from '#server/duckdb/engine-job.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { isCaseFromAbove } from './case-from-above.ts'
import { createColumnObserver, type ColumnFacts } from './column-facts.ts'
import { needsDateOrder } from './date-order.ts'
import { headingRows } from './heading-rows.ts'
import { liesOnSide } from './lies-on-side.ts'
import { guessForMost } from './mixed-records.ts'
import { guessPersonal } from './personal-guess.ts'
import { trimmed } from './numbers.ts'
import { openTable, type SourceFile } from './open-table.ts'
import { isBlankRow } from './scanner.ts'
import type { SourceTable } from './source-table.ts'
import { membersApart } from './writing.ts'

export interface ProfileInput {
  readonly files: readonly SourceFile[]
  readonly fileName: string
  readonly fileBytes: number
  /** Of a workbook; `null`: the first that holds a table. */
  readonly sheet: string | null
}

/** What a job tells while it works. */
export interface FileProgress {
  /** 0..1 */
  readonly progress: number
  readonly rows: number
}

export type ProfileResult = Result<DatasetProfile, ErrorCode>

const SAMPLE_ROWS = 20_000
/** Wide tables are judged by fewer rows. */
const SAMPLE_CELLS = 400_000
const PREVIEW_ROWS = 20
/** Among these headings are looked for. */
const FIRST_ROWS = 20
const CELL_CHARACTERS = 200

/** Looks at an uploaded file: encoding, delimiter, columns, first rows, and what each column seems to be. */
export const profileFile: EngineJob<ProfileInput, ProfileResult> = async (_session, input, context) => {
  const opened = await openTable({ files: input.files, sheet: input.sheet, signal: context.signal })
  if (!opened.ok) return opened
  try {
    const profile = await profileOf(opened.value, input, context)
    if (profile === 'on-its-side') return refused('table-on-its-side', 'Its times fill rows, not columns.')
    const { members } = opened.value
    const apart = members ? await membersApart(members, profile.guess, context.signal) : null
    return apart === null ? done(profile) : refused('files-written-otherwise', apart)
  } finally {
    await opened.value.close()
  }
}

async function profileOf(
  table: SourceTable,
  input: ProfileInput,
  context: EngineJobContext,
): Promise<DatasetProfile | 'on-its-side'> {
  context.report({ progress: 0.5, rows: 0 } satisfies FileProgress)

  const nowMs = Date.now()
  const observers = table.columns.map((column, index) => createColumnObserver(column, index, nowMs))
  const preview: string[][] = []
  const sampleRows = Math.min(SAMPLE_ROWS, Math.max(200, Math.floor(SAMPLE_CELLS / observers.length)))
  const first: (readonly string[])[] = []
  const observed: (readonly string[])[] = []
  const observe = (fields: readonly string[]): void => {
    observed.push(fields)
    for (const [index, observer] of observers.entries()) observer.add(fields[index] ?? '')
  }
  // Further headings say nothing about the values; as rows they are rejected, in sight.
  const observeFirst = (): void => {
    for (const fields of first.slice(headingRows(first))) observe(fields)
  }
  let rows = 0
  let isWhole = true
  for await (const batch of table.read(context.signal)) {
    for (const record of batch.records) {
      const { fields, fault } = record
      if (fault || isBlankRow(record)) continue
      if (rows++ >= sampleRows) {
        isWhole = false
        break
      }
      if (rows <= FIRST_ROWS) first.push(fields)
      else observe(fields)
      if (rows === FIRST_ROWS) observeFirst()
      if (preview.length < PREVIEW_ROWS) preview.push(table.columns.map((_, index) => cell(fields[index] ?? '')))
    }
    if (!isWhole) break
  }
  if (rows < FIRST_ROWS) observeFirst()
  const headings = first.slice(0, headingRows(first))
  const facts = observers.map((observer, index) => ({ ...observer.facts(), question: questionAt(headings, index) }))
  const proposed = guessForMost({ facts, rows: observed, isWhole, nowMs })
  const { guessReasons, recognized } = proposed.guess
  const guess = withGroups(proposed.guess.guess, guessReasons, facts, observed)
  if (isWhole && liesOnSide(facts, observed, guess)) return 'on-its-side'
  const ofCase = facts.find(({ column }) => column.name === guess.case)
  const times = new Set(guess.steps.length > 0 ? guess.steps.map(({ column }) => column) : [guess.timestamp])
  const timeColumns = facts.filter(({ column }) => times.has(column.name))
  const undecided = timeColumns.filter(({ dateOrder }) => needsDateOrder(dateOrder))
  if (!isWhole) await readOn(table, undecided, context.signal)
  const isProved = timeColumns.some(({ dateOrder }) => dateOrder.proved() !== null)
  // Among others that leave no doubt; they may be answered for, and are left out otherwise.
  const strays =
    isProved || undecided.length > 0 ? 0 : Math.max(0, ...timeColumns.map(({ dateOrder }) => dateOrder.counts.either))
  return {
    format: table.format,
    sheets: table.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
    sheet: table.sheet,
    ...(table.sheetsAre ? { sheetsAre: table.sheetsAre } : {}),
    parts: [...table.parts],
    recognized,
    fileName: input.fileName,
    fileBytes: input.fileBytes,
    encoding: table.encoding,
    delimiter: table.delimiter,
    columns: facts.map(({ column, index, examples }) => ({ name: column.name, index, examples: [...examples] })),
    preview,
    guess,
    guessReasons,
    personal: guessPersonal(facts, guess),
    warnings: [
      ...warningsOf(table),
      ...counted('mixed_records', proposed.others),
      ...counted('dates_turned', Math.max(0, ...timeColumns.map(({ dateOrder }) => dateOrder.turned()))),
      ...counted('ambiguous_date_order', strays),
      ...counted('ids_rounded', roundedIds(ofCase)),
      ...counted('case_of_nobody', ofCase?.nobodies ?? 0),
      ...counted('one_column', table.format === 'delimited' && facts.length === 1 && rows > 0 ? 1 : 0),
    ],
    // Columns of one file are written alike: what one of them proves holds for all.
    dateOrder: timeColumns.map(({ dateOrder }) => dateOrder.proved()).find((order) => order !== null) ?? null,
    dateOrderNeeded: undecided.length > 0 && !isProved,
  }
}

const counted = (warning: ImportWarning, count: number): DatasetProfile['warnings'] =>
  count > 0 ? [{ warning, count }] : []

const FEWEST_ROUNDED = 5

/** How many of the sampled rows have a case number that may have lost its last digits: all that have so many end in 0. */
const roundedIds = (facts: ColumnFacts | undefined): number =>
  facts && facts.longNumbers.ids >= FEWEST_ROUNDED && facts.longNumbers.ids === facts.longNumbers.round
    ? facts.longNumbers.rows
    : 0

/** Rows of a group that only its first names are proposed to be its own; a person decides. */
function withGroups(
  guess: DatasetProfile['guess'],
  reasons: Record<string, string>,
  facts: readonly ColumnFacts[],
  rows: readonly (readonly string[])[],
): DatasetProfile['guess'] {
  const at = (name: string | null): number => facts.findIndex(({ column }) => column.name === name)
  if (guess.case === null || guess.steps.length > 0 || guess.timestamp === null) return guess
  if (!isCaseFromAbove(rows, { case: at(guess.case), timestamp: at(guess.timestamp) })) return guess
  reasons['caseFromAbove'] = `Each “${guess.case}” stands once, above rows that have none.`
  return { ...guess, caseFromAbove: true }
}

/** What further headings say of a column, but for what a program notes there for itself. */
const questionAt = (headings: readonly (readonly string[])[], index: number): string =>
  headings
    .map((fields) => trimmed(fields[index] ?? ''))
    .filter((text) => !text.startsWith('{'))
    .join(' ')

/** The row that decides between day and month first may be the last one. */
async function readOn(table: SourceTable, columns: readonly ColumnFacts[], signal: AbortSignal): Promise<void> {
  if (columns.length === 0) return
  for await (const batch of table.read(signal)) {
    for (const { fields } of batch.records) {
      for (const { index, dateOrder } of columns) dateOrder.add(trimmed(fields[index] ?? ''))
    }
    if (columns.some(({ dateOrder }) => dateOrder.proved() !== null)) return
  }
}

/** What can be told before the rows are read with a mapping. */
export function warningsOf(table: SourceTable): { warning: ImportWarning; count: number }[] {
  const found: { warning: ImportWarning; count: number }[] = []
  if (table.isEncodingGuessed) found.push({ warning: 'encoding_guessed', count: 1 })
  if (table.repeatedHeaders > 0) found.push({ warning: 'duplicate_headers', count: table.repeatedHeaders })
  for (const [warning, count] of table.noticed) found.push({ warning, count })
  if (table.fault() !== null) found.push({ warning: 'truncated_input', count: 1 })
  return found
}

function cell(text: string): string {
  return text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS - 1)}…` : text
}
