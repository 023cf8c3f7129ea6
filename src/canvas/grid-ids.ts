/** The DOM id of a card or title: by it the grid says to screen readers what belongs to which row and cell. */
export const gridId = (elementId: string): string => `grid-${elementId}`

/** Of its numbers, and of the pin of its comments, which are said after it where they are there. */
export const numbersId = (elementId: string): string => `${gridId(elementId)}-numbers`
export const commentsId = (elementId: string): string => `${gridId(elementId)}-comments`
export const aboutIds = (elementId: string): string => `${numbersId(elementId)} ${commentsId(elementId)}`

/** Of the cell where the keys are. */
export const CELL_ID = 'grid-cell'
