import { blueprintLines } from '#shared/layout/blueprint-lines.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CanvasColors } from './colors.ts'

const DASHES: Readonly<Record<ReturnType<typeof blueprintLines>[number]['kind'], readonly number[]>> = {
  interaction: [],
  visibility: [9, 6],
  'internal-interaction': [2, 5],
}
const LABEL = { fontPx: 10.5, height: 17, padding: 8 } as const
const WORDS_FROM_ZOOM = 0.45

/** The lines of a service blueprint, each told apart by its dashes and its name at the left edge. The context is in journey pixels. */
export function paintBlueprint(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
  left: number,
  zoom: number,
  colors: CanvasColors,
): void {
  const lines = blueprintLines(layout).filter(
    ({ y }) => y > area.y - LABEL.height && y < area.y + area.height + LABEL.height,
  )
  if (lines.length === 0) return
  const from = Math.max(0, area.x)
  const to = Math.min(layout.width, area.x + area.width)
  if (from >= to) return
  ink.strokeStyle = colors.muted
  ink.lineWidth = Math.max(1.5, 1.25 / zoom)
  for (const { kind, y } of lines) {
    ink.setLineDash([...DASHES[kind]])
    // Dashes stay where they are while the view moves.
    ink.lineDashOffset = from
    ink.beginPath()
    ink.moveTo(from, y)
    ink.lineTo(to, y)
    ink.stroke()
  }
  ink.setLineDash([])
  ink.lineDashOffset = 0
  if (zoom < WORDS_FROM_ZOOM) return
  ink.font = `600 ${LABEL.fontPx}px ${colors.font}`
  ink.textBaseline = 'middle'
  const x = Math.min(Math.max(0, left), Math.max(0, layout.width - 200)) + 10
  for (const { title, y } of lines) {
    const width = ink.measureText(title).width + 2 * LABEL.padding
    ink.fillStyle = colors.muted
    ink.beginPath()
    ink.roundRect(x, y - LABEL.height / 2, width, LABEL.height, LABEL.height / 2)
    ink.fill()
    ink.fillStyle = colors.surface
    ink.fillText(title, x + LABEL.padding, y + 0.5)
  }
  ink.textBaseline = 'alphabetic'
}
