import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emotionScoreAt, emotionY } from '#shared/layout/cells.ts'
import { emotionCurves, smoothPath } from '#shared/layout/emotion-curve.ts'
import { cardRect } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

const lane = 'lane0' as LaneId
const persona = (index: number): PersonaId => `persona${index}` as PersonaId
const curvesOf = (
  scores: readonly (number | undefined)[][],
  personas = 0,
  of?: (step: number, index: number) => number[],
) =>
  emotionCurves(
    layoutOf(
      gridSnapshot({
        stages: [scores.length],
        lanes: ['emotion'],
        personas,
        cards: (step) =>
          (scores[step] ?? []).map((score, index) => {
            const personaIds = (of?.(step, index) ?? []).map(persona)
            return score === undefined ? { personaIds } : { personaIds, score }
          }),
      }),
    ),
    lane,
  )

describe('emotion curve', () => {
  test('better feelings stand higher, and a height gives its score back', () => {
    expect(emotionY(2, 248)).toBeLessThan(emotionY(-2, 248))
    for (const score of [-2, -1.5, 0, 0.5, 2]) expect(emotionScoreAt(emotionY(score, 320), 320)).toBe(score)
    expect(emotionScoreAt(-500, 248)).toBe(2)
    expect(emotionScoreAt(5_000, 248)).toBe(-2)
  })

  test('a step without a score is a gap, not a guess', () => {
    const [curve] = curvesOf([[1], [undefined], [-1], [2]])
    expect(curve?.runs.map((run) => run.length)).toEqual([1, 2])
  })

  test('each persona has its own curve; cards for all belong to every one', () => {
    const curves = curvesOf([[1, -1], [0], [2, 1]], 2, (step, index) => (step === 1 ? [] : [index]))
    expect(curves.map((curve) => curve.personaId)).toEqual([persona(0), persona(1)])
    expect(curves.map((curve) => curve.runs.map((run) => run.length))).toEqual([[3], [3]])
  })

  test('with cards for all only, there is one curve for everyone', () => {
    expect(curvesOf([[1], [0]], 2).map((curve) => curve.personaId)).toEqual([null])
    expect(curvesOf([[], []], 2)).toEqual([])
  })

  test('a card without a score waits below the band', () => {
    const layout = layoutOf(
      gridSnapshot({
        stages: [1],
        lanes: ['emotion'],
        cards: () => [{ score: -2, title: 'Angry' }, { title: 'Unsure' }],
      }),
    )
    const row = layout.rows[0]
    expect(cardRect(layout, 'card1' as CardId)?.y).toBe(row?.bandHeight)
    expect(row?.height).toBeGreaterThan(row?.bandHeight ?? 0)
  })

  test('the path never swings beyond its points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 12 }), (heights) => {
        const points = heights.map((y, index) => ({ x: index * 50, y }))
        smoothPath(points).forEach(({ control1, control2, to }, index) => {
          const from = points[index]
          if (!from) throw new Error('a piece without start')
          const [low, high] = [Math.min(from.y, to.y) - 1e-9, Math.max(from.y, to.y) + 1e-9]
          for (const { y } of [control1, control2]) {
            expect(y).toBeGreaterThanOrEqual(low)
            expect(y).toBeLessThanOrEqual(high)
          }
        })
      }),
    )
  })
})
