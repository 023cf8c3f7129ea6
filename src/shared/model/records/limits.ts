/** How large one journey's parts may be. Past a limit a command refuses, an import says so, and a stored record is cut when read. */
export const TITLE_MAX_LENGTH = 2_000
export const DETAILS_MAX_LENGTH = 20_000
export const CARDS_MAX = 50_000
export const LIST_MAX_LENGTH = 200
export const NAME_MAX_LENGTH = 500
export const ORDER_MAX_LENGTH = 256
/** Stages, steps, lanes, personas: nobody draws a thousand of them. */
export const SMALL_LIST_MAX = 1_000

export const CARD_SPAN_MAX = 100
export const TAGS_MAX = 30
export const TAG_MAX_LENGTH = 60
/** A stroke of a drawing has at most so many numbers, two a point; a drawing at most so many strokes. */
export const INK_STROKE_MAX = 4_000
export const INK_STROKES_MAX = 50
export const IMAGE_SIDE_MAX_PX = 20_000

export const STEP_WIDTH_PX = { min: 160, max: 720, default: 232 } as const
export const LANE_HEIGHT_PX = { min: 64, max: 1_200, default: 96 } as const
export const FREE_CARD_SIZE_PX = { min: 8, max: 4_000, defaultWidth: 220, defaultHeight: 140 } as const
/** Of a free card's place among the others, from the bottom up. */
export const LAYER_MAX = 1_000_000_000
/** Free cards may lie this far from the grid's corner. */
export const FREE_POSITION_MAX_PX = 1_000_000
