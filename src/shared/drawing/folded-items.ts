import { foldedCellKey, foldedCounts } from '#shared/layout/folded.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { DrawingItem } from './drawing.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

const TITLE = { fontPx: 13, linePx: 18, isSemibold: true } as const
const COUNT = { fontPx: 12, linePx: 16, align: 'middle' } as const

/** Columns that are folded away, with their turned titles, and how many cards the cells of folded rows hide. */
export function* foldedItems(layout: JourneyLayout, theme: DrawingTheme): Generator<DrawingItem> {
  const { columns, rows, height, snapshot } = layout
  for (const { fold, x, width, stageId, stepId } of columns) {
    if (fold === null) continue
    yield { kind: 'box', rect: { x, y: 0, width, height }, radius: 0, fill: theme.sunken, stroke: null }
    const title = stepId === null ? snapshot.stages.get(stageId)?.title : snapshot.steps.get(stepId)?.title
    const lines = wrapText(title ?? '', Math.max(40, height - 32), TITLE, 1)
    const at = { x: x + width / 2 - 4, y: 16 }
    yield { ...textItem(at, lines, { ...TITLE, color: theme.ink }), isTurned: true }
  }
  const { ofCell } = foldedCounts(layout)
  for (const row of rows) {
    if (!row.isCollapsed) continue
    for (const column of columns) {
      const count = column.fold === null ? (ofCell.get(foldedCellKey(column.index, row.laneId)) ?? 0) : 0
      if (count === 0) continue
      const at = { x: column.x + column.width / 2, y: row.y + row.height / 2 + 4 }
      yield textItem(at, [count === 1 ? '1 card' : `${count} cards`], { ...COUNT, color: theme.lanes[row.kind].ink })
    }
  }
}
