/** A lane less high than this on the screen has no room for its name, nor has a stage that is narrower. */
const LANE_ROOM_PX = 17
const STAGE_ROOM_PX = 64
/** So much of the height a name takes that stands in the middle of a thin lane. */
const NAME_PX = 14

/**
 * Names of lanes that are thinner than a line of text stand across their neighbours; of several close by, the first is shown, as on a map,
 * the others where one points. Narrow stages are blocks without words.
 */
export function thinOut(root: HTMLElement, zoom: number): void {
  let freeFrom = -Infinity
  for (const lane of root.querySelectorAll<HTMLElement>('.lane-place')) {
    const [y, height] = [Number(lane.dataset['y']) * zoom, Number(lane.dataset['height']) * zoom]
    const isThin = height < LANE_ROOM_PX
    const top = isThin ? Math.max(0, y + (height - NAME_PX) / 2) : y
    const isNamed = !isThin || top >= freeFrom
    if (isNamed) freeFrom = top + (isThin ? NAME_PX : LANE_ROOM_PX)
    lane.toggleAttribute('data-thin', isThin)
    lane.toggleAttribute('data-unnamed', !isNamed)
  }
  for (const stage of root.querySelectorAll<HTMLElement>('.stage-title'))
    stage.toggleAttribute('data-thin', Number(stage.dataset['width']) * zoom < STAGE_ROOM_PX)
}
