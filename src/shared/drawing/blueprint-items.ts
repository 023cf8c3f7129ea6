import { blueprintLines } from '#shared/layout/blueprint-lines.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { textWidth } from '#shared/layout/text-measure.ts'
import type { DrawingItem } from './drawing.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

const LABEL = { fontPx: 10.5, linePx: 14, isSemibold: true } as const

/** The lines of a service blueprint with their names at the left. */
export function* blueprintItems(layout: JourneyLayout, theme: DrawingTheme): Generator<DrawingItem> {
  for (const { title, y } of blueprintLines(layout)) {
    yield { kind: 'line', from: { x: 0, y }, to: { x: layout.width, y }, color: theme.muted, width: 2 }
    const rect = { x: 10, y: y - 8.5, width: textWidth(title, LABEL) + 16, height: 17 }
    yield { kind: 'box', rect, radius: 8.5, fill: theme.muted, stroke: null }
    yield textItem({ x: 18, y: y + 4 }, [title], { ...LABEL, color: theme.surface })
  }
}
