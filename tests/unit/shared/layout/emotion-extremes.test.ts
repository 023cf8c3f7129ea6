import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emotionCurves } from '#shared/layout/emotion-curve.ts'
import { extremesOf, largestSwing } from '#shared/layout/emotion-extremes.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

/** The one curve of a lane with a feeling a step; `null` is a step that nobody scored. */
const curvesOf = (scores: readonly (number | null)[], futures: readonly number[] = []) => {
  const layout = layoutOf(
    gridSnapshot({
      stages: [scores.length],
      lanes: ['emotion'],
      cards: (step) => {
        const score = scores[step] ?? undefined
        const future = futures[step]
        return [
          {
            title: `${step}`,
            ...(score !== undefined && { score }),
            ...(future !== undefined && { futureScore: future }),
          },
        ]
      },
    }),
  )
  const of = (time: 'current' | 'future') => emotionCurves(layout, 'lane0' as LaneId, time)
  return { current: of('current'), future: of('future') }
}
const extremes = (scores: readonly (number | null)[]) =>
  curvesOf(scores).current.flatMap((curve) => [...extremesOf(curve)].map(([id, extreme]) => `${id} ${extreme}`))

describe('peaks and valleys', () => {
  test('are higher or lower than what is felt on both sides', () => {
    expect(extremes([0, 2, -1, 1, 0])).toEqual(['card1 peak', 'card2 valley', 'card3 peak'])
    expect(extremes([-2, -1, 0, 2])).toEqual([])
  })

  test('a level stretch counts once, at its beginning', () => {
    expect(extremes([0, 2, 2, 2, 1])).toEqual(['card1 peak'])
    expect(extremes([0, 2, 2, 2])).toEqual([])
  })

  test('beyond a gap nothing is known, so its edges are neither', () => {
    expect(extremes([0, 2, null, 0, -2])).toEqual([])
  })

  test('follow one another in turn within a run', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 14 }), (halves) => {
        const kinds = extremes(halves.map((half) => half / 2)).map((words) => words.split(' ')[1])
        kinds.forEach((kind, index) => expect(kind).not.toBe(kinds[index - 1]))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the largest swing', () => {
  test('is between neighbours of one run, never over a gap', () => {
    const swing = largestSwing(curvesOf([2, 1, -1, null, 2]).current)
    expect([swing?.from.card.id, swing?.to.card.id]).toEqual(['card1', 'card2'])
    expect(largestSwing(curvesOf([1, 1, null, -2]).current)).toBeUndefined()
  })
})

describe('the future curve', () => {
  test('runs through the scores that feelings are meant to get, also of a card without a score', () => {
    const { current, future } = curvesOf([1, null, -2], [2, 1, 1])
    expect(current[0]?.runs.map((run) => run.map((point) => point.score))).toEqual([[1], [-2]])
    expect(future[0]?.runs.map((run) => run.map((point) => point.score))).toEqual([[2, 1, 1]])
    expect(curvesOf([1, 2]).future).toEqual([])
  })
})
