import type { EmotionCurve } from '#shared/layout/emotion-curve.ts'
import { smoothPath } from '#shared/layout/emotion-curve.ts'
import { rowsBetween } from '#shared/layout/find.ts'
import type { JourneyLayout, LaneRow } from '#shared/layout/journey-layout.ts'
import { MEASURED_LINE, type MeasuredPoint, RHOMBUS_PX, shoulderOf } from '#shared/layout/measured-curve.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { ASIDE_ALPHA, type PersonaSight } from '../card-sight.ts'
import { measuredOfRow } from '../curves/measured-of-row.ts'
import type { CanvasColors } from './colors.ts'

interface Looks {
  readonly layout: JourneyLayout
  readonly area: Rect
  readonly zoom: number
  readonly colors: CanvasColors
  readonly sight: PersonaSight
  readonly readings: JourneyReadings
}

/** The measured curves of the emotion lanes in view, beside the assumed ones. The context is in journey pixels. */
export function paintMeasured(ink: CanvasRenderingContext2D, looks: Looks): void {
  const { layout, area, readings } = looks
  if (!readings.feelings) return
  ink.lineCap = 'butt'
  ink.setLineDash([])
  for (const row of rowsBetween(layout, area.y, area.y + area.height)) {
    const { curves, points } = measuredOfRow(layout, row, readings)
    for (const curve of curves) paintLine(ink, curve, row, looks)
    for (const point of points) paintPoint(ink, point, row, looks)
  }
  ink.globalAlpha = 1
}

const alphaOf = (sight: ReturnType<PersonaSight>): number => (sight === 'dimmed' ? ASIDE_ALPHA : 1)

/** Two thin lines side by side: a broad one, and what is behind it along its middle. */
function paintLine(ink: CanvasRenderingContext2D, curve: EmotionCurve, row: LaneRow, looks: Looks): void {
  const { layout, zoom, colors, sight } = looks
  const seen = sight(curve.personaId)
  if (seen === 'hidden') return
  const persona = curve.personaId === null ? undefined : layout.snapshot.personas.get(curve.personaId)
  const scale = Math.max(1, 0.6 / zoom)
  ink.globalAlpha = alphaOf(seen)
  for (const run of curve.runs) {
    const path = pathOf(run, row.y)
    ink.strokeStyle = (persona && colors.personas[persona.color]) ?? colors.lanes.emotion.main
    ink.lineWidth = MEASURED_LINE.outerPx * scale
    ink.stroke(path)
    ink.strokeStyle = colors.surface
    ink.lineWidth = MEASURED_LINE.innerPx * scale
    ink.stroke(path)
  }
}

function pathOf(points: readonly Point[], top: number): Path2D {
  const path = new Path2D()
  const [first] = points
  if (!first) return path
  path.moveTo(first.x, first.y + top)
  for (const { control1, control2, to } of smoothPath(points))
    path.bezierCurveTo(control1.x, control1.y + top, control2.x, control2.y + top, to.x, to.y + top)
  return path
}

const CAP_PX = 5

/** A rhombus at the measured level, with its interval as a bar; hollow and grey where it rests on too little. */
function paintPoint(ink: CanvasRenderingContext2D, point: MeasuredPoint, row: LaneRow, looks: Looks): void {
  const { layout, zoom, colors, sight } = looks
  const { reach, isWeak, card } = point
  const x = point.x + shoulderOf(point)
  const [only, ...others] = card.personaIds
  const about = only !== undefined && others.length === 0 ? only : null
  const seen = sight(about)
  if (seen === 'hidden') return
  const persona = about === null ? undefined : layout.snapshot.personas.get(about)
  const color = isWeak ? colors.faint : ((persona && colors.personas[persona.color]) ?? colors.lanes.emotion.main)
  const y = point.y + row.y
  ink.globalAlpha = alphaOf(seen)
  ink.strokeStyle = color
  ink.lineWidth = 1.5
  if (reach) {
    const [top, bottom] = [reach[0] + row.y, reach[1] + row.y]
    ink.beginPath()
    ink.moveTo(x, top)
    ink.lineTo(x, bottom)
    for (const end of [top, bottom]) {
      ink.moveTo(x - CAP_PX, end)
      ink.lineTo(x + CAP_PX, end)
    }
    ink.stroke()
  }
  const half = Math.max(RHOMBUS_PX, 3 / zoom)
  ink.beginPath()
  ink.moveTo(x, y - half)
  ink.lineTo(x + half, y)
  ink.lineTo(x, y + half)
  ink.lineTo(x - half, y)
  ink.closePath()
  ink.fillStyle = isWeak ? colors.surface : color
  ink.fill()
  ink.stroke()
}
