import { cellRect, columnsBetween, rowsBetween } from '#shared/layout/find.ts'
import { foldedCellKey, foldedCounts } from '#shared/layout/folded.ts'
import type { JourneyLayout, StepColumn } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { CanvasColors } from './colors.ts'

const TITLE_PX = 13
/** The turned title begins so far below what covers it. */
const TITLE_TOP_PX = 16
const COUNT_PX = 12
const WORDS_FROM_ZOOM = 0.3

/**
 * What is folded away: thin columns with their turned titles, thin rows with the number of cards in each cell. `top` is where the
 * sticky titles end, so that a turned title stays in sight. The context is in journey pixels.
 */
export function paintFolds(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
  top: number,
  zoom: number,
  colors: CanvasColors,
): void {
  const columns = columnsBetween(layout, area.x, area.x + area.width)
  const rows = rowsBetween(layout, area.y, area.y + area.height).filter((row) => row.isCollapsed)
  const folded = columns.filter((column) => column.fold !== null)
  if (rows.length === 0 && folded.length === 0) return
  ink.fillStyle = colors.sunken
  ink.globalAlpha = 0.85
  for (const { x, width } of folded) ink.fillRect(x + 0.5, 0, width - 1, layout.height)
  ink.globalAlpha = 1
  if (zoom < WORDS_FROM_ZOOM) return
  ink.textBaseline = 'middle'
  for (const column of folded) paintTurnedTitle(ink, layout, column, top, colors)
  const { ofCell } = foldedCounts(layout)
  ink.textAlign = 'center'
  for (const row of rows)
    for (const column of columns) {
      const count = column.fold === null ? (ofCell.get(foldedCellKey(column.index, row.laneId)) ?? 0) : 0
      if (count === 0) continue
      const { x, y, width, height } = cellRect({ column, row })
      const lane = colors.lanes[row.kind]
      const words = count === 1 ? '1 card' : `${count} cards`
      ink.font = `500 ${COUNT_PX}px ${colors.font}`
      const pill = ink.measureText(words).width + 20
      ink.fillStyle = lane.soft
      ink.beginPath()
      ink.roundRect(x + (width - pill) / 2, y + height / 2 - 11, pill, 22, 11)
      ink.fill()
      ink.fillStyle = lane.ink
      ink.fillText(words, x + width / 2, y + height / 2 + 0.5)
    }
  ink.textAlign = 'start'
  ink.textBaseline = 'alphabetic'
}

function paintTurnedTitle(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  { x, width, fold, stageId, stepId }: StepColumn,
  top: number,
  colors: CanvasColors,
): void {
  const { stages, steps } = layout.snapshot
  const title = fold === 'stage' ? stages.get(stageId)?.title : stepId === null ? '' : steps.get(stepId)?.title
  const y = Math.min(Math.max(0, top), Math.max(0, layout.height - 80)) + TITLE_TOP_PX
  const room = layout.height - y - TITLE_TOP_PX
  const words = title?.trim() ? title : `Untitled ${fold ?? 'step'}`
  const [line = ''] = wrapText(words, Math.max(40, room), { fontPx: TITLE_PX, isSemibold: true }, 1)
  ink.save()
  ink.translate(x + width / 2, y)
  ink.rotate(Math.PI / 2)
  ink.font = `600 ${TITLE_PX}px ${colors.font}`
  ink.fillStyle = fold === 'stage' ? colors.ink : colors.muted
  ink.fillText(line, 0, 0)
  ink.restore()
}
