import { cellRect, columnsBetween, rowsBetween } from '#shared/layout/find.ts'
import { foldedCellKey, foldedCounts } from '#shared/layout/folded.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CanvasColors } from './colors.ts'

const COUNT_PX = 12
const WORDS_FROM_ZOOM = 0.3

/** What is folded away: thin columns, thin rows with the number of cards in each cell. The context is in journey pixels. */
export function paintFolds(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
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
