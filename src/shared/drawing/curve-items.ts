import {
  curveDash,
  type CurvePoint,
  type EmotionCurve,
  emotionCurves,
  FUTURE_DASH,
  smoothPath,
} from '#shared/layout/emotion-curve.ts'
import { extremesOf } from '#shared/layout/emotion-extremes.ts'
import type { JourneyLayout, LaneRow } from '#shared/layout/journey-layout.ts'
import type { Point } from '#shared/layout/rect.ts'
import { EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import { textWidth } from '#shared/layout/text-measure.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { DrawingItem } from './drawing.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

const NAME = { fontPx: 12, linePx: 15, isSemibold: true, gapPx: 10 } as const
const MARK = { halfWidthPx: 5, heightPx: 6, gapPx: 5 } as const

/** Personas whose feelings are left out. */
export type HiddenPersonas = ReadonlySet<PersonaId>

const NOBODY: HiddenPersonas = new Set()

/** The curves of all emotion lanes: lines, names, marks of peaks and valleys. */
export function* curveItems(layout: JourneyLayout, theme: DrawingTheme, hidden = NOBODY): Generator<DrawingItem> {
  for (const row of layout.rows) {
    if (row.bandHeight === 0) continue
    const curves = emotionCurves(layout, row.laneId)
    for (const [index, curve] of curves.entries()) {
      if (isHidden(curve, hidden)) continue
      const color = colorOf(curve, layout, theme)
      yield* lineItems(curve, row, { color, dash: curveDash(index), width: 2.5 })
      yield* extremeItems(curve, row, theme)
    }
    for (const curve of emotionCurves(layout, row.laneId, 'future'))
      if (!isHidden(curve, hidden))
        yield* lineItems(curve, row, { color: colorOf(curve, layout, theme), dash: FUTURE_DASH, width: 2 })
  }
  for (const { curve, name, y } of curveNames(layout, hidden))
    yield textItem({ x: layout.width + NAME.gapPx, y }, [name], { ...NAME, color: colorOf(curve, layout, theme) })
}

/** How far the names of the curves reach beyond the grid, on whose right they stand. */
export const curveNamesWidth = (layout: JourneyLayout): number =>
  Math.max(0, ...curveNames(layout, NOBODY).map(({ name }) => NAME.gapPx + textWidth(name, NAME)))

interface CurveName {
  readonly curve: EmotionCurve
  readonly name: string
  /** Of its baseline. */
  readonly y: number
}

/** Where a lane has several curves, each is called by its persona, at the height where it ends or just below the one before. */
function curveNames(layout: JourneyLayout, hidden: HiddenPersonas): readonly CurveName[] {
  return layout.rows.flatMap((row) => {
    const curves = row.bandHeight === 0 ? [] : emotionCurves(layout, row.laneId)
    if (curves.length < 2) return []
    const ends = curves.flatMap((curve): CurveName[] => {
      const end = isHidden(curve, hidden) ? undefined : curve.runs.at(-1)?.at(-1)
      const persona = curve.personaId === null ? undefined : layout.snapshot.personas.get(curve.personaId)
      return end ? [{ curve, name: persona ? persona.name || 'Unnamed' : 'Everyone', y: end.y + row.y + 4 }] : []
    })
    let lowest = -Infinity
    return ends
      .toSorted((a, b) => a.y - b.y)
      .map((one) => {
        lowest = Math.max(one.y, lowest + NAME.linePx)
        return { ...one, y: lowest }
      })
  })
}

/** The hollow points of future curves, above the faces. */
export function* futurePointItems(layout: JourneyLayout, theme: DrawingTheme, hidden = NOBODY): Generator<DrawingItem> {
  for (const row of layout.rows) {
    if (row.bandHeight === 0) continue
    for (const curve of emotionCurves(layout, row.laneId, 'future'))
      for (const point of isHidden(curve, hidden) ? [] : curve.runs.flat()) {
        const stroke = colorOf(curve, layout, theme)
        yield { kind: 'dot', center: placed(point, row), radius: 6, fill: theme.surface, stroke }
      }
  }
}

const isHidden = ({ personaId }: EmotionCurve, hidden: HiddenPersonas): boolean =>
  personaId !== null && hidden.has(personaId)

function colorOf({ personaId }: EmotionCurve, { snapshot }: JourneyLayout, theme: DrawingTheme): string {
  const persona = personaId === null ? undefined : snapshot.personas.get(personaId)
  return persona ? (theme.personas[persona.color] ?? theme.ink) : theme.lanes.emotion.main
}

const placed = (point: CurvePoint, row: LaneRow): Point => ({ x: point.x, y: point.y + row.y })

interface LineLooks {
  readonly color: string
  readonly dash: readonly number[]
  readonly width: number
}

function* lineItems(curve: EmotionCurve, row: LaneRow, looks: LineLooks): Generator<DrawingItem> {
  for (const run of curve.runs) {
    const points = run.map((point) => placed(point, row))
    const [from] = points
    if (from && points.length > 1) yield { kind: 'path', from, pieces: smoothPath(points), hasArrow: false, ...looks }
  }
}

function* extremeItems(curve: EmotionCurve, row: LaneRow, theme: DrawingTheme): Generator<DrawingItem> {
  const extremes = extremesOf(curve)
  for (const point of curve.runs.flat()) {
    const extreme = extremes.get(point.card.id)
    if (!extreme) continue
    const { x, y } = placed(point, row)
    const low = y - EMOTION_FACE_PX / 2 - MARK.gapPx
    const high = low - MARK.heightPx
    const [tip, foot] = extreme === 'peak' ? [high, low] : [low, high]
    const color = theme.lanes.emotion.ink
    yield { kind: 'line', from: { x: x - MARK.halfWidthPx, y: foot }, to: { x, y: tip }, color, width: 2 }
    yield { kind: 'line', from: { x, y: tip }, to: { x: x + MARK.halfWidthPx, y: foot }, color, width: 2 }
  }
}
