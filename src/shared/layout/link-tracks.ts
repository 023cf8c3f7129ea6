import type { LinkId } from '#shared/model/records/link.ts'
import { CELL_PADDING_PX, LINK_ROOM_MAX_PX, LINK_TRACK_PX } from './sizes.ts'

/** A stretch of a corridor that a link needs, in thirds of a column: 7 lies in the third column. Both ends belong to it. */
export interface CorridorStretch {
  readonly linkId: LinkId
  readonly start: number
  readonly end: number
  readonly hasLabel: boolean
}

const byLength = (a: CorridorStretch, b: CorridorStretch): number =>
  a.end - a.start - (b.end - b.start) || a.start - b.start || (a.linkId < b.linkId ? -1 : 1)

interface Track {
  /** By third of a column. */
  readonly taken: boolean[]
  readonly links: LinkId[]
  hasLabel: boolean
}

/**
 * Deals the tracks of one corridor: the shorter links run nearer to the cards, and no two lie on each other. The same for any order
 * of `stretches`. Gives the distance of each link's track from the cards, and the room that is needed beyond a cell's padding.
 */
export function dealTracks(stretches: readonly CorridorStretch[]): {
  readonly offsets: ReadonlyMap<LinkId, number>
  readonly roomPx: number
} {
  const tracks: Track[] = []
  for (const { linkId, start, end, hasLabel } of stretches.toSorted(byLength)) {
    let track = tracks.find(({ taken }) => isFree(taken, start, end))
    if (!track) tracks.push((track = { taken: [], links: [], hasLabel: false }))
    for (let at = start; at <= end; at++) track.taken[at] = true
    track.links.push(linkId)
    track.hasLabel ||= hasLabel
  }
  const heightOf = ({ hasLabel }: Track): number => (hasLabel ? LINK_TRACK_PX.labelled : LINK_TRACK_PX.plain)
  const needed = tracks.reduce((sum, track) => sum + heightOf(track), 0) + 2 * LINK_TRACK_PX.margin
  const roomPx = tracks.length === 0 ? 0 : Math.min(LINK_ROOM_MAX_PX, Math.max(0, needed - CELL_PADDING_PX))
  const scale = Math.min(1, (roomPx + CELL_PADDING_PX) / needed)
  const offsets = new Map<LinkId, number>()
  let at: number = LINK_TRACK_PX.margin
  for (const track of tracks) {
    for (const linkId of track.links) offsets.set(linkId, (at + heightOf(track) / 2) * scale)
    at += heightOf(track)
  }
  return { offsets, roomPx }
}

function isFree(taken: readonly boolean[], start: number, end: number): boolean {
  for (let at = start; at <= end; at++) if (taken[at]) return false
  return true
}
