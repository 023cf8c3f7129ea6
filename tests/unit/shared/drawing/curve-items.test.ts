import { expect, test } from 'vitest'
import { drawingOf } from '#shared/drawing/drawing-of.ts'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { LIGHT_THEME } from '#shared/drawing/theme.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

test('curves of two personas differ by dash and by name, and future points are hollow', () => {
  const snapshot = gridSnapshot({
    stages: [3],
    lanes: ['emotion'],
    personas: 2,
    cards: (step) =>
      [0, 1].map((of) => ({
        score: step === 1 ? 2 - of : -of,
        personaIds: [`persona${of}` as never],
        ...(of === 1 && { futureScore: 2 }),
      })),
  })
  const { items } = drawingOf(snapshot, layoutOf(snapshot), LIGHT_THEME)
  const dashes = items.flatMap((item) => (item.kind === 'path' && item.dash ? [item.dash.join(' ')] : []))
  expect(new Set(dashes).size).toBe(3)
  const words = items.flatMap((item) => (item.kind === 'text' ? item.lines : []))
  expect(words).toEqual(expect.arrayContaining(['Persona 0', 'Persona 1']))
  expect(items.filter((item) => item.kind === 'dot' && item.stroke !== undefined)).toHaveLength(3)
  const without = drawingOf(snapshot, layoutOf(snapshot), LIGHT_THEME, new Set(['persona1' as never])).items
  expect(without.flatMap((item) => (item.kind === 'path' && item.dash ? [item.dash.join(' ')] : []))).toEqual([''])
  expect(without.filter((item) => item.kind === 'dot' && item.stroke !== undefined)).toHaveLength(0)
  const svg = drawingToSvg(
    { bounds: { x: 0, y: 0, width: 900, height: 400 }, background: '#fff', items },
    { width: 900, height: 400 },
  )
  expect(svg).toContain('stroke-dasharray="2 5"')
})

test('names of curves stand right of the grid, one below the other, and within what is printed', () => {
  const snapshot = gridSnapshot({
    stages: [2],
    lanes: ['emotion'],
    personas: 3,
    // All end at the same height.
    cards: () => [0, 1, 2].map((of) => ({ score: 1, personaIds: [`persona${of}` as never] })),
  })
  const layout = layoutOf(snapshot)
  const { items, bounds } = drawingOf(snapshot, layout, LIGHT_THEME)
  const names = items.filter((item) => item.kind === 'text' && item.lines[0]?.startsWith('Persona '))
  const at = names.map((item) => (item.kind === 'text' ? item.at : { x: 0, y: 0 }))
  expect(at).toHaveLength(3)
  for (const { x } of at) expect(x).toBeGreaterThan(layout.width)
  expect(at[1]!.y - at[0]!.y).toBeGreaterThanOrEqual(15)
  expect(at[2]!.y - at[1]!.y).toBeGreaterThanOrEqual(15)
  expect(bounds.x + bounds.width).toBeGreaterThan(layout.width + 60)
})
