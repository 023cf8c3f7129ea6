import type { ErrorCode } from '#shared/contract/errors.ts'
import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { ALL_SHEETS } from '#shared/contract/sheet-choice.ts'
import { lettersOf } from '#shared/lib/letters-of.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { nameColumns, type SourceColumn } from './column-names.ts'
import { joinTables } from './joined-table.ts'
import { arePartsOfWhole } from './parts-of-whole.ts'
import type { SheetBatch, SheetRow } from './sheet-rows.ts'
import { sniffDialect } from './sniff-dialect.ts'
import {
  MAX_COLUMNS,
  PLAIN_TABLE,
  type FileFault,
  type FileFormat,
  type Sheet,
  type SourceTable,
  type TableBatch,
} from './source-table.ts'
import { readWallTime } from './timestamp-forms.ts'

const JUDGED_ROWS = 200

/** A sheet as rows of text, whatever kind of file it lies in. */
export interface RowSheet extends Sheet {
  /** From the beginning at each call; empty ones left out. The last value is what was wrong with the end. */
  rows(notice: (warning: ImportWarning) => void, signal: AbortSignal): AsyncGenerator<SheetBatch, FileFault | null>
}

export interface RowBook {
  readonly format: FileFormat
  readonly sheets: readonly RowSheet[]
}

/** Which sheet is wanted; of a further file one of that name need not be there, since months name their sheets. */
export interface WantedSheet {
  readonly name: string | null
  readonly isRequired: boolean
}

/**
 * A sheet of a workbook: the one that is asked for, else the first in sight that holds a table. Sheets with the same headings are read as one
 * table where that is asked for, or where nothing is and they are called like parts of a whole, such as months.
 */
export async function sheetTable(
  workbook: RowBook,
  wanted: WantedSheet,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const isOfAll = wanted.name === ALL_SHEETS
  const chosen = await chooseSheet(workbook, isOfAll ? { ...wanted, name: null } : wanted, signal)
  if (!chosen) return refused('sheet-not-found', `There is no sheet “${wanted.name}” in this workbook.`)
  const first = laidOut(chosen)
  if (!first) return refused('file-empty', `Sheet “${chosen.sheet.name}” has no rows.`)
  if (first.columns.length > MAX_COLUMNS) return refused('too-many-columns', `At most ${MAX_COLUMNS} are read.`)
  const named = workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden }))
  const inSight = workbook.sheets.filter(({ isHidden }) => !isHidden)
  const alike = await alikeTo(inSight, first, signal)
  const sheets = alike.length > 1 ? [{ name: ALL_SHEETS, isHidden: false }, ...named] : named
  const isNamed = workbook.sheets.some(({ name }) => name === wanted.name)
  const isJoined = alike.length > 1 && (isOfAll || (!isNamed && arePartsOfWhole(alike.map(({ sheet }) => sheet.name))))
  if (!isJoined)
    return done({ ...tableOf(workbook, first, inSight.filter(({ name }) => name !== first.sheet.name).length), sheets })
  // What was not read is told once.
  const tables = alike.map((laid, index) => ({
    name: laid.sheet.name,
    table: tableOf(workbook, laid, index === 0 ? inSight.length - alike.length : 0),
  }))
  const joined = joinTables(tables)
  return joined.ok ? done({ ...joined.value, sheets, sheet: ALL_SHEETS }) : refused(joined.reason, joined.detail)
}

/** The table on a sheet, by its first rows. */
interface LaidOutSheet extends ChosenSheet {
  readonly columns: readonly SourceColumn[]
  readonly repeated: number
  readonly hasHeader: boolean
  readonly firstRow: number
}

/** `null`: there are no rows. */
function laidOut(chosen: ChosenSheet): LaidOutSheet | null {
  const { head } = chosen
  const dialect = sniffDialect(asText(head), true)
  // The first line of the text only says how it is written.
  const first = head[dialect.firstLine - 2]
  if (!first) return null
  // Of two rows of headings both are named in the text.
  const headings = dialect.hasHeader && dialect.dataLine > dialect.firstLine + 1 ? dialect.headings : first.cells
  const lastHeading = head[dialect.dataLine - 3] ?? first
  const width = Math.max(...head.map(({ cells }) => cells.length))
  const { columns, repeated } = nameColumns(
    Array.from({ length: width }, (_, index) => (dialect.hasHeader ? (headings[index] ?? '') : '')),
  )
  const firstRow = dialect.hasHeader ? lastHeading.row + 1 : first.row
  return { ...chosen, columns, repeated, hasHeader: dialect.hasHeader, firstRow }
}

