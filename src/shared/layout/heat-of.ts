import type { Card } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { JourneyLayout, LaneCells } from './journey-layout.ts'

/** How many cards each stage has in each lane. */
export interface Heat {
  readonly counts: ReadonlyMap<LaneId, ReadonlyMap<StageId, number>>
  /** The largest of the counts; 0 where there is nothing to count. */
  readonly most: number
  readonly total: number
}

interface LaneCounts {
  readonly steps: JourneySnapshot['steps']
  readonly counts: ReadonlyMap<StageId, number>
}

const byLane = new WeakMap<LaneCells, LaneCounts>()
const byCells = new WeakMap<JourneyLayout['cells'], { readonly steps: JourneySnapshot['steps']; readonly heat: Heat }>()

/**
 * Counted again only for lanes in which a card came, went or changed. With `counts` only the cards that it says yes to, and that is
 * not remembered.
 */
export function heatOf(
  { cells, snapshot: { steps } }: JourneyLayout,
  counts: ((card: Card) => boolean) | null = null,
): Heat {
  if (counts) return heatFrom(new Map([...cells].map(([laneId, lane]) => [laneId, countsOf(lane, steps, counts)])))
  const known = byCells.get(cells)
  if (known?.steps === steps) return known.heat
  const heat = heatFrom(new Map([...cells].map(([laneId, lane]) => [laneId, allCountsOf(lane, steps)] as const)))
  byCells.set(cells, { steps, heat })
  return heat
}

function heatFrom(counts: Heat['counts']): Heat {
  let [most, total] = [0, 0]
  for (const stages of counts.values()) {
    for (const count of stages.values()) {
      most = Math.max(most, count)
      total += count
    }
  }
  return { counts, most, total }
}

function allCountsOf(lane: LaneCells, steps: JourneySnapshot['steps']): ReadonlyMap<StageId, number> {
  const known = byLane.get(lane)
  if (known?.steps === steps) return known.counts
  const counts = countsOf(lane, steps, () => true)
  byLane.set(lane, { steps, counts })
  return counts
}

function countsOf(
  lane: LaneCells,
  steps: JourneySnapshot['steps'],
  isCounted: (card: Card) => boolean,
): ReadonlyMap<StageId, number> {
  const counts = new Map<StageId, number>()
  for (const [stepId, { cards }] of lane) {
    const stageId = steps.get(stepId)?.place.stageId
    if (stageId === undefined) continue
    const count = cards.reduce((sum, card) => sum + (isCounted(card) ? 1 : 0), 0)
    counts.set(stageId, (counts.get(stageId) ?? 0) + count)
  }
  return counts
}
