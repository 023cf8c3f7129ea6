import type { ArchiveEntry } from './archive.ts'
import { mergedCells, type MergedCells } from './merged-cells.ts'
import { sheetRows } from './sheet-rows.ts'
import type { RowBook, RowSheet } from './sheet-table.ts'
import { openWorkbook } from './workbook.ts'

/** The sheets of an Excel workbook as rows. */
export async function excelBook(path: string, entries: readonly ArchiveEntry[], signal: AbortSignal): Promise<RowBook> {
  const workbook = await openWorkbook(path, entries, signal)
  const sheets = workbook.sheets.map((sheet): RowSheet => {
    let merged: readonly MergedCells[] | undefined
    return {
      name: sheet.name,
      isHidden: sheet.isHidden,
      async *rows(notice, readSignal) {
        merged ??= await mergedCells(sheet.part, readSignal)
        return yield* sheetRows(workbook, sheet, merged, notice, readSignal)
      },
    }
  })
  return { format: 'xlsx', sheets }
}
