import type { Card } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { cellsInReadingOrder } from '#src/editor/reading-order.ts'
import type { Sight } from '#src/editor/lens.ts'
import { type ColumnId, TABLE_COLUMNS, type TableColumn } from './table-columns.ts'

export interface TableSort {
  readonly column: ColumnId
  readonly isDown: boolean
}

/** The cards in the order of the table: that of the journey unless it is sorted; cells without a value come last either way. */
export function tableRows(
  snapshot: JourneySnapshot,
  sort: TableSort | null,
  sight: ((card: Card) => Sight) | null,
): readonly Card[] {
  const seen = [...snapshot.cards.values()].filter((card) => sight?.(card) !== 'hidden')
  const cards = cellsInReadingOrder(snapshot, seen).ordered
  const column = sort && TABLE_COLUMNS.find(({ id }) => id === sort.column)
  if (!column) return cards
  const sign = sort.isDown ? -1 : 1
  const keyed = cards.map((card, index) => ({ card, index, key: keyOf(column, card, snapshot) }))
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined)
      return a.key === b.key ? a.index - b.index : a.key === undefined ? 1 : -1
    return sign * compared(a.key, b.key) || a.index - b.index
  })
  return keyed.map(({ card }) => card)
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const compared = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b))

function keyOf(column: TableColumn, card: Card, snapshot: JourneySnapshot): string | number | undefined {
  if (column.rank) return column.rank(card, snapshot)
  const text = column.text(card, snapshot)
  return text === '' ? undefined : text
}

/** A block for a spreadsheet, with a head: cells that hold tabs, line breaks or quotes are quoted as spreadsheets do. */
export function tableText(cards: readonly Card[], columns: readonly TableColumn[], snapshot: JourneySnapshot): string {
  const lines = [
    columns.map(({ label }) => label),
    ...cards.map((card) => columns.map((column) => column.text(card, snapshot))),
  ]
  return lines.map((cells) => cells.map(quoted).join('\t')).join('\n')
}

const quoted = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
