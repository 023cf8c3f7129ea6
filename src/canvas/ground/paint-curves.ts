import { curveDash, type CurvePoint, type EmotionCurve, FUTURE_DASH, smoothPath } from '#shared/layout/emotion-curve.ts'
import type { Extreme } from '#shared/layout/emotion-extremes.ts'
import { rowsBetween } from '#shared/layout/find.ts'
import type { JourneyLayout, LaneRow } from '#shared/layout/journey-layout.ts'
import { emotionY } from '#shared/layout/cells.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import { ALL_PERSONAS_SHOWN, ASIDE_ALPHA, type PersonaSight } from '../card-sight.ts'
import { EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { curvesOfRow } from '../curves/curves-of-row.ts'
import { futureHandle } from '../curves/future-handle.ts'
import type { DragOffsets } from '../drag-offsets.ts'
import type { CanvasColors } from './colors.ts'

interface CurveLooks {
  readonly layout: JourneyLayout
  readonly zoom: number
  readonly colors: CanvasColors
  readonly sight: PersonaSight
  /** Points that are dragged take their curve along. */
  readonly offsets: DragOffsets | undefined
  readonly isFutureShown: boolean
}

/** The curves of the emotion lanes in view. The context is in journey pixels. */
export function paintCurves(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  area: Rect,
  zoom: number,
  colors: CanvasColors,
  sight: PersonaSight = ALL_PERSONAS_SHOWN,
  { offsets, isFutureShown = false }: Partial<Pick<CurveLooks, 'offsets' | 'isFutureShown'>> = {},
): void {
  const looks = { layout, zoom, colors, sight, offsets, isFutureShown }
  for (const row of rowsBetween(layout, area.y, area.y + area.height)) if (row.bandHeight > 0) paintRow(ink, row, looks)
  ink.globalAlpha = 1
  ink.setLineDash([])
}

const NAMES_FROM_ZOOM = 0.35
const MARKS_FROM_ZOOM = 0.2

function paintRow(ink: CanvasRenderingContext2D, row: LaneRow, looks: CurveLooks): void {
  const { layout, zoom, colors, isFutureShown } = looks
  const { curves, extremes } = curvesOfRow(layout, row)
  const neutral = row.y + emotionY(0, row.bandHeight)
  const names: CurveName[] = []
  curves.current.forEach((curve, index) => {
    if (isHidden(curve, looks)) return
    const alpha = alphaOf(curve, looks)
    const color = colorOf(curve, looks)
    ink.strokeStyle = color
    ink.fillStyle = color
    ink.lineCap = 'round'
    for (const run of curve.runs) {
      const points = run.map((point) => placed(point, row, looks.offsets, point.card.id))
      if (points.length > 1) {
        paintFill(ink, points, neutral, alpha * (curves.current.length === 1 ? 0.1 : 0.06))
        ink.globalAlpha = alpha
        ink.lineWidth = Math.max(2.5, 1.5 / zoom)
        ink.setLineDash(zoom < MARKS_FROM_ZOOM ? [] : [...curveDash(index)])
        strokeRun(ink, points)
        ink.setLineDash([])
      } else if (points[0]) {
        ink.globalAlpha = alpha
        paintDot(ink, points[0], zoom)
      }
      if (zoom >= MARKS_FROM_ZOOM) paintExtremes(ink, run, points, extremes, colors)
    }
    const end = curve.runs.at(-1)?.at(-1)
    if (end && curves.current.length > 1)
      names.push({ ...placed(end, row, looks.offsets, end.card.id), text: nameOf(curve, layout), color, alpha })
  })
  if (isFutureShown) for (const curve of curves.future) if (!isHidden(curve, looks)) paintFuture(ink, curve, row, looks)
  if (zoom >= NAMES_FROM_ZOOM) paintNames(ink, names, colors)
}

const personaOf = ({ personaId }: EmotionCurve, layout: JourneyLayout) =>
  personaId === null ? undefined : layout.snapshot.personas.get(personaId)

const nameOf = (curve: EmotionCurve, layout: JourneyLayout): string =>
  curve.personaId === null ? 'Everyone' : personaOf(curve, layout)?.name || 'Unnamed'

const isHidden = ({ personaId }: EmotionCurve, { sight }: CurveLooks): boolean => sight(personaId) === 'hidden'

const alphaOf = ({ personaId }: EmotionCurve, { sight }: CurveLooks): number =>
  sight(personaId) === 'dimmed' ? ASIDE_ALPHA : 1

function colorOf(curve: EmotionCurve, { layout, colors }: CurveLooks): string {
  const persona = personaOf(curve, layout)
  return (persona && colors.personas[persona.color]) ?? colors.lanes.emotion.main
}

/** A point of the journey; with its card while that is pulled up or down. A card that is carried away leaves its point behind. */
function placed(point: CurvePoint, row: LaneRow, offsets: DragOffsets | undefined, handle: string): Point {
  const offset = offsets?.get(handle)
  return { x: point.x, y: point.y + row.y + (offset?.dx === 0 ? offset.dy : 0) }
}

function trace(ink: CanvasRenderingContext2D, points: readonly Point[]): void {
  const [first] = points
  if (!first) return
  ink.moveTo(first.x, first.y)
  for (const { control1, control2, to } of smoothPath(points))
    ink.bezierCurveTo(control1.x, control1.y, control2.x, control2.y, to.x, to.y)
}

function strokeRun(ink: CanvasRenderingContext2D, points: readonly Point[]): void {
  ink.beginPath()
  trace(ink, points)
  ink.stroke()
}

/** A soft fill down to neutral. */
function paintFill(ink: CanvasRenderingContext2D, points: readonly Point[], neutral: number, alpha: number): void {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return
  ink.globalAlpha = alpha
  ink.beginPath()
  trace(ink, points)
  ink.lineTo(last.x, neutral)
  ink.lineTo(first.x, neutral)
  ink.fill()
}

function paintDot(ink: CanvasRenderingContext2D, point: Point, zoom: number): void {
  ink.beginPath()
  ink.arc(point.x, point.y, Math.max(4, 2 / zoom), 0, 2 * Math.PI)
  ink.fill()
}

/** The line only: its hollow points are elements, since one can take hold of them. */
function paintFuture(ink: CanvasRenderingContext2D, curve: EmotionCurve, row: LaneRow, looks: CurveLooks): void {
  const { zoom, offsets, colors } = looks
  ink.globalAlpha = alphaOf(curve, looks)
  ink.strokeStyle = colorOf(curve, looks)
  ink.lineWidth = Math.max(2, 1.2 / zoom)
  ink.setLineDash([...FUTURE_DASH])
  for (const run of curve.runs) {
    const points = run.map((point) => placed(point, row, offsets, futureHandle(point.card.id)))
    if (points.length > 1) strokeRun(ink, points)
    else if (points[0]) {
      ink.setLineDash([])
      ink.fillStyle = colors.surface
      paintDot(ink, points[0], zoom)
      ink.stroke()
      ink.setLineDash([...FUTURE_DASH])
    }
  }
  ink.setLineDash([])
}

const MARK = { gapPx: 5, widthPx: 11, heightPx: 7 } as const

/** A small triangle over a face: its tip up for a peak, down for a valley. */
function paintExtremes(
  ink: CanvasRenderingContext2D,
  run: readonly CurvePoint[],
  points: readonly Point[],
  extremes: ReadonlyMap<CardId, Extreme>,
  colors: CanvasColors,
): void {
  const before = ink.fillStyle
  ink.fillStyle = colors.lanes.emotion.ink
  run.forEach(({ card }, index) => {
    const extreme = extremes.get(card.id)
    const at = points[index]
    if (!extreme || !at) return
    const low = at.y - EMOTION_FACE_PX / 2 - MARK.gapPx
    const high = low - MARK.heightPx
    const [tip, foot] = extreme === 'peak' ? [high, low] : [low, high]
    ink.beginPath()
    ink.moveTo(at.x, tip)
    ink.lineTo(at.x + MARK.widthPx / 2, foot)
    ink.lineTo(at.x - MARK.widthPx / 2, foot)
    ink.closePath()
    ink.fill()
  })
  ink.fillStyle = before
}

interface CurveName extends Point {
  readonly text: string
  readonly color: string
  readonly alpha: number
}

const NAME = { fontPx: 12, linePx: 16, gapPx: 7, paddingPx: 4, maxPx: 130 } as const

/** Whose curve it is, after its last point; names that would lie on one another are moved apart. */
function paintNames(ink: CanvasRenderingContext2D, names: readonly CurveName[], colors: CanvasColors): void {
  ink.font = `600 ${NAME.fontPx}px ${colors.font}`
  ink.textBaseline = 'middle'
  const taken: Point[] = []
  for (const name of names.toSorted((a, b) => a.y - b.y)) {
    const x = name.x + EMOTION_FACE_PX / 2 + NAME.gapPx
    let { y } = name
    for (const other of taken)
      if (Math.abs(other.x - x) < NAME.maxPx && y - other.y < NAME.linePx) y = other.y + NAME.linePx
    taken.push({ x, y })
    const width = Math.min(NAME.maxPx, ink.measureText(name.text).width)
    ink.globalAlpha = name.alpha * 0.85
    ink.fillStyle = colors.surface
    ink.fillRect(x - NAME.paddingPx, y - NAME.linePx / 2, width + 2 * NAME.paddingPx, NAME.linePx)
    ink.globalAlpha = name.alpha
    ink.fillStyle = name.color
    ink.fillText(name.text, x, y + 0.5, NAME.maxPx)
  }
}
