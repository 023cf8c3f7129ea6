import { TINT_LEVELS } from '#shared/metrics/tint.ts'

/**
 * One hue that gets stronger, so that nobody has to tell hues apart, and so thin that what is written on it can be read in either
 * theme. The hue is the blue of Okabe and Ito.
 */
const [WEAKEST, STRONGEST] = [0.05, 0.38]

export const tintColor = (level: number): string =>
  `rgb(0 114 178 / ${(WEAKEST + ((STRONGEST - WEAKEST) * level) / (TINT_LEVELS - 1)).toFixed(3)})`
