import { blueprintLines } from '#shared/layout/blueprint-lines.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CanvasColors } from './colors.ts'

const DASHES: Readonly<Record<ReturnType<typeof blueprintLines>[number]['kind'], readonly number[]>> = {
  interaction: [],
  visibility: [9, 6],
  'internal-interaction': [2, 5],
}
const REACH_PX = 4

/** The lines of a service blueprint, each told apart by its dashes; their names stand at the lane names. The context is in journey pixels. */
export function paintBlueprint(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
  zoom: number,
  colors: CanvasColors,
): void {
  const lines = blueprintLines(layout).filter(({ y }) => y > area.y - REACH_PX && y < area.y + area.height + REACH_PX)
  if (lines.length === 0) return
  const from = Math.max(0, area.x)
  const to = Math.min(layout.width, area.x + area.width)
  if (from >= to) return
  ink.strokeStyle = colors.muted
  ink.lineWidth = Math.max(1.5, 1.25 / zoom)
  for (const { kind, y } of lines) {
    ink.setLineDash([...DASHES[kind]])
    // Dashes go on where another part was painted.
    ink.lineDashOffset = from
    ink.beginPath()
    ink.moveTo(from, y)
    ink.lineTo(to, y)
    ink.stroke()
  }
  ink.setLineDash([])
  ink.lineDashOffset = 0
}
