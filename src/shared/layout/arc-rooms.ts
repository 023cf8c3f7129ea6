import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { StepColumn } from './journey-layout.ts'
import { LINK_ARC_ROOM_PX } from './sizes.ts'

/** The room that a lane keeps free for links that run in arcs, in pixels. */
export interface ArcRoom {
  readonly top: number
  readonly bottom: number
}

export const NO_ARC_ROOM: ArcRoom = { top: 0, bottom: 0 }

/** Lanes in which a link jumps over a step or has a label (an arc above the cards) or leads back (an arc below them); others are left out. */
export function arcRooms(
  snapshot: JourneySnapshot,
  columnOfStep: ReadonlyMap<StepId, Pick<StepColumn, 'index' | 'fold'>>,
): ReadonlyMap<LaneId, ArcRoom> {
  const rooms = new Map<LaneId, ArcRoom>()
  const placeOf = (id: CardId) => {
    const place = snapshot.cards.get(id)?.place
    if (place?.kind !== 'cell') return undefined
    const column = columnOfStep.get(place.stepId)
    // Links of what is folded away are not drawn.
    return column === undefined || column.fold !== null ? undefined : { laneId: place.laneId, column: column.index }
  }
  for (const link of snapshot.links.values()) {
    const from = placeOf(link.fromCardId)
    const to = placeOf(link.toCardId)
    if (!from || !to || from.laneId !== to.laneId || from.column === to.column) continue
    const isJump = to.column > from.column + (link.label === '' ? 1 : 0)
    const isBack = to.column < from.column
    if (!isJump && !isBack) continue
    const { top, bottom } = rooms.get(from.laneId) ?? NO_ARC_ROOM
    rooms.set(from.laneId, { top: isJump ? LINK_ARC_ROOM_PX : top, bottom: isBack ? LINK_ARC_ROOM_PX : bottom })
  }
  return rooms
}
