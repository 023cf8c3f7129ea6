import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { JourneyLayout, LaneCells } from './journey-layout.ts'

/** How many cards each stage has in each lane. */
export interface Heat {
  readonly counts: ReadonlyMap<LaneId, ReadonlyMap<StageId, number>>
  /** The largest of the counts; 0 in an empty journey. */
  readonly most: number
}

interface LaneCounts {
  readonly steps: JourneySnapshot['steps']
  readonly counts: ReadonlyMap<StageId, number>
}

const byLane = new WeakMap<LaneCells, LaneCounts>()
const byCells = new WeakMap<JourneyLayout['cells'], { readonly steps: JourneySnapshot['steps']; readonly heat: Heat }>()

/** Counted again only for lanes in which a card came, went or changed. */
export function heatOf({ cells, snapshot: { steps } }: JourneyLayout): Heat {
  const known = byCells.get(cells)
  if (known?.steps === steps) return known.heat
  const counts = new Map([...cells].map(([laneId, lane]) => [laneId, countsOf(lane, steps)] as const))
  const most = Math.max(0, ...[...counts.values()].flatMap((stages) => [...stages.values()]))
  const heat = { counts, most }
  byCells.set(cells, { steps, heat })
  return heat
}

function countsOf(lane: LaneCells, steps: JourneySnapshot['steps']): ReadonlyMap<StageId, number> {
  const known = byLane.get(lane)
  if (known?.steps === steps) return known.counts
  const counts = new Map<StageId, number>()
  for (const [stepId, { items }] of lane) {
    const stageId = steps.get(stepId)?.place.stageId
    if (stageId !== undefined) counts.set(stageId, (counts.get(stageId) ?? 0) + items.length)
  }
  byLane.set(lane, { steps, counts })
  return counts
}
