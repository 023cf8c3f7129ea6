import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { serialToText } from './cell-dates.ts'
import { columnNumber, createMergeFiller, type MergedCells } from './merged-cells.ts'
import { MAX_COLUMNS, type FileFault } from './source-table.ts'
import type { Workbook, WorkbookSheet } from './workbook.ts'
import { readXml } from './xml-events.ts'

export interface SheetRow {
  /** As the sheet counts them, from 1. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface SheetBatch {
  readonly rows: readonly SheetRow[]
  readonly progress: number
}

/** Rows of a sheet as text, empty ones left out. Formulas are never computed: the value that the workbook kept for them is read. */
export async function* sheetRows(
  workbook: Workbook,
  { part }: WorkbookSheet,
  merged: readonly MergedCells[],
  notice: (warning: ImportWarning) => void,
  signal: AbortSignal,
): AsyncGenerator<SheetBatch, FileFault | null> {
  const fillMerged = createMergeFiller(merged)
  let rows: SheetRow[] = []
  let row = 0
  let cells: string[] = []
  let column = 0
  let type = ''
  let style = 0
  let text = ''
  let isValue = false
  let isPhonetic = false
  let isFormula = false

  const steps = readXml(
    part,
    {
      open(name, attributes) {
        switch (name) {
          case 'row':
            row = Number(attributes['r']) || row + 1
            cells = []
            column = -1
            break
          case 'c':
            column = columnOf(attributes['r']) ?? column + 1
            type = attributes['t'] ?? 'n'
            style = Number(attributes['s'] ?? 0)
            text = ''
            isFormula = false
            break
          case 'f':
            isFormula = true
            break
          case 'rPh':
            isPhonetic = true
            break
          case 'v':
          case 't':
            isValue = !isPhonetic
            break
          default:
        }
      },
      text(piece) {
        if (isValue) text += piece
      },
      close(name) {
        isValue = false
        if (name === 'rPh') isPhonetic = false
        if (name === 'c' && (text !== '' || isFormula)) putCell()
        // A row without a value of its own stays empty.
        if (name === 'row' && cells.some((cell) => cell !== undefined && cell.trim() !== '')) {
          fillMerged(row, cells)
          rows.push({ row, cells: Array.from(cells, (cell) => cell ?? '') })
        }
      },
    },
    signal,
  )

  function putCell(): void {
    if (isFormula) notice('formula_cell')
    if (type === 'e') notice('error_cell')
    // Far to the right there is formatting, not data.
    if (column <= MAX_COLUMNS) cells[column] = cellText()
  }

  function cellText(): string {
    switch (type) {
      case 's':
        return workbook.sharedStrings[Number(text)] ?? ''
      case 'e':
        return ''
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE'
      case 'd':
        return text
      case 'n':
        return numberText()
      default:
        return text
    }
  }

  function numberText(): string {
    const value = Number(text)
    if (text === '' || Number.isNaN(value)) return text
    if (workbook.dateStyles[style]) return serialToText(value, workbook.isFrom1904)
    // Excel shows 15 digits; the binary fraction behind them is not what was typed.
    return /^-?\d+$/.test(text) ? text : String(Number(value.toPrecision(15)))
  }

  for (;;) {
    const step = await steps.next()
    const found = rows
    rows = []
    if (step.done) {
      yield { rows: found, progress: 1 }
      return step.value
    }
    yield { rows: found, progress: step.value }
  }
}

/** `AB12` → 27 */
function columnOf(reference: string | undefined): number | undefined {
  const letters = reference === undefined ? undefined : /^[A-Z]{1,3}/.exec(reference)?.[0]
  return letters === undefined ? undefined : columnNumber(letters)
}
