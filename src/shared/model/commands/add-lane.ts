import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { LANE_TITLES, type LaneId, type LaneKind } from '../records/lane.ts'
import { LANE_HEIGHT_PX } from '../records/limits.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { hasRoom, insertRecord, isTextTooLong, siblings } from './stored.ts'

export interface AddLaneArgs {
  readonly kind: LaneKind
  /** The kind's own name when absent. */
  readonly title?: string
  /** Where among the lanes; at the end when absent. */
  readonly index?: number
}

/** Adds a row for one kind of information. */
export const addLane: Command<AddLaneArgs, { readonly laneId: LaneId }, 'too-many' | 'text-too-long'> = (
  doc,
  { kind, title = LANE_TITLES[kind], index },
) => {
  if (isTextTooLong('lanes', { title })) return refused('text-too-long')
  if (!hasRoom(doc, 'lanes', 1)) return refused('too-many')
  const laneId = newId<'lane'>()
  const order = orderAmong(siblings(doc, 'lanes'), index, 1)
  applyRenumbered(doc, 'lanes', order)
  insertRecord(doc, 'lanes', laneId, { kind, title, order: order.keys[0], height: LANE_HEIGHT_PX.default })
  return done({ laneId })
}
