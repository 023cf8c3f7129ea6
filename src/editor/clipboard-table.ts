import type { Card } from '#shared/model/records/card.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { cellsInReadingOrder } from './reading-order.ts'

/** Cards as a spreadsheet sees them: rows of cells, each with the titles of its cards. */
export type CardTable = readonly (readonly (readonly string[])[])[]

/**
 * The titles of cards in the shape in which they stand: a row for each lane and a column for each step from the first to the last
 * that has one. Without cards of the grid, a row for each card.
 */
export function cardTable(snapshot: JourneySnapshot, cards: readonly Card[]): CardTable {
  const { ordered } = cellsInReadingOrder(snapshot, cards)
  const columns = new Map(stepsInOrder(snapshot).map((step, index) => [step.id, index]))
  const rows = new Map(lanesInOrder(snapshot).map((lane, index) => [lane.id, index]))
  const placed = ordered.flatMap(({ place, title }) => {
    if (place.kind !== 'cell') return []
    const [column, row] = [columns.get(place.stepId), rows.get(place.laneId)]
    return column === undefined || row === undefined ? [] : [{ column, row, title }]
  })
  const free = ordered.flatMap(({ place, title }) => (place.kind === 'cell' ? [] : [[[title]]]))
  if (placed.length === 0) return free
  const range = (numbers: readonly number[]): readonly [number, number] => [
    numbers.reduce((least, one) => Math.min(least, one)),
    numbers.reduce((most, one) => Math.max(most, one)),
  ]
  const [left, right] = range(placed.map(({ column }) => column))
  const [top, bottom] = range(placed.map(({ row }) => row))
  const table: string[][][] = Array.from({ length: bottom - top + 1 }, () =>
    Array.from({ length: right - left + 1 }, () => []),
  )
  for (const { column, row, title } of placed) table[row - top]?.[column - left]?.push(title)
  return [...table, ...free]
}

/** As spreadsheets write it to the clipboard: tabs between cells; a cell with a tab, line break or quote stands in quotes. */
export const tableToTsv = (table: CardTable): string =>
  table.map((cells) => cells.map((titles) => quoted(titles.join('\n'))).join('\t')).join('\n')

const quoted = (text: string): string => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The same as an HTML table, which also carries our own format for pasting into a journey. */
export function tableToHtml(table: CardTable, own: string): string {
  const rows = table.map(
    (cells) => `<tr>${cells.map((titles) => `<td>${titles.map(escaped).join('<br>')}</td>`).join('')}</tr>`,
  )
  return `<table data-waymark="${escaped(own)}"><tbody>${rows.join('')}</tbody></table>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
