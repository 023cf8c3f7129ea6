import type { Point } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const RADIUS_PX = { note: 4, text: 4, frame: 8, shape: 8 } as const
const ARROW_PX = 14
const THOUSANDTHS = 1_000

/**
 * The outline of a free card as SVG path data, its upper left corner at 0,0. Every printer draws this one.
 */
export function freePath(card: Card, { width, height }: Size, strokeWidth: number): string {
  switch (card.kind) {
    case 'ink':
      return inkPath(card, { width, height })
    case 'shape':
      return shapePath(card, { width, height }, strokeWidth)
    default:
      return roundedPath({ width, height }, card.kind === 'frame' ? RADIUS_PX.frame : RADIUS_PX.note, 0)
  }
}

/** From where to where a line or an arrow goes, within its card; it is stored like a stroke of two points. */
export function lineEnds({ ink }: Pick<Card, 'ink'>, { width, height }: Size): readonly [from: Point, to: Point] {
  const [x1 = 0, y1 = 0, x2 = THOUSANDTHS, y2 = THOUSANDTHS] = ink?.[0] ?? []
  const at = (x: number, y: number): Point => ({ x: (x / THOUSANDTHS) * width, y: (y / THOUSANDTHS) * height })
  return [at(x1, y1), at(x2, y2)]
}

function shapePath(card: Card, { width, height }: Size, strokeWidth: number): string {
  const inset = strokeWidth / 2
  const [right, bottom] = [width - inset, height - inset]
  switch (card.shape) {
    case 'ellipse': {
      const [rx, ry] = [Math.max(0, width / 2 - inset), Math.max(0, height / 2 - inset)]
      return `M${n(inset)} ${n(height / 2)}a${n(rx)} ${n(ry)} 0 1 0 ${n(2 * rx)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-2 * rx)} 0z`
    }
    case 'diamond':
      return `M${n(width / 2)} ${n(inset)}L${n(right)} ${n(height / 2)}L${n(width / 2)} ${n(bottom)}L${n(inset)} ${n(height / 2)}z`
    case 'triangle':
      return `M${n(width / 2)} ${n(inset)}L${n(right)} ${n(bottom)}L${n(inset)} ${n(bottom)}z`
    case 'line':
    case 'arrow': {
      const [from, to] = lineEnds(card, { width, height })
      const line = `M${n(from.x)} ${n(from.y)}L${n(to.x)} ${n(to.y)}`
      return card.shape === 'arrow' ? line + arrowHead(from, to, strokeWidth) : line
    }
    default:
      return roundedPath({ width, height }, RADIUS_PX.shape, inset)
  }
}

function arrowHead(from: Point, to: Point, strokeWidth: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const length = ARROW_PX + 2 * strokeWidth
  const side = (turn: number): string =>
    `${n(to.x - length * Math.cos(angle + turn))} ${n(to.y - length * Math.sin(angle + turn))}`
  return `M${side(0.45)}L${n(to.x)} ${n(to.y)}L${side(-0.45)}`
}

function roundedPath({ width, height }: Size, radius: number, inset: number): string {
  const r = Math.max(0, Math.min(radius, width / 2 - inset, height / 2 - inset))
  const [w, h] = [width - 2 * inset - 2 * r, height - 2 * inset - 2 * r]
  const corner = (x: number, y: number): string => `a${n(r)} ${n(r)} 0 0 1 ${n(x)} ${n(y)}`
  return `M${n(inset + r)} ${n(inset)}h${n(w)}${corner(r, r)}v${n(h)}${corner(-r, r)}h${n(-w)}${corner(-r, -r)}v${n(-h)}${corner(r, -r)}z`
}

function inkPath({ ink = [] }: Card, { width, height }: Size): string {
  return ink
    .map((stroke) => {
      const points: Point[] = []
      for (let at = 0; at + 1 < stroke.length; at += 2) {
        const [x, y] = [(stroke[at] ?? 0) / THOUSANDTHS, (stroke[at + 1] ?? 0) / THOUSANDTHS]
        points.push({ x: x * width, y: y * height })
      }
      return penPath(points)
    })
    .join('')
}

/** A pen's line: through the middle between each two points, each point bending it. */
export function penPath(points: readonly Point[]): string {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return ''
  const bends = points.slice(1, -1).map((point, index) => {
    const next = points[index + 2] ?? last
    return `Q${n(point.x)} ${n(point.y)} ${n((point.x + next.x) / 2)} ${n((point.y + next.y) / 2)}`
  })
  return `M${n(first.x)} ${n(first.y)}${bends.join('')}L${n(last.x)} ${n(last.y)}`
}

const n = (value: number): string => String(Math.round(value * 100) / 100)
