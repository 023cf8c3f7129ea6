import { type CurveTime, type EmotionCurve, emotionCurves } from '#shared/layout/emotion-curve.ts'
import { type Extreme, extremesOf, largestSwing, type Swing } from '#shared/layout/emotion-extremes.ts'
import type { JourneyLayout, LaneCells, LaneRow } from '#shared/layout/journey-layout.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { scoreWords } from './score-words.ts'

/** All that is drawn and said of the feelings of a lane. */
export interface RowCurves {
  readonly curves: Readonly<Record<CurveTime, readonly EmotionCurve[]>>
  /** Of the current curves, by card. A card on several curves counts as what the first of them says. */
  readonly extremes: ReadonlyMap<CardId, Extreme>
  readonly swing: Swing | undefined
}

interface Known extends RowCurves {
  readonly columns: JourneyLayout['columns']
  readonly personas: JourneyLayout['snapshot']['personas']
}

const known = new WeakMap<LaneCells, Known>()
const NONE: RowCurves = { curves: { current: [], future: [] }, extremes: new Map(), swing: undefined }

/** Computed again only when the lane's cards, the columns or the personas are others. */
export function curvesOfRow(layout: JourneyLayout, row: LaneRow): RowCurves {
  const cells = row.bandHeight > 0 ? layout.cells.get(row.laneId) : undefined
  if (!cells) return NONE
  const { columns } = layout
  const { personas } = layout.snapshot
  const last = known.get(cells)
  if (last?.columns === columns && last.personas === personas) return last
  const current = emotionCurves(layout, row.laneId)
  const extremes = new Map<CardId, Extreme>()
  for (const curve of current)
    for (const [id, extreme] of extremesOf(curve)) if (!extremes.has(id)) extremes.set(id, extreme)
  const next = {
    columns,
    personas,
    curves: { current, future: emotionCurves(layout, row.laneId, 'future') },
    extremes,
    swing: largestSwing(current),
  }
  known.set(cells, next)
  return next
}

/** Whether a card is a peak or a valley of its lane's curves. */
export function extremeOf(layout: JourneyLayout, { id, kind, place }: Card): Extreme | undefined {
  const row = kind === 'emotion' && place.kind === 'cell' ? layout.rowOfLane.get(place.laneId) : undefined
  return row && curvesOfRow(layout, row).extremes.get(id)
}

/** The largest change of a lane's feelings in words: `Largest swing: Sarah, from Good (+1) at “Compare” to Bad (−1) at “Wait”`. */
export function swingWords(layout: JourneyLayout, row: LaneRow): string | undefined {
  const { swing } = curvesOfRow(layout, row)
  if (!swing) return undefined
  const { personas, steps } = layout.snapshot
  const { personaId } = swing.curve
  const who = personaId === null ? '' : `${personas.get(personaId)?.name || 'Unnamed'}, `
  const at = ({ card, score }: Swing['from']): string => {
    const step = card.place.kind === 'cell' ? steps.get(card.place.stepId)?.title : undefined
    return `${scoreWords(score)} at “${step || 'Untitled'}”`
  }
  return `Largest swing: ${who}from ${at(swing.from)} to ${at(swing.to)}`
}
