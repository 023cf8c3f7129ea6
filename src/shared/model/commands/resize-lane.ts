import { done, refused } from '#shared/lib/result.ts'
import type { LaneId } from '../records/lane.ts'
import { LANE_HEIGHT_PX } from '../records/limits.ts'
import type { Command } from './command.ts'
import { liveRecord } from './stored.ts'

export interface ResizeLaneArgs {
  readonly laneId: LaneId
  /** Journey pixels; kept within `LANE_HEIGHT_PX`. */
  readonly height: number
}

/** Changes a row's least height. */
export const resizeLane: Command<ResizeLaneArgs, void, 'unknown-element' | 'not-valid'> = (doc, { laneId, height }) => {
  const lane = liveRecord(doc, 'lanes', laneId)
  if (!lane) return refused('unknown-element')
  if (!Number.isFinite(height)) return refused('not-valid')
  const kept = Math.round(Math.min(Math.max(height, LANE_HEIGHT_PX.min), LANE_HEIGHT_PX.max))
  if (lane.get('height') !== kept) lane.set('height', kept)
  return done(undefined)
}
