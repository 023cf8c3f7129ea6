import { type Rect, rectAround } from '#shared/layout/rect.ts'

/** What has to be painted again and can wait a little: some of it in each frame, so that none becomes a long one. */
export interface SpreadDirt {
  readonly add: (area: Rect) => void
  readonly clear: () => void
  readonly isEmpty: () => boolean
  /** Takes what comes first, as much as `most` square journey pixels: at least a part of it. */
  readonly take: (most: number) => readonly Rect[]
}

/** Many small places cost more than one that holds them all. */
const PLACES_MAX = 40

export function createSpreadDirt(): SpreadDirt {
  let areas: Rect[] = []
  return {
    add: (area) => {
      if (areas.some((one) => holds(one, area))) return
      areas = areas.filter((one) => !holds(area, one))
      areas.push(area)
      if (areas.length <= PLACES_MAX) return
      const all = rectAround(areas)
      areas = all ? [all] : []
    },
    clear: () => {
      areas = []
    },
    isEmpty: () => areas.length === 0,
    take: (most) => {
      const taken: Rect[] = []
      let room = most
      while (room > 0) {
        const [first] = areas
        if (!first) break
        const height = Math.min(first.height, Math.max(1, Math.ceil(room / Math.max(1, first.width))))
        const rest = first.height - height
        taken.push({ ...first, height })
        areas = [...(rest > 0 ? [{ ...first, y: first.y + height, height: rest }] : []), ...areas.slice(1)]
        room -= first.width * height
      }
      return taken
    },
  }
}

const holds = (outer: Rect, inner: Rect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height
