import { type EmotionCurve, emotionCurves, smoothPath } from '#shared/layout/emotion-curve.ts'
import { rowsBetween } from '#shared/layout/find.ts'
import type { JourneyLayout, LaneCells, LaneRow } from '#shared/layout/journey-layout.ts'
import { emotionY } from '#shared/layout/cells.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import { ASIDE_ALPHA, EVERYBODY, isAside } from '../card-sight.ts'
import type { CanvasColors } from './colors.ts'

interface KnownCurves {
  readonly columns: JourneyLayout['columns']
  readonly personas: JourneyLayout['snapshot']['personas']
  readonly curves: readonly EmotionCurve[]
}

const known = new WeakMap<LaneCells, KnownCurves>()

function curvesOf(layout: JourneyLayout, row: LaneRow): readonly EmotionCurve[] {
  const cells = layout.cells.get(row.laneId)
  if (!cells) return []
  const { personas } = layout.snapshot
  const last = known.get(cells)
  if (last?.columns === layout.columns && last.personas === personas) return last.curves
  const curves = emotionCurves(layout, row.laneId)
  known.set(cells, { columns: layout.columns, personas, curves })
  return curves
}

/** The curve of each persona, with a soft fill down to neutral. The context is in journey pixels. */
export function paintCurves(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
  zoom: number,
  colors: CanvasColors,
  /** The personas that are looked at; empty: all. */
  focus: ReadonlySet<string> = EVERYBODY,
): void {
  for (const row of rowsBetween(layout, area.y, area.y + area.height)) {
    if (row.bandHeight === 0) continue
    const curves = curvesOf(layout, row)
    const neutral = row.y + emotionY(0, row.bandHeight)
    for (const curve of curves) {
      const persona = curve.personaId === null ? undefined : layout.snapshot.personas.get(curve.personaId)
      const color = (persona && colors.personas[persona.color]) ?? colors.lanes.emotion.main
      ink.strokeStyle = color
      ink.fillStyle = color
      ink.lineCap = 'round'
      const alpha = isAside(curve.personaId === null ? [] : [curve.personaId], focus) ? ASIDE_ALPHA : 1
      ink.globalAlpha = alpha
      for (const run of curve.runs) {
        const points = run.map((point) => ({ x: point.x, y: point.y + row.y }))
        if (points.length > 1)
          paintRun(ink, points, { neutral, zoom, fillAlpha: curves.length === 1 ? 0.1 : 0.06, alpha })
        else if (points[0]) paintDot(ink, points[0], zoom)
      }
      ink.globalAlpha = 1
    }
  }
}

interface RunLooks {
  /** Where the fill ends. */
  readonly neutral: number
  readonly zoom: number
  readonly fillAlpha: number
  /** Of the whole run. */
  readonly alpha: number
}

function paintRun(
  ink: CanvasRenderingContext2D,
  points: readonly Point[],
  { neutral, zoom, fillAlpha, alpha }: RunLooks,
): void {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return
  const pieces = smoothPath(points)
  const trace = (): void => {
    ink.moveTo(first.x, first.y)
    for (const { control1, control2, to } of pieces)
      ink.bezierCurveTo(control1.x, control1.y, control2.x, control2.y, to.x, to.y)
  }
  ink.globalAlpha = fillAlpha * alpha
  ink.beginPath()
  trace()
  ink.lineTo(last.x, neutral)
  ink.lineTo(first.x, neutral)
  ink.fill()
  ink.globalAlpha = alpha
  ink.lineWidth = Math.max(2.5, 1.5 / zoom)
  ink.beginPath()
  trace()
  ink.stroke()
}

function paintDot(ink: CanvasRenderingContext2D, point: Point, zoom: number): void {
  ink.beginPath()
  ink.arc(point.x, point.y, Math.max(4, 2 / zoom), 0, 2 * Math.PI)
  ink.fill()
}
