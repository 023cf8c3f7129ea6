import { done, refused } from '#shared/lib/result.ts'
import type { LaneId } from '../records/lane.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { liveRecord, setOrder, siblings } from './stored.ts'

export interface MoveLaneArgs {
  readonly laneId: LaneId
  /** Its new index among the lanes (0: top), counted without itself. */
  readonly index: number
}

/** Moves a row with all its cards. */
export const moveLane: Command<MoveLaneArgs, void, 'unknown-element'> = (doc, { laneId, index }) => {
  const lane = liveRecord(doc, 'lanes', laneId)
  if (!lane) return refused('unknown-element')
  const lanes = siblings(doc, 'lanes')
  if (lanes[index]?.id === laneId) return done(undefined)
  const order = orderAmong(
    lanes.filter((sibling) => sibling.id !== laneId),
    index,
    1,
  )
  applyRenumbered(doc, 'lanes', order)
  if (order.keys[0]) setOrder(lane, order.keys[0])
  return done(undefined)
}
