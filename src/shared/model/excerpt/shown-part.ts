/**
 * Which part of a journey a share link shows. Lanes and numbers are listed, not left out: what is added to the journey later stays
 * hidden until somebody says otherwise.
 */
export interface ShownPart {
  /** These lanes; `null`: all. */
  readonly laneIds: readonly string[] | null
  /** The numbers of these stages, steps, touchpoints and metric cards; `null`: all. A metric card whose number is hidden is hidden. */
  readonly numberIds: readonly string[] | null
}

/** The part as it is kept and compared: in one order, and `null` when it is everything. */
export function tidyPart(part: ShownPart | null): ShownPart | null {
  if (part === null || (part.laneIds === null && part.numberIds === null)) return null
  return { laneIds: tidyIds(part.laneIds), numberIds: tidyIds(part.numberIds) }
}

const tidyIds = (ids: readonly string[] | null): readonly string[] | null => ids && [...new Set(ids)].toSorted()

/** Equal for parts that show the same. */
export const keyOfPart = (part: ShownPart | null): string => JSON.stringify(tidyPart(part))

/**
 * What whoever has all of these sees: the lanes of any, but only numbers that each of them shows. Together the parts must show nothing
 * that none of them would: the number of a lane's touchpoint, say, that one hides and another would show if it had the lane.
 */
export function partOfAll(parts: readonly (ShownPart | null)[]): ShownPart | null {
  const known = parts.filter((part) => part !== null)
  if (known.length < parts.length) return null
  return tidyPart({
    laneIds: union(known.map(({ laneIds }) => laneIds)),
    numberIds: common(known.map(({ numberIds }) => numberIds)),
  })
}

const union = (lists: readonly (readonly string[] | null)[]): readonly string[] | null => {
  const known = lists.filter((list) => list !== null)
  return known.length < lists.length ? null : known.flat()
}

const common = (lists: readonly (readonly string[] | null)[]): readonly string[] | null => {
  const known = lists.filter((list) => list !== null)
  const [first] = known
  return first === undefined ? null : first.filter((id) => known.every((list) => list.includes(id)))
}
