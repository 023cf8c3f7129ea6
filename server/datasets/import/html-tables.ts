import { Parser } from 'htmlparser2'
import { RefusedFile } from './refused-file.ts'
import { MAX_COLUMNS } from './source-table.ts'

/** What is found in a web page: a row of one of its tables, counted in the order in which they begin. */
export interface HtmlRow {
  readonly table: number
  /** In its table, from 1. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface HtmlReader {
  push(text: string): HtmlRow[]
  end(): HtmlRow[]
  /** After the end: a table was not. */
  isOpen(): boolean
}

interface OpenTable {
  readonly number: number
  row: number
  cells: string[] | null
  /** Of the cell under way; `null`: none is. */
  text: string | null
  column: number
  rowSpan: number
  colSpan: number
  /** Cells from rows above that reach down, by their column. */
  readonly below: Map<number, { text: string; rows: number }>
}

/** Of one tag or comment. */
const MAX_TAG_CHARACTERS = 1024 * 1024
const MAX_SPAN = 1_000

/** Reads the tables of a web page as it comes, in pieces of any size, as forgiving as browsers are. A table inside a cell is one of its own. */
export function createHtmlReader(): HtmlReader {
  const tables: OpenTable[] = []
  let found: HtmlRow[] = []
  let begun = 0
  let isOpen = false
  /** Not all who write pages close their cells; who does has not closed one that was cut. */
  let closesCells = false
  let isInCode = false
  /** Of what is not understood yet. */
  let pendingCharacters = 0

  function closeCell(table: OpenTable): void {
    if (table.text === null) return
    const text = table.text.replace(/\s+/g, ' ').trim()
    const { cells, column, rowSpan, colSpan } = table
    table.text = null
    if (!cells || column > MAX_COLUMNS) return
    cells[column] = text
    if (rowSpan > 1) table.below.set(column, { text, rows: rowSpan - 1 })
    table.column = column + colSpan
  }

  function closeRow(table: OpenTable): void {
    closeCell(table)
    const { cells } = table
    if (!cells) return
    table.cells = null
    for (const [column, { text, rows }] of table.below) {
      if (cells[column] !== undefined && table.column > column) continue
      cells[column] = text
      if (rows === 1) table.below.delete(column)
      else table.below.set(column, { text, rows: rows - 1 })
    }
    if (cells.some((cell) => cell !== undefined && cell !== ''))
      found.push({ table: table.number, row: table.row, cells: Array.from(cells, (cell) => cell ?? '') })
  }

  function openRow(table: OpenTable): void {
    closeRow(table)
    table.row++
    table.cells = []
    table.column = 0
  }

  function openCell(table: OpenTable, attributes: Attributes): void {
    if (!table.cells) openRow(table)
    closeCell(table)
    // Where a cell from above reaches down there is no room.
    for (let from = table.below.get(table.column); from && table.cells; from = table.below.get(table.column)) {
      table.cells[table.column] = from.text
      if (from.rows === 1) table.below.delete(table.column)
      else table.below.set(table.column, { text: from.text, rows: from.rows - 1 })
      table.column++
    }
    table.text = ''
    table.rowSpan = spanOf(attributes['rowspan'])
    table.colSpan = spanOf(attributes['colspan'])
  }

  function openTable(): void {
    tables.push({
      number: begun++,
      row: 0,
      cells: null,
      text: null,
      column: 0,
      rowSpan: 1,
      colSpan: 1,
      below: new Map(),
    })
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      pendingCharacters = 0
      const table = tables.at(-1)
      if (name === 'table') openTable()
      else if (isCode(name)) isInCode = true
      else if (!table) return
      else if (name === 'tr') openRow(table)
      else if (name === 'td' || name === 'th') openCell(table, attributes)
      else if (table.text !== null && /^(br|p|div|li)$/.test(name)) table.text += ' '
    },
    onclosetag(name, isImplied) {
      pendingCharacters = 0
      const table = tables.at(-1)
      if (isCode(name)) isInCode = false
      else if (!table) return
      else if (name === 'table') {
        closeRow(table)
        tables.pop()
      } else if (name === 'tr') closeRow(table)
      else if (name === 'td' || name === 'th') {
        closesCells ||= !isImplied
        closeCell(table)
      }
    },
    ontext(text) {
      pendingCharacters = 0
      const table = tables.at(-1)
      if (!isInCode && table && table.text !== null) table.text += text
    },
    oncomment() {
      pendingCharacters = 0
    },
  })

  const taken = (): HtmlRow[] => {
    const rows = found
    found = []
    return rows
  }

  return {
    push(text) {
      pendingCharacters += text.length
      parser.write(text)
      if (pendingCharacters > MAX_TAG_CHARACTERS)
        throw new RefusedFile('file-unpacks-too-far', 'A single tag is longer than 1 MiB.')
      return taken()
    },
    end() {
      isOpen = tables.length > 0
      // Before the parser closes what is open.
      while (tables.length > 0) {
        const table = tables.pop()
        if (table && !(closesCells && table.text !== null)) closeRow(table)
      }
      parser.end()
      return taken()
    },
    isOpen: () => isOpen,
  }
}

/** Of a page, not of a table. */
const isCode = (name: string): boolean => name === 'script' || name === 'style'

type Attributes = Readonly<Record<string, string>>

function spanOf(written: string | undefined): number {
  const span = Number.parseInt(written ?? '', 10)
  return Number.isNaN(span) ? 1 : Math.min(MAX_SPAN, Math.max(1, span))
}
