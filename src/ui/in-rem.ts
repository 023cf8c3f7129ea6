const USUAL_PX = 16

/** A size that was chosen for the usual text, as long as it has to be for the browser's: for what has to be known in pixels. */
export const scaledPx = (px: number): number =>
  Math.round((px * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || USUAL_PX)) / USUAL_PX)

/** The same, for styles. */
export const inRem = (px: number): string => `${px / USUAL_PX}rem`
