import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import { HEAT_LEVELS, heatLevel } from '#src/canvas/ground/heat-levels.ts'
import { seenHeat } from '#src/canvas/seen-heat.ts'
import { clearFilter, toggleFilter } from '#src/editor/lens.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

describe('the heat map', () => {
  it('counts what passes the filter, and follows it and the journey', () => {
    const core = canvasCore({ stages: [2], lanes: ['action', 'note'], cards: () => [{ title: 'a' }, { title: 'b' }] })
    const { editor, scene } = core
    const count = () => {
      const { heat, isFiltered } = seenHeat(editor, scene.get())
      return [heat.total, heat.most, isFiltered]
    }
    expect(count()).toEqual([8, 4, false])
    const [first, second] = [...editor.getSnapshot().cards.keys()]
    editor.run(editCards, { cardIds: [first!], patch: { owner: 'Ana' } })
    toggleFilter(editor.lens, 'owners', 'Ana')
    expect(count()).toEqual([1, 1, true])
    editor.run(editCards, { cardIds: [second!], patch: { owner: 'Ana' } })
    expect(count()).toEqual([2, 2, true])
    clearFilter(editor.lens)
    expect(count()).toEqual([8, 4, false])
  })

  it('tells nothing from little, and the most from the rest', () => {
    for (const isDark of [false, true]) {
      const alphas = [0, 0.001, 0.21, 0.5, 0.79, 1].map((share) => heatLevel(share, { isDark }).alpha)
      expect(new Set(alphas).size).toBe(6)
      expect(alphas).toEqual([...alphas].sort((a, b) => a - b))
    }
  })
})

const css = readFileSync('src/ui/styles.css', 'utf8')
const tokensOf = (selector: string) => {
  const block = css.slice(css.indexOf(selector)).split('\n}')[0] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1], match[2] ?? '']))
}
type Rgb = readonly [number, number, number]
const rgb = (hex = '#000000'): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb
/** Relative luminance of WCAG 2.2. */
const luminance = (color: Rgb): number => {
  const [r, g, b] = color.map((value) =>
    value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: Rgb, b: Rgb): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', ':root'],
  ['dark', "[data-theme='dark']"],
] as const)('figures on the heat map, %s', (theme, selector) => {
  const tokens = new Map([...tokensOf(':root'), ...tokensOf(selector)])
  it.each(LANE_KINDS)('can be read on every tint of %s', (kind) => {
    const [surface, ink, main] = ['surface', 'ink', `lane-${kind}`].map((name) => rgb(tokens.get(name))) as [
      Rgb,
      Rgb,
      Rgb,
    ]
    for (const { alpha, isStrong } of HEAT_LEVELS[theme]) {
      const ground = main.map((value, at) => value * alpha + (surface[at] ?? 0) * (1 - alpha)) as unknown as Rgb
      expect(contrast(isStrong ? surface : ink, ground)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
