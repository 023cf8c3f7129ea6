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
  const taken: Taken = []
  for (const { linkId, start, end, hasLabel } of stretches.toSorted(byLength)) {
    const track = (tracks[takeFirstFree(taken, start, end)] ??= { links: [], hasLabel: false })
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

/** By third of a column: a bit for each track that is taken there, so many in a number. */
type Taken = number[][]
const BITS = 32

/** The index of the first track that is free all the way, and takes it. */
function takeFirstFree(taken: Taken, start: number, end: number): number {
  for (let part = 0; ; part++) {
    let bits = 0
    for (let at = start; at <= end; at++) bits |= taken[at]?.[part] ?? 0
    if (bits === -1) continue
    const free = ~bits & (bits + 1)
    for (let at = start; at <= end; at++) {
      const parts = (taken[at] ??= [])
      parts[part] = (parts[part] ?? 0) | free
    }
    return part * BITS + BITS - 1 - Math.clz32(free)
  }
}
