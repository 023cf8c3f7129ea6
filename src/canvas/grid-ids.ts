/** The DOM id of a card or title: by it the grid says to screen readers what belongs to which row and cell. */
export const gridId = (elementId: string): string => `grid-${elementId}`

/** Of the cell where the keys are. */
export const CELL_ID = 'grid-cell'
