import type { FreePalette } from '#shared/drawing/free-look.ts'

const PERSONA_COLORS = 8

const mix = (color: string, percent: number, base: string): string =>
  `color-mix(in srgb, ${color} ${percent}%, ${base})`

/** The design language's tokens, as elements take them. */
export const CSS_PALETTE: FreePalette = {
  personas: Array.from({ length: PERSONA_COLORS }, (_, index) => `var(--persona-${index})`),
  surface: 'var(--surface-raised)',
  ink: 'var(--ink)',
  muted: 'var(--ink-muted)',
  line: 'var(--line-strong)',
  sticky: 'var(--warn-soft)',
  mix,
}

/** The same for a 2D canvas, which knows no tokens. */
export const paintPalette = (colors: {
  readonly personas: readonly string[]
  readonly raised: string
  readonly ink: string
  readonly muted: string
  readonly lineStrong: string
  readonly sticky: string
}): FreePalette => ({
  personas: colors.personas,
  surface: colors.raised,
  ink: colors.ink,
  muted: colors.muted,
  line: colors.lineStrong,
  sticky: colors.sticky,
  mix,
})
