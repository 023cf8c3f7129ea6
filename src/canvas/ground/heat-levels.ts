import type { CanvasColors } from './colors.ts'

/** One strength of a tint: how much of the lane's colour lies on the ground, and what is written on it. */
export interface HeatLevel {
  readonly alpha: number
  /** Words on it are in the colour of the ground, else in that of ink. */
  readonly isStrong: boolean
}

const level = (alpha: number, isStrong = false): HeatLevel => ({ alpha, isStrong })

/**
 * The tints from nothing to the most. A few clear steps are told apart by lightness alone, whatever colours one sees; between them lie
 * the strengths on which neither ink nor ground could be read.
 */
export const HEAT_LEVELS: Readonly<Record<'light' | 'dark', readonly HeatLevel[]>> = {
  light: [level(0.04), level(0.14), level(0.3), level(0.46), level(0.62), level(0.8)],
  dark: [level(0.06), level(0.16), level(0.27), level(0.38), level(0.78, true), level(0.95, true)],
}
const LAST = 5

/** `share` of the most, 0..1. Whatever is there at all is told from nothing. */
export function heatLevel(share: number, { isDark }: Pick<CanvasColors, 'isDark'>): HeatLevel {
  const levels = HEAT_LEVELS[isDark ? 'dark' : 'light']
  return levels[share > 0 ? Math.min(LAST, Math.ceil(share * LAST)) : 0] as HeatLevel
}
