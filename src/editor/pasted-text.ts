import { cleanText } from '#shared/lib/clean-text.ts'

/** What plain text from elsewhere means on the canvas: rows of cells, each with the titles of its cards. */
export type PastedRows = readonly (readonly (readonly string[])[])[]

/**
 * A block from a spreadsheet (cells divided by tabs, a cell in quotes may hold line breaks) becomes rows and columns; any other
 * text becomes one cell with a card for each line that says something.
 */
export function rowsOfPastedText(text: string): PastedRows {
  const clean = cleanText(text)
  if (!clean.includes('\t')) {
    const titles = clean.split('\n').map(withoutBullet)
    return [[titles.filter((title) => title !== '')]]
  }
  return spreadsheetRows(clean.replace(/\n$/, '')).map((cells) => cells.map((cell) => [cell.trim()]))
}

const withoutBullet = (line: string): string => line.trim().replace(/^[-*•–]\s+/, '')

/** Rows of tab-separated cells. A cell that begins with a quote runs to the closing one; two quotes in it stand for one. */
function spreadsheetRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at <= text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at)
    row.push(cell.value)
    at = cell.end + 1
    if (text[cell.end] !== '\t') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

interface ReadCell {
  readonly value: string
  /** Where the divider (tab, line break, or the end) stands. */
  readonly end: number
}

function plainCell(text: string, start: number): ReadCell {
  let end = start
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n') end++
  return { value: text.slice(start, end), end }
}

function quotedCell(text: string, start: number): ReadCell {
  let at = start + 1
  let value = ''
  while (at < text.length) {
    if (text[at] === '"' && text[at + 1] === '"') {
      value += '"'
      at += 2
    } else if (text[at] === '"') {
      const after = text[at + 1]
      // A quote inside a cell that only looked quoted: take the cell as it is written.
      return after === undefined || after === '\t' || after === '\n' ? { value, end: at + 1 } : plainCell(text, start)
    } else {
      value += text[at++]
    }
  }
  return plainCell(text, start)
}
