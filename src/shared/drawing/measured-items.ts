import { smoothPath } from '#shared/layout/emotion-curve.ts'
import type { JourneyLayout, LaneRow } from '#shared/layout/journey-layout.ts'
import {
  MEASURED_LINE,
  type MeasuredLevel,
  type MeasuredPoint,
  measuredFeelings,
  RHOMBUS_PX,
  shoulderOf,
} from '#shared/layout/measured-curve.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { DrawingItem } from './drawing.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

/** What is known of the measured feelings of a journey. */
export interface Measured {
  readonly levelOf: (card: Card) => MeasuredLevel | undefined
  /** `assumed: very good; measured: bad, n = 412`. */
  readonly standingOf: (card: Card) => string
}

/** A measured feeling where it is drawn, in journey pixels. */
export interface DrawnMeasure {
  readonly point: MeasuredPoint
  readonly at: { readonly x: number; readonly y: number }
}

export interface MeasuredItems {
  /** The curves, below the faces. */
  readonly below: readonly DrawingItem[]
  /** Points with their intervals, and the marks of cells where the assumed and the measured feeling disagree. */
  readonly above: readonly DrawingItem[]
  readonly points: readonly DrawnMeasure[]
}

/** The measured curves of all emotion lanes beside the assumed ones. */
export function measuredItems(
  layout: JourneyLayout,
  theme: DrawingTheme,
  { levelOf, standingOf }: Measured,
  hidden: ReadonlySet<PersonaId>,
): MeasuredItems {
  const below: DrawingItem[] = []
  const above: DrawingItem[] = []
  const points: DrawnMeasure[] = []
  for (const row of layout.rows) {
    if (row.bandHeight === 0) continue
    const measured = measuredFeelings(layout, row.laneId, levelOf)
    for (const { personaId, runs } of measured.curves)
      for (const run of personaId !== null && hidden.has(personaId) ? [] : runs) {
        const along = run.map(({ x, y }) => ({ x, y: y + row.y }))
        const [from] = along
        if (!from || along.length < 2) continue
        const line = { kind: 'path', from, pieces: smoothPath(along), hasArrow: false } as const
        below.push({ ...line, color: colorOf(personaId, layout, theme), width: MEASURED_LINE.outerPx })
        below.push({ ...line, color: theme.surface, width: MEASURED_LINE.innerPx })
      }
    for (const point of measured.points) {
      const { personaIds } = point.card
      if (personaIds.length > 0 && personaIds.every((id) => hidden.has(id))) continue
      points.push({ point, at: { x: point.x + shoulderOf(point), y: point.y + row.y } })
      if (point.isApart) above.push(...apartItems(point, row, layout, { theme, words: standingOf(point.card) }))
      above.push(...pointItems(point, row, layout, theme))
    }
  }
  return { below, above, points }
}

function colorOf(personaId: PersonaId | null, { snapshot }: JourneyLayout, theme: DrawingTheme): string {
  const persona = personaId === null ? undefined : snapshot.personas.get(personaId)
  return persona ? (theme.personas[persona.color] ?? theme.ink) : theme.lanes.emotion.main
}

const CAP_PX = 5

function* pointItems(
  point: MeasuredPoint,
  row: LaneRow,
  layout: JourneyLayout,
  theme: DrawingTheme,
): Generator<DrawingItem> {
  const { y: inRow, reach, isWeak, card } = point
  const x = point.x + shoulderOf(point)
  const [only, ...others] = card.personaIds
  const color = isWeak ? theme.muted : colorOf(others.length === 0 ? (only ?? null) : null, layout, theme)
  const y = inRow + row.y
  if (reach) {
    const [top, bottom] = [reach[0] + row.y, reach[1] + row.y]
    yield { kind: 'line', from: { x, y: top }, to: { x, y: bottom }, color, width: 1.5 }
    for (const end of [top, bottom])
      yield { kind: 'line', from: { x: x - CAP_PX, y: end }, to: { x: x + CAP_PX, y: end }, color, width: 1.5 }
  }
  const half = RHOMBUS_PX
  const path = `M0 ${-half}L${half} 0L0 ${half}L${-half} 0Z`
  const fill = isWeak ? theme.surface : color
  yield { kind: 'shape', path, at: { x, y }, fill, stroke: color, width: 1.5, isDashed: false }
}

const WORDS = { fontPx: 10.5, linePx: 14, isSemibold: true } as const
const PADDING_PX = 6

/** A frame around the cell, and the words below its faces (`APART_ROOM_PX`). */
function* apartItems(
  { card: { place } }: MeasuredPoint,
  row: LaneRow,
  layout: JourneyLayout,
  { theme, words }: { readonly theme: DrawingTheme; readonly words: string },
): Generator<DrawingItem> {
  const column = place.kind === 'cell' ? layout.columnOfStep.get(place.stepId) : undefined
  if (!column) return
  const { x, width } = column
  const [across, down] = [width - 4, row.height - 4]
  const path = `M0 0H${across}V${down}H0Z`
  const frame = { fill: null, stroke: theme.warn.main, width: 2, isDashed: true } as const
  yield { kind: 'shape', path, at: { x: x + 2, y: row.y + 2 }, ...frame }
  const lines = wrapText(`≠ ${words}`, width - 4 * PADDING_PX, WORDS, 2)
  const height = lines.length * WORDS.linePx + PADDING_PX
  const rect: Rect = {
    x: x + PADDING_PX,
    y: row.y + row.bandHeight,
    width: width - 2 * PADDING_PX,
    height,
  }
  yield { kind: 'box', rect, radius: 6, fill: theme.warn.soft, stroke: null }
  yield textItem({ x: rect.x + PADDING_PX, y: rect.y + PADDING_PX / 2 + 10 }, lines, {
    ...WORDS,
    color: theme.warn.main,
  })
}