/** The sheets with the headings of one, and a row at least; that one too, in the order of the workbook. */
async function alikeTo(
  inSight: readonly RowSheet[],
  first: LaidOutSheet,
  signal: AbortSignal,
): Promise<readonly LaidOutSheet[]> {
  if (!first.hasHeader || first.sheet.isHidden || inSight.length > MAX_JOINED) return [first]
  const found: LaidOutSheet[] = []
  for (const sheet of inSight) {
    const laid = sheet.name === first.sheet.name ? first : laidOut(await looked(sheet, signal))
    if (laid && laid.hasHeader && headingsOf(laid) === headingsOf(first)) found.push(laid)
  }
  return found
}

/** More sheets than weeks of two years nobody fills. */
const MAX_JOINED = 110

/** Whatever their order and way to be written; columns without a heading do not count. */
const headingsOf = ({ columns }: LaidOutSheet): string =>
  columns
    .filter(({ header }) => header.trim() !== '')
    .map(({ header }) => lettersOf(header))
    .sort()
    .join('\n')

function tableOf(workbook: RowBook, laid: LaidOutSheet, others: number): SourceTable {
  const { sheet, columns, firstRow } = laid
  const noticed = new Map<ImportWarning, number>()
  let fault: FileFault | null = null

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch> {
    noticed.clear()
    if (others > 0) noticed.set('other_sheets', others)
    const notice = (warning: ImportWarning): void => void noticed.set(warning, (noticed.get(warning) ?? 0) + 1)
    const batches = sheet.rows(notice, readSignal)
    for (let batch = await batches.next(); ; batch = await batches.next()) {
      if (batch.done) {
        fault = batch.value
        return
      }
      const records = batch.value.rows.filter(({ row }) => row >= firstRow).map((row) => toRecord(row, columns.length))
      yield { records, progress: batch.value.progress, part: 0 }
    }
  }

  return {
    ...PLAIN_TABLE,
    format: workbook.format,
    columns,
    repeatedHeaders: laid.repeated,
    sheet: sheet.name,
    ...(workbook.format === 'html' ? { sheetsAre: 'tables' } : {}),
    noticed,
    fault: () => fault,
    read,
  }
}

interface ChosenSheet {
  readonly sheet: RowSheet
  readonly head: readonly SheetRow[]
}

async function chooseSheet(workbook: RowBook, wanted: WantedSheet, signal: AbortSignal): Promise<ChosenSheet | null> {
  const named = workbook.sheets.find(({ name }) => name === wanted.name)
  if (named) return looked(named, signal)
  if (wanted.name !== null && wanted.isRequired) return null
  const inSight = workbook.sheets.filter(({ isHidden }) => !isHidden)
  let fallback: ChosenSheet | null = null
  let table: ChosenSheet | null = null
  for (const sheet of inSight.length > 0 ? inSight : workbook.sheets) {
    const chosen = await looked(sheet, signal)
    fallback ??= chosen
    const rows = chosen.head.filter(({ cells }) => cells.filter((cell) => cell !== '').length > 1)
    if (rows.length < 2) continue
    // Lists of names lie before the events now and then.
    if (rows.slice(1).some(({ cells }) => cells.some(isTime))) return chosen
    table ??= chosen
  }
  return table ?? fallback
}

/** A number may be anything. */
const isTime = (cell: string): boolean =>
  cell.length > 5 && !/^[\d.,]+$/.test(cell) && (readWallTime(cell, 'DMY') ?? readWallTime(cell, 'MDY')) !== null

async function looked(sheet: RowSheet, signal: AbortSignal): Promise<ChosenSheet> {
  const head: SheetRow[] = []
  for await (const { rows } of sheet.rows(() => {}, signal)) {
    head.push(...rows)
    if (head.length >= JUDGED_ROWS) break
  }
  return { sheet, head: head.slice(0, JUDGED_ROWS) }
}

/** Rows as a text that is judged like any other: which line is the header, and whether there is one. */
function asText(rows: readonly SheetRow[]): string {
  const lines = rows.map(({ cells }) => cells.map((cell) => cell.replace(/[\t\r\n"]+/g, ' ')).join('\t') || ' ')
  return ['sep=\t', ...lines].join('\n')
}

function toRecord({ row, cells }: SheetRow, width: number): TableBatch['records'][number] {
  const fields = cells.length < width ? [...cells, ...Array.from({ length: width - cells.length }, () => '')] : cells
  return { line: row, fields, text: cells.join(', ').slice(0, 2_000), fault: null }
}
