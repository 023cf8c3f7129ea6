/** A cell by its place: column 0 has the boxes that select rows. Row -1 is the head. */
export interface CellAt {
  readonly row: number
  readonly column: number
}

const PAGE_ROWS = 15

/** Where a key leads from a cell, as in a spreadsheet; `null` when it leads nowhere. */
export function walkTable(
  { key, isCommand }: { readonly key: string; readonly isCommand: boolean },
  { row, column }: CellAt,
  size: { readonly rows: number; readonly columns: number },
): CellAt | null {
  const at = (toRow: number, toColumn: number): CellAt => ({
    row: Math.max(-1, Math.min(size.rows - 1, toRow)),
    column: Math.max(0, Math.min(size.columns - 1, toColumn)),
  })
  switch (key) {
    case 'ArrowDown':
      return at(isCommand ? size.rows - 1 : row + 1, column)
    case 'ArrowUp':
      return at(isCommand ? 0 : row - 1, column)
    case 'ArrowRight':
      return at(row, isCommand ? size.columns - 1 : column + 1)
    case 'ArrowLeft':
      return at(row, isCommand ? 0 : column - 1)
    case 'Home':
      return at(isCommand ? 0 : row, 0)
    case 'End':
      return at(isCommand ? size.rows - 1 : row, size.columns - 1)
    case 'PageDown':
      return at(row + PAGE_ROWS, column)
    case 'PageUp':
      return at(Math.max(0, row - PAGE_ROWS), column)
    default:
      return null
  }
}
