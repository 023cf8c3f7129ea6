import type { JourneyLayout, LaneCells, LaneRow } from '#shared/layout/journey-layout.ts'
import { type MeasuredFeelings, measuredFeelings } from '#shared/layout/measured-curve.ts'
import { feelingsById, feelingWords, measuredLevelOf } from '#shared/metrics/feelings.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { Card } from '#shared/model/records/card.ts'

interface Known {
  readonly columns: JourneyLayout['columns']
  readonly personas: JourneyLayout['snapshot']['personas']
  readonly readings: JourneyReadings
  readonly measured: MeasuredFeelings
}

const known = new WeakMap<LaneCells, Known>()
const NONE: MeasuredFeelings = { curves: [], points: [] }

/** What was measured along a lane: computed again only when the numbers, the lane's cards, the columns or the personas are others. */
export function measuredOfRow(layout: JourneyLayout, row: LaneRow, readings: JourneyReadings | null): MeasuredFeelings {
  if (readings?.feelings === undefined || row.bandHeight === 0) return NONE
  const cells = layout.cells.get(row.laneId)
  if (!cells) return NONE
  const { columns } = layout
  const { personas } = layout.snapshot
  const last = known.get(cells)
  if (last?.columns === columns && last.personas === personas && last.readings === readings) return last.measured
  const measured = measuredFeelings(layout, row.laneId, (card) => measuredLevelOf(readings, card))
  known.set(cells, { columns, personas, readings, measured })
  return measured
}

/** What is said of a measured card after its own words; empty where nothing is. */
export function measuredWords(readings: JourneyReadings | null, { id, score }: Card): string {
  const measured = readings && feelingsById(readings).get(id)
  return measured ? `, ${feelingWords(score, measured)}` : ''
}
