/** Below these widths one thing more gives way, in rem. */
const STEPS_REM = [5.5, 8.5, 11, 18, 20] as const

/** In a browser whose text was made larger there is less room. */
const REM_PX = 16
let remPx: number | undefined
const rem = (): number => (remPx ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || REM_PX)

/**
 * How much room a row of words and numbers has, for `data-room`: 0 is next to none, 5 is plenty; `max-room-2:hidden` and the like go by it.
 * For what knows its width: container queries would have the browser lay out each container in turn in every step of a zoom.
 */
export const roomFor = (widthPx: number): number => STEPS_REM.filter((least) => widthPx >= least * rem()).length
