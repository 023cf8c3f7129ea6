import { cornerSize, type LinkPath } from '#shared/layout/link-path.ts'
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

/** Below this zoom corners are sharp and crossings are not set apart: nobody could see it. */
const FINE_FROM_ZOOM = 0.3
const HALO_PX = 2

/** Links as lines with arrowheads, below the cards; where two cross, the later one runs over the other. The context is in journey pixels. */
export function paintLinks(ink: CanvasRenderingContext2D, shapes: readonly LinkShape[], looks: LinkLooks): void {
  const { colors, zoom, selected, hoveredId, flows, sight } = looks
  const isFine = zoom >= FINE_FROM_ZOOM
  ink.lineCap = 'round'
  ink.lineJoin = 'round'
  const arrows: {
    readonly path: LinkPath
    readonly arrowPx: number
    readonly color: string
    readonly alpha: number
  }[] = []
  const isMarked = ({ link }: LinkShape): boolean => selected.has(link.id) || hoveredId === link.id
  for (const shape of [...shapes.filter((one) => !isMarked(one)), ...shapes.filter(isMarked)]) {
    const { link, path } = shape
    const seen = sight.ofLink(link)
    if (seen === 'hidden') continue
    const flow = flows?.byLink.get(link.id)?.flow.value ?? null
    const isStrong = isMarked(shape)
    const color = isStrong ? colors.accent : flow === null ? colors.faint : colors.lanes.touchpoint.main
    const width = flow === null || !flows ? USUAL_WIDTH_PX : flowWidth(flow, flows.greatest)
    const lineWidth = Math.max(isStrong ? width + 0.75 : width, 1.2 / zoom)
    const arrowPx = Math.max(ARROW_PX + width, 4 / zoom)
    ink.beginPath()
    traceLink(ink, path, arrowPx * 0.8, isFine)
    if (isFine && seen === 'shown') {
      ink.strokeStyle = colors.surface
      ink.globalAlpha = 0.9
      ink.lineWidth = lineWidth + 2 * HALO_PX
      ink.stroke()
    }
    ink.globalAlpha = (flow !== null && !isStrong ? 0.55 : 1) * (seen === 'dimmed' ? ASIDE_ALPHA : 1)
    ink.strokeStyle = color
    ink.lineWidth = lineWidth
    ink.stroke()
    arrows.push({ path, arrowPx, color, alpha: ink.globalAlpha })
  }
  // Last, so that no line runs over a tip.
  for (const { path, arrowPx, color, alpha } of arrows) {
    ink.globalAlpha = alpha
    ink.fillStyle = color
    paintArrow(ink, path, arrowPx)
  }
  ink.globalAlpha = 1
}

/** The line ends at the arrowhead's foot, so that a wide line does not stick out of the tip. */
function traceLink(
  ink: CanvasRenderingContext2D,
  { points, radius, angle, curve }: LinkPath,
  footPx: number,
  isFine: boolean,
): void {
  const last = points.length - 1
  const [start] = points
  const stop = points[last]
  if (curve && start && stop) {
    const { control1, control2 } = curve
    const foot = { x: stop.x - Math.cos(angle) * footPx, y: stop.y - Math.sin(angle) * footPx }
    ink.moveTo(start.x, start.y)
    ink.bezierCurveTo(control1.x, control1.y, control2.x, control2.y, foot.x, foot.y)
    return
  }
  points.forEach((point, index) => {
    const next = points[index + 1]
    const before = points[index - 1]
    if (!before) ink.moveTo(point.x, point.y)
    else if (index === last) ink.lineTo(point.x - Math.cos(angle) * footPx, point.y - Math.sin(angle) * footPx)
    else if (isFine && radius > 0 && next)
      ink.arcTo(point.x, point.y, next.x, next.y, cornerSize(before, point, next, radius))
    else ink.lineTo(point.x, point.y)
  })
}

function paintArrow(ink: CanvasRenderingContext2D, { points, angle }: LinkPath, arrowPx: number): void {
  const to = points.at(-1)
  if (!to) return
  ink.beginPath()
  ink.moveTo(to.x, to.y)
  for (const side of [1, -1]) {
    const corner = angle + side * 2.65
    ink.lineTo(to.x + Math.cos(corner) * arrowPx, to.y + Math.sin(corner) * arrowPx)
  }
  ink.closePath()
  ink.fill()
}
