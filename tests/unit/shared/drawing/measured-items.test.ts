import { expect, it } from 'vitest'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { measuredItems } from '#shared/drawing/measured-items.ts'
import { LIGHT_THEME } from '#shared/drawing/theme.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

const LEVELS = [1, -1, undefined, 0.5] as const
const sarah = 'persona0' as PersonaId

function drawn(hidden: ReadonlySet<PersonaId> = new Set()) {
  const snapshot = gridSnapshot({
    stages: [4],
    lanes: ['emotion'],
    personas: 1,
    cards: (step) => [{ score: step === 1 ? 2 : 1, personaIds: [sarah] }],
  })
  const steps = [...snapshot.steps.keys()]
  const layout = layoutOf(snapshot)
  return measuredItems(
    layout,
    LIGHT_THEME,
    {
      levelOf: ({ place }) => {
        const at = place.kind === 'cell' ? steps.indexOf(place.stepId) : -1
        const level = LEVELS[at]
        if (level === undefined) return undefined
        return { level, interval: [level - 0.2, level + 0.2], isWeak: at === 3, isApart: at === 1 }
      },
      standingOf: () => 'assumed: very good; measured: bad & <n>',
    },
    hidden,
  )
}

it('draws a double line, a rhombus with its interval at each point, and frames the cell where both disagree with words', () => {
  const { below, above, points } = drawn()
  // A broad line, and the paper along its middle; the gap and the weak point are joined to nothing.
  expect(below.map((item) => item.kind === 'path' && [item.width, item.pieces.length])).toEqual([
    [6, 1],
    [3, 1],
  ])
  const shapes = above.filter((item) => item.kind === 'shape')
  expect(shapes.filter(({ isDashed }) => isDashed)).toHaveLength(1)
  const rhombuses = shapes.filter(({ isDashed }) => !isDashed)
  expect(rhombuses.map(({ fill }) => fill === LIGHT_THEME.surface)).toEqual([false, false, true])
  expect(points).toHaveLength(3)
  // Beside its face, where it would be hidden.
  expect(points.map(({ point, at }) => at.x - point.x)).toEqual([24, 0, 24])
  const svg = drawingToSvg(
    { bounds: { x: 0, y: 0, width: 900, height: 400 }, background: '#fff', items: above },
    { width: 900, height: 400 },
  )
  expect(svg).toContain('assumed: very good;')
  expect(svg).not.toContain('<n>')
})

it('draws nothing of a persona that is hidden', () => {
  expect(drawn(new Set([sarah]))).toEqual({ below: [], above: [], points: [] })
})
