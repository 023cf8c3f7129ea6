import { emotionY } from '#shared/layout/cells.ts'
import { contentRect, itemRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { grownRect, type Rect } from '#shared/layout/rect.ts'
import {
  HEADER_HEIGHT_PX,
  LANE_NAMES_WIDTH_PX,
  STAGE_TITLE_HEIGHT_PX,
  STEP_TITLE_HEIGHT_PX,
} from '#shared/layout/sizes.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import { type Card, EMOTION_SCALE } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { cardItems } from './card-items.ts'
import { curveItems, curveNamesWidth, futurePointItems, type HiddenPersonas } from './curve-items.ts'
import type { DrawingItem } from './drawing.ts'
import { blueprintItems } from './blueprint-items.ts'
import type { freeItems } from './free-items.ts'
import { foldedItems } from './folded-items.ts'
import { stepHandOffItems } from './hand-off-items.ts'
import type { LinkDrawing } from './link-drawing.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

const MARGIN_PX = 24

/** One card as it is drawn. */
export interface CardDrawing {
  readonly card: Card
  readonly rect: Rect
  readonly items: readonly DrawingItem[]
}

/** A drawing in the parts that lie on each other, from the bottom up: whoever prints may dim or leave out cards one by one. */
export interface DrawingParts {
  /** Grid, titles, curves and the lines of links. */
  readonly below: readonly DrawingItem[]
  readonly cards: readonly CardDrawing[]
  /** Points of future curves, words of links, hand-offs. */
  readonly above: readonly DrawingItem[]
}

/** What not every journey has, and whose code may come after the rest. */
interface LaterParts {
  /** Absent: none; whoever prints lays them between the parts. */
  readonly links?: LinkDrawing | undefined
  /** Draws notes, shapes, frames and ink beside the grid; absent: their places stay empty. */
  readonly free?: typeof freeItems | undefined
}

/** A whole journey in its parts; see `drawingOf`. */
export function drawingParts(
  snapshot: JourneySnapshot,
  layout: JourneyLayout,
  theme: DrawingTheme,
  hiddenPersonas?: HiddenPersonas,
  { links, free }: LaterParts = {},
): DrawingParts {
  return {
    below: [
      ...gridItems(layout, theme),
      ...foldedItems(layout, theme),
      ...blueprintItems(layout, theme),
      ...titleItems(snapshot, layout, theme),
      ...curveItems(layout, theme, hiddenPersonas),
      ...(links?.lines ?? []),
    ],
    cards: [
      ...freeCards(snapshot, layout, theme, 'frames', free),
      ...cellCards(snapshot, layout, theme),
      ...freeCards(snapshot, layout, theme, 'others', free),
    ],
    above: [
      ...futurePointItems(layout, theme, hiddenPersonas),
      ...(links?.marks ?? []),
      ...stepHandOffItems(layout, theme),
    ],
  }
}

/** Around everything that is drawn, with a margin. */
export function drawingBounds(layout: JourneyLayout): Rect {
  const { x, y, width, height } = contentRect(layout)
  const right = Math.max(x + width, layout.width + curveNamesWidth(layout))
  return grownRect({ x, y, width: right - x, height }, MARGIN_PX)
}

function* gridItems(layout: JourneyLayout, theme: DrawingTheme): Generator<DrawingItem> {
  const { width, height } = layout
  yield { kind: 'box', rect: { x: 0, y: 0, width, height }, radius: 0, fill: theme.surface, stroke: null }
  for (const row of layout.rows) {
    const { main, soft } = theme.lanes[row.kind]
    const name = { x: -LANE_NAMES_WIDTH_PX, y: row.y, width: LANE_NAMES_WIDTH_PX, height: row.height }
    yield { kind: 'box', rect: name, radius: 0, fill: soft, stroke: null }
    yield { kind: 'box', rect: { ...name, width: 4 }, radius: 0, fill: main, stroke: null }
    if (row.bandHeight > 0)
      for (let score: number = EMOTION_SCALE.min; score <= EMOTION_SCALE.max; score++) {
        const y = row.y + emotionY(score, row.bandHeight)
        yield {
          kind: 'line',
          from: { x: 0, y },
          to: { x: width, y },
          color: theme.line,
          width: score === 0 ? 1.5 : 0.75,
        }
      }
    const y = row.y + row.height
    yield { kind: 'line', from: { x: -LANE_NAMES_WIDTH_PX, y }, to: { x: width, y }, color: theme.line, width: 1 }
  }
  for (const column of layout.columns) {
    const x = column.x + column.width
    yield { kind: 'line', from: { x, y: 0 }, to: { x, y: height }, color: theme.line, width: 1 }
  }
}

function* titleItems(snapshot: JourneySnapshot, layout: JourneyLayout, theme: DrawingTheme): Generator<DrawingItem> {
  for (const span of layout.stages) {
    const rect = { x: span.x + 2, y: -HEADER_HEIGHT_PX, width: span.width - 4, height: STAGE_TITLE_HEIGHT_PX - 4 }
    yield { kind: 'box', rect, radius: 8, fill: theme.ink, stroke: null }
    const stage = snapshot.stages.get(span.stageId)
    if (stage?.isCollapsed) continue
    const title = stage?.title ?? ''
    const lines = wrapText(title, span.width - 24, { fontPx: 14, isSemibold: true }, 1)
    yield textItem({ x: rect.x + 12, y: rect.y + 23 }, lines, {
      fontPx: 14,
      linePx: 19,
      isSemibold: true,
      color: theme.surface,
    })
  }
  for (const column of layout.columns) {
    if (column.stepId === null || column.fold !== null) continue
    const title = snapshot.steps.get(column.stepId)?.title ?? ''
    const lines = wrapText(title, column.width - 24, { fontPx: 13, isSemibold: true }, 2)
    const y = -STEP_TITLE_HEIGHT_PX + (lines.length > 1 ? 17 : 26)
    yield textItem({ x: column.x + 12, y: y }, lines, { fontPx: 13, linePx: 18, isSemibold: true, color: theme.ink })
  }
  for (const row of layout.rows) {
    const title = snapshot.lanes.get(row.laneId)?.title ?? ''
    const most = row.isCollapsed ? 1 : 3
    const lines = wrapText(title, LANE_NAMES_WIDTH_PX - 32, { fontPx: 13, isSemibold: true }, most)
    const color = theme.lanes[row.kind].ink
    yield textItem({ x: -LANE_NAMES_WIDTH_PX + 18, y: row.y + (row.isCollapsed ? 23 : 26) }, lines, {
      fontPx: 13,
      linePx: 18,
      isSemibold: true,
      color,
    })
  }
}

function* cellCards(snapshot: JourneySnapshot, layout: JourneyLayout, theme: DrawingTheme): Generator<CardDrawing> {
  for (const row of layout.rows)
    for (const [stepId, cell] of layout.cells.get(row.laneId) ?? []) {
      const column = layout.columnOfStep.get(stepId)
      if (!column) continue
      for (const item of cell.items) {
        const rect = itemRect(item, { column, row })
        yield { card: item.card, rect, items: cardItems(snapshot, item.card, rect, item, theme) }
      }
    }
}

/** What lies beside the grid; frames are drawn below the cards of the grid, all else above them. */
function* freeCards(
  snapshot: JourneySnapshot,
  layout: JourneyLayout,
  theme: DrawingTheme,
  which: 'frames' | 'others',
  free: LaterParts['free'],
): Generator<CardDrawing> {
  for (const { card, rect } of layout.free)
    if ((card.kind === 'frame') === (which === 'frames'))
      yield { card, rect, items: cardItems(snapshot, card, rect, undefined, theme, free) }
}
