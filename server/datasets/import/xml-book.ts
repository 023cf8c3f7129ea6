import type { FilePart } from './byte-source.ts'
import { RefusedFile } from './refused-file.ts'
import type { SheetBatch, SheetRow } from './sheet-rows.ts'
import type { RowBook } from './sheet-table.ts'
import { MAX_COLUMNS, type FileFault } from './source-table.ts'
import { readXml } from './xml-events.ts'

/** The sheets of a workbook of Excel 2003 that is one XML file, which many systems write and call .xls. */
export async function xmlBook(part: FilePart, signal: AbortSignal): Promise<RowBook> {
  const names: string[] = []
  const steps = readXml(
    part,
    {
      open(name, attributes) {
        if (name === 'Worksheet') names.push(valueOf(attributes, 'Name') ?? `Sheet${names.length + 1}`)
      },
    },
    signal,
  )
  let step = await steps.next()
  while (!step.done) step = await steps.next()
  if (names.length === 0) throw new RefusedFile('file-damaged', 'There is no sheet in this workbook.')
  return {
    format: 'xml-sheet',
    sheets: names.map((name, place) => ({
      name,
      isHidden: false,
      rows: (_, readSignal) => rowsOf(part, place, readSignal),
    })),
  }
}

async function* rowsOf(
  part: FilePart,
  place: number,
  signal: AbortSignal,
): AsyncGenerator<SheetBatch, FileFault | null> {
  let rows: SheetRow[] = []
  let sheet = -1
  let row = 0
  let cells: string[] = []
  let column = 0
  let across = 0
  let type = ''
  let text: string | null = null
  const steps = readXml(
    part,
    {
      open(name, attributes) {
        if (name === 'Worksheet') {
          sheet++
          row = 0
        }
        if (sheet !== place) return
        if (name === 'Row') {
          row = numberOf(attributes, 'Index') ?? row + 1
          cells = []
          column = -1
          across = 0
        } else if (name === 'Cell') {
          // Those that it is merged with are not written.
          column = (numberOf(attributes, 'Index') ?? column + across + 2) - 1
          across = numberOf(attributes, 'MergeAcross') ?? 0
        } else if (name === 'Data') {
          type = valueOf(attributes, 'Type') ?? ''
          text = ''
        }
      },
      text(piece) {
        if (text !== null) text += piece
      },
      close(name) {
        if (sheet !== place) return
        if (name === 'Data' && text !== null) {
          if (column <= MAX_COLUMNS) cells[column] = valueIn(type, text)
          text = null
        } else if (name === 'Row' && cells.some((cell) => cell !== undefined && cell.trim() !== ''))
          rows.push({ row, cells: Array.from(cells, (cell) => cell ?? '') })
      },
    },
    signal,
  )
  for (;;) {
    const step = await steps.next()
    const found = rows
    rows = []
    yield { rows: found, progress: step.done ? 1 : step.value }
    if (step.done) return step.value
  }
}

function valueIn(type: string, text: string): string {
  if (type === 'Error') return ''
  return type === 'Boolean' ? (text === '1' ? 'TRUE' : 'FALSE') : text
}

/** Exporters differ in the prefix. */
const valueOf = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key === name || key.endsWith(`:${name}`))?.[1]

function numberOf(attributes: Readonly<Record<string, string>>, name: string): number | null {
  const value = Number(valueOf(attributes, name))
  return Number.isInteger(value) && value >= 0 ? value : null
}
