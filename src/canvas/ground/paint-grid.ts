import { emotionY } from '#shared/layout/cells.ts'
import { columnsBetween, rowsBetween } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { EMOTION_SCALE } from '#shared/model/records/card.ts'
import type { CanvasColors } from './colors.ts'

const DOT_GAP_PX = 24
const DOTS_FROM_ZOOM = 0.4

/** Dots on the empty ground around the grid, so that panning can be seen. The context is in journey pixels. */
export function paintDots(
  ink: CanvasRenderingContext2D,
  { width, height }: Pick<JourneyLayout, 'width' | 'height'>,
  area: Rect,
  zoom: number,
  colors: CanvasColors,
): void {
  if (zoom < DOTS_FROM_ZOOM) return
  ink.fillStyle = colors.line
  const size = Math.max(1 / zoom, 1.6)
  const first = (at: number): number => Math.floor(at / DOT_GAP_PX) * DOT_GAP_PX
  for (let x = first(area.x); x < area.x + area.width; x += DOT_GAP_PX)
    for (let y = first(area.y); y < area.y + area.height; y += DOT_GAP_PX) {
      // The grid would cover them: there are thousands, and none of them is seen.
      const isCovered = x > 0 && x < width && y > 0 && y < height
      if (!isCovered) ink.fillRect(x, y, size, size)
    }
}

/** The grid's cells: a sheet, tinted by lane, with lines between. The context is in journey pixels. */
export function paintGrid(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
  zoom: number,
  colors: CanvasColors,
): void {
  const { width, height } = layout
  if (width === 0 || height === 0) return
  const hair = 1 / zoom
  ink.fillStyle = colors.surface
  ink.fillRect(0, 0, width, height)
  const rows = rowsBetween(layout, area.y, area.y + area.height)
  const left = Math.max(0, area.x)
  const right = Math.min(width, area.x + area.width)
  for (const row of rows) {
    ink.globalAlpha = colors.isDark ? 0.22 : 0.3
    ink.fillStyle = colors.lanes[row.kind].soft
    ink.fillRect(left, row.y, right - left, row.height)
    ink.globalAlpha = 1
    if (row.bandHeight > 0) paintScale(ink, row.y, row.bandHeight, left, right, zoom, colors)
  }
  ink.fillStyle = colors.line
  for (const row of rows) ink.fillRect(left, row.y + row.height - hair / 2, right - left, hair)
  const top = Math.max(0, area.y)
  const bottom = Math.min(height, area.y + area.height)
  for (const column of columnsBetween(layout, area.x, area.x + area.width)) {
    const isLastOfStage = layout.columns[column.index + 1]?.stageId !== column.stageId
    ink.fillStyle = isLastOfStage ? colors.lineStrong : colors.line
    ink.globalAlpha = isLastOfStage ? 0.45 : 0.8
    ink.fillRect(column.x + column.width - hair / 2, top, isLastOfStage ? hair * 1.25 : hair, bottom - top)
  }
  ink.globalAlpha = 1
}

/** The lines of the emotion scale, the neutral one dashed. */
function paintScale(
  ink: CanvasRenderingContext2D,
  rowY: number,
  bandHeight: number,
  left: number,
  right: number,
  zoom: number,
  colors: CanvasColors,
): void {
  if (zoom < 0.15) return
  ink.strokeStyle = colors.lanes.emotion.main
  ink.lineWidth = 1 / zoom
  for (let score: number = EMOTION_SCALE.min; score <= EMOTION_SCALE.max; score++) {
    const y = rowY + emotionY(score, bandHeight)
    ink.globalAlpha = score === 0 ? 0.4 : 0.14
    ink.setLineDash(score === 0 ? [5, 5] : [])
    // Dashes go on where another part was painted.
    ink.lineDashOffset = left
    ink.beginPath()
    ink.moveTo(left, y)
    ink.lineTo(right, y)
    ink.stroke()
  }
  ink.setLineDash([])
  ink.lineDashOffset = 0
  ink.globalAlpha = 1
}
