import { createStore } from 'zustand/vanilla'
import type { ColumnId } from './table-columns.ts'
import type { TableSort } from './table-rows.ts'

interface TableState {
  readonly sort: TableSort | null
  readonly hidden: ReadonlySet<ColumnId>
}

/** How one has arranged the table; kept while the page lives, so that going to the canvas and back changes nothing. */
export const tableState = createStore<TableState>(() => ({ sort: null, hidden: new Set() }))

/** Sorts up, then down, then in the order of the journey again. */
export const sortBy = (column: ColumnId): void =>
  tableState.setState(({ sort }) => ({
    sort: sort?.column !== column ? { column, isDown: false } : sort.isDown ? null : { column, isDown: true },
  }))

/** Shows a column, or hides it. */
export const toggleColumn = (column: ColumnId): void =>
  tableState.setState(({ hidden }) => {
    const next = new Set(hidden)
    if (!next.delete(column)) next.add(column)
    return { hidden: next }
  })
