import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANE_KINDS as LANES } from '#shared/model/records/lane.ts'

const css = readFileSync('src/ui/styles.css', 'utf8')

const tokensOf = (selector: string): ReadonlyMap<string, string> => {
  const block = css.slice(css.indexOf(selector)).split('\n}')[0] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/** Relative luminance of WCAG 2.2. */
const luminance = (hex: string): number => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['canvas', 'surface', 'surface-raised', 'surface-sunken']
const TEXTS = ['ink', 'ink-muted', 'ink-faint', 'accent-text', 'danger-text', 'good', 'warn']
const PERSONAS = [0, 1, 2, 3, 4, 5, 6, 7]

/** Foreground, ground, least contrast: 4.5 for text, 3 for marks and edges of controls, 7 for text on cards. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...GROUNDS.flatMap((ground) => TEXTS.map((text) => [text, ground, 4.5] as const)),
  ...GROUNDS.flatMap((ground) => ['line-strong', 'focus'].map((mark) => [mark, ground, 3] as const)),
  ...['accent', 'accent-hover', 'danger', 'danger-hover'].map((ground) => ['on-accent', ground, 4.5] as const),
  ...['good', 'warn'].map((tone) => [tone, `${tone}-soft`, 4.5] as const),
  ...['accent', 'danger'].map((tone) => [`${tone}-text`, `${tone}-soft`, 4.5] as const),
  ...LANES.map((lane) => [`lane-${lane}-ink`, `lane-${lane}-soft`, 7] as const),
  ...LANES.flatMap((lane) => ['surface', 'canvas', `lane-${lane}-soft`].map((on) => [`lane-${lane}`, on, 3] as const)),
  ...PERSONAS.map((index) => ['on-persona', `persona-${index}`, 4.5] as const),
  ...PERSONAS.flatMap((index) => ['surface', 'canvas'].map((on) => [`persona-${index}`, on, 3] as const)),
]

describe.each([':root {', "[data-theme='dark'] {"])('contrast in %s', (selector) => {
  const tokens = tokensOf(selector)

  test.each(PAIRS)('%s on %s is at least %d:1', (foreground, ground, least) => {
    const [front, back] = [tokens.get(foreground), tokens.get(ground)]
    if (front === undefined || back === undefined) throw new Error(`no token ${foreground} or ${ground}`)
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least)
  })
})
