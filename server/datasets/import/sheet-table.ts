import type { ErrorCode } from '#shared/contract/errors.ts'
import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { ArchiveEntry } from './archive.ts'
import { mergedCells, type MergedCells } from './merged-cells.ts'
import { nameColumns } from './column-names.ts'
import { sheetRows, type SheetRow } from './sheet-rows.ts'
import { sniffDialect } from './sniff-dialect.ts'
import { MAX_COLUMNS, PLAIN_TABLE, type FileFault, type SourceTable, type TableBatch } from './source-table.ts'
import { openWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts'

const JUDGED_ROWS = 200

/** Which sheet is wanted; of a further file one of that name need not be there, since months name their sheets. */
export interface WantedSheet {
  readonly name: string | null
  readonly isRequired: boolean
}

/** A sheet of an Excel workbook: the one that is asked for, else the first in sight that holds a table. */
export async function sheetTable(
  path: string,
  entries: readonly ArchiveEntry[],
  wanted: WantedSheet,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const workbook = await openWorkbook(path, entries, signal)
  const chosen = await chooseSheet(workbook, wanted, signal)
  if (!chosen) return refused('sheet-not-found', `There is no sheet “${wanted.name}” in this workbook.`)
  const { sheet, head, merged } = chosen
  const dialect = sniffDialect(asText(head), true)
  // The first line of the text only says how it is written.
  const first = head[dialect.firstLine - 2]
  if (!first) return refused('file-empty', `Sheet “${sheet.name}” has no rows.`)
  // Of two rows of headings both are named in the text.
  const headings = dialect.hasHeader && dialect.dataLine > dialect.firstLine + 1 ? dialect.headings : first.cells
  const lastHeading = head[dialect.dataLine - 3] ?? first
  const width = Math.max(...head.map(({ cells }) => cells.length))
  if (width > MAX_COLUMNS) return refused('too-many-columns', `At most ${MAX_COLUMNS} are read.`)
  const { columns, repeated } = nameColumns(
    Array.from({ length: width }, (_, index) => (dialect.hasHeader ? (headings[index] ?? '') : '')),
  )
  const firstRow = dialect.hasHeader ? lastHeading.row + 1 : first.row
  const noticed = new Map<ImportWarning, number>()
  let fault: FileFault | null = null

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch> {
    noticed.clear()
    const notice = (warning: ImportWarning): void => void noticed.set(warning, (noticed.get(warning) ?? 0) + 1)
    const batches = sheetRows(workbook, sheet, merged, notice, readSignal)
    for (let batch = await batches.next(); ; batch = await batches.next()) {
      if (batch.done) {
        fault = batch.value
        return
      }
      const records = batch.value.rows.filter(({ row }) => row >= firstRow).map((row) => toRecord(row, columns.length))
      yield { records, progress: batch.value.progress, part: 0 }
    }
  }

  return done({
    ...PLAIN_TABLE,
    format: 'xlsx',
    columns,
    repeatedHeaders: repeated,
    sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
    sheet: sheet.name,
    noticed,
    fault: () => fault,
    read,
  })
}

interface ChosenSheet {
  readonly sheet: WorkbookSheet
  readonly merged: readonly MergedCells[]
  readonly head: readonly SheetRow[]
}

async function chooseSheet(workbook: Workbook, wanted: WantedSheet, signal: AbortSignal): Promise<ChosenSheet | null> {
  const named = workbook.sheets.find(({ name }) => name === wanted.name)
  if (named) return looked(workbook, named, signal)
  if (wanted.name !== null && wanted.isRequired) return null
  const inSight = workbook.sheets.filter(({ isHidden }) => !isHidden)
  let fallback: ChosenSheet | null = null
  for (const sheet of inSight.length > 0 ? inSight : workbook.sheets) {
    const chosen = await looked(workbook, sheet, signal)
    if (chosen.head.filter(({ cells }) => cells.filter((cell) => cell !== '').length > 1).length > 1) return chosen
    fallback ??= chosen
  }
  return fallback
}

async function looked(workbook: Workbook, sheet: WorkbookSheet, signal: AbortSignal): Promise<ChosenSheet> {
  const merged = await mergedCells(sheet.part, signal)
  const head: SheetRow[] = []
  for await (const { rows } of sheetRows(workbook, sheet, merged, () => {}, signal)) {
    head.push(...rows)
    if (head.length >= JUDGED_ROWS) break
  }
  return { sheet, merged, head: head.slice(0, JUDGED_ROWS) }
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
