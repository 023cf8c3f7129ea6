/** Below these widths one thing more gives way. */
const STEPS_PX = [88, 136, 176, 288, 320] as const

/**
 * How much room a row of words and numbers on the canvas has, for `data-room`: 0 is next to none, 5 is plenty; `max-room-2:hidden` and the
 * like go by it. For what knows its width: container queries would have the browser lay out each container in turn in every step of a zoom.
 */
export const roomFor = (widthPx: number): number => STEPS_PX.filter((least) => widthPx >= least).length
