/**
 * The measures of a drawn journey, in journey pixels. The grid's cells start at 0,0; the stage and step titles take the band above
 * it (negative y), the lane names the band to the left of it (negative x). On screen both bands stick to the edges; in a printed
 * drawing they are where these numbers say.
 */
export const STAGE_TITLE_HEIGHT_PX = 40
export const STEP_TITLE_HEIGHT_PX = 44
export const HEADER_HEIGHT_PX = STAGE_TITLE_HEIGHT_PX + STEP_TITLE_HEIGHT_PX
export const LANE_NAMES_WIDTH_PX = 168

/** The column of a stage that has no step yet. */
export const EMPTY_STAGE_WIDTH_PX = 200

/** A stage or step that is folded away, and a lane. */
export const FOLDED_COLUMN_PX = 56
export const FOLDED_ROW_PX = 36

export const CELL_PADDING_PX = 14
export const CARD_GAP_PX = 8
/** The strip that leads to the further cards of a crowded cell. */
export const PAGE_STRIP_PX = 32
/** The tracks in which links run above or below a lane's cards, and the least distance from cards and edges. */
export const LINK_TRACK_PX = { plain: 9, labelled: 24, margin: 6 } as const
/** The most room that a lane keeps for links above, or below, its cards; with more links their tracks are narrower. */
export const LINK_ROOM_MAX_PX = 140

export const CARD_PADDING_PX = 10
/** The icon to the left of a card's text, with the gap after it. */
export const CARD_ICON_PX = { plain: 24, touchpoint: 36 } as const
/** The mark to the right of the text that tells how well a card is proved; an assumption has none. */
export const CARD_EVIDENCE_PX = 18
export const CARD_TITLE = { fontPx: 13, linePx: 18, maxLines: 8 } as const
export const CARD_DETAILS = { fontPx: 12, linePx: 16, maxLines: 3, gapPx: 3 } as const
/** How far each level of a list in a card's details stands in. */
export const CARD_LIST_INDENT_PX = 14
/** Persona dots, ratings, status. */
export const CARD_FOOTER_PX = 24
/** The strip of a touchpoint that is bound to events; the readings stand in it. */
export const CARD_READINGS_PX = 30
/** The same of a metric, which is there for its numbers. */
export const METRIC_READINGS_PX = 52
/** The row of large icons of a channel card. */
export const CARD_CHANNELS_PX = 38
/** A star or flag that stands on a card's upper edge. */
export const MARK_PX = 18
export const CARD_MIN_HEIGHT_PX = 38

/** A picture in a cell; one that is not chosen yet takes the place of an `empty` one. */
export const CARD_IMAGE = {
  minHeightPx: 60,
  maxHeightPx: 320,
  empty: { width: 16, height: 9 },
  title: { fontPx: 12, linePx: 16, maxLines: 2, paddingPx: 6 },
} as const

/** The emotion lane: a face on the curve with its words below. */
export const EMOTION_BAND_MIN_PX = 236
export const EMOTION_FACE_PX = 32
export const EMOTION_LABEL = { fontPx: 12, linePx: 15, maxLines: 2, gapPx: 4, paddingPx: 6 } as const
/** Below the faces of a cell in which a feeling is measured, where it is said that it and the assumed one disagree. */
export const APART_ROOM_PX = 40
/** So many scored cards stand side by side in one cell; further ones are stacked below the band. */
export const EMOTION_COLUMNS_MAX = 3

/** The band at a frame's upper edge in which its title stands. */
export const FRAME_TITLE_PX = 32

/** A free card shows as much of its title as fits; no more lines than this are ever laid out. */
export const FREE_CARD_TITLE_LINES_MAX = 40
