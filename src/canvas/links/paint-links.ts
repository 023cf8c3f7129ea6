import type { LinkPath } from '#shared/layout/link-path.ts'
import { ASIDE_ALPHA, type CardSight } from '../card-sight.ts'
import type { CanvasColors } from '../ground/colors.ts'
import { flowWidth, type LinkFlows } from './link-flows.ts'
import type { LinkShape } from './link-shapes.ts'

interface LinkLooks {
  readonly colors: CanvasColors
  readonly zoom: number
  readonly selected: ReadonlySet<string>
  readonly hoveredId: string | null
  /** While the overlay is on. */
  readonly flows: LinkFlows | null
  readonly sight: CardSight
}

const USUAL_WIDTH_PX = 1.75
const ARROW_PX = 7

/** Links as smooth lines with arrowheads, below the cards. The context is in journey pixels. */
export function paintLinks(ink: CanvasRenderingContext2D, shapes: readonly LinkShape[], looks: LinkLooks): void {
  const { colors, zoom, selected, hoveredId, flows, sight } = looks
  ink.lineCap = 'round'
  for (const { link, path } of shapes) {
    const seen = sight.ofLink(link)
    if (seen === 'hidden') continue
    const flow = flows?.byLink.get(link.id)?.flow.value ?? null
    const isMarked = selected.has(link.id) || hoveredId === link.id
    const color = isMarked ? colors.accent : flow === null ? colors.lineStrong : colors.lanes.touchpoint.main
    const width = flow === null || !flows ? USUAL_WIDTH_PX : flowWidth(flow, flows.greatest)
    ink.strokeStyle = color
    ink.fillStyle = color
    ink.globalAlpha = (flow !== null && !isMarked ? 0.55 : 1) * (seen === 'dimmed' ? ASIDE_ALPHA : 1)
    ink.lineWidth = Math.max(isMarked ? width + 0.75 : width, 1.2 / zoom)
    paintLink(ink, path, Math.max(ARROW_PX + width, 4 / zoom))
  }
  ink.globalAlpha = 1
}

/** One link; the line ends at the arrowhead's foot, so that a wide line does not stick out of the tip. */
export function paintLink(ink: CanvasRenderingContext2D, path: LinkPath, arrowPx: number): void {
  const { from, control1, control2, to, angle } = path
  const foot = { x: to.x - Math.cos(angle) * arrowPx * 0.8, y: to.y - Math.sin(angle) * arrowPx * 0.8 }
  ink.beginPath()
  ink.moveTo(from.x, from.y)
  ink.bezierCurveTo(control1.x, control1.y, control2.x, control2.y, foot.x, foot.y)
  ink.stroke()
  ink.beginPath()
  ink.moveTo(to.x, to.y)
  for (const side of [1, -1]) {
    const corner = angle + side * 2.65
    ink.lineTo(to.x + Math.cos(corner) * arrowPx, to.y + Math.sin(corner) * arrowPx)
  }
  ink.closePath()
  ink.fill()
}
