import { expect, it } from 'vitest'
import { emotionY } from '#shared/layout/cells.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { measuredFeelings } from '#shared/layout/measured-curve.ts'
import { APART_ROOM_PX, EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import { measuredLevelOf } from '#shared/metrics/feelings.ts'
import type { FeelingReading } from '#shared/metrics/reading.ts'
import type { FeelingSource } from '#shared/model/records/feeling-source.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'
import { journeyReadings, reading } from '#tests/support/metrics-readings.ts'

const lane = 'lane0' as LaneId

/** A step each: what is assumed, what is measured (`null`: cannot be told, absent: is not measured) and on how many answers. */
type Step = readonly [assumed: number | undefined, level?: number | null, n?: number]

function measuredAlong(steps: readonly Step[], personas = 0) {
  const snapshot = gridSnapshot({
    stages: [steps.length],
    lanes: ['emotion'],
    personas,
    cards: (step) => {
      const score = steps[step]?.[0]
      const personaIds = personas > 0 ? [`persona${step % personas}` as PersonaId] : []
      return [score === undefined ? { personaIds } : { personaIds, score }]
    },
  })
  const layout = layoutOf(snapshot)
  const cards = [...snapshot.cards.values()]
  const feelings = cards.flatMap((card): FeelingReading[] => {
    const step = card.place.kind === 'cell' ? [...snapshot.steps.keys()].indexOf(card.place.stepId) : -1
    const [, level, n = 100] = steps[step] ?? []
    if (level === undefined) return []
    const value = level === null ? null : level * 50
    return [
      {
        elementId: card.id,
        name: 'NPS',
        datasetId: 'd',
        reading: reading({ value, n, nOf: 'answers', unit: 'points' }),
        ends: { worst: -100, best: 100 },
        level,
        ...(level !== null && { levelInterval: [level - 0.25, level + 0.25] as const }),
      },
    ]
  })
  const readings = { ...journeyReadings(), feelings }
  return { layout, ...measuredFeelings(layout, lane, (card) => measuredLevelOf(readings, card)) }
}

it('a step without data, without a number or with few answers is a gap of the curve, never a guess', () => {
  const { curves, points } = measuredAlong([[1, 1], [1, 0.5], [1], [0, -1], [0, null], [0, -1, 29], [0, 2], [0, 1]])
  const [curve, ...others] = curves
  expect(others).toEqual([])
  expect(curve?.runs.map((run) => run.map(({ score }) => score))).toEqual([[1, 0.5], [-1], [2, 1]])
  // The weak one is a point of its own.
  expect(points.map(({ level, isWeak }) => (isWeak ? `weak ${level}` : level))).toEqual([1, 0.5, -1, 'weak -1', 2, 1])
})

it('a point lies at its level with the reach of its interval, also of a card that nobody scored, and says when both disagree', () => {
  const { layout, points } = measuredAlong([
    [2, -1],
    [undefined, 0.5],
    [-0.5, -1],
  ])
  const { bandHeight } = layout.rowOfLane.get(lane) ?? { bandHeight: 0 }
  expect(points.map(({ y }) => y)).toEqual([-1, 0.5, -1].map((level) => emotionY(level, bandHeight)))
  expect(points[0]?.reach).toEqual([emotionY(-0.75, bandHeight), emotionY(-1.25, bandHeight)])
  expect(points.map(({ isApart }) => isApart)).toEqual([true, false, false])
})

it('each persona has its own measured curve', () => {
  const { curves } = measuredAlong(
    [
      [1, 1],
      [0, 0],
      [1, 2],
      [0, -1],
    ],
    2,
  )
  expect(curves.map(({ personaId }) => personaId)).toEqual(['persona0', 'persona1'])
  expect(curves.map(({ runs }) => runs.map((run) => run.map(({ score }) => score)))).toEqual([
    [[1], [2]],
    [[0], [-1]],
  ])
})

it('puts the words of a cell below its lowest face where a feeling is measured, and leaves room for what disagrees', () => {
  const feelingSource = { of: { kind: 'metric', metricId: 'nps' }, source: 'manual' } as FeelingSource
  const snapshot = gridSnapshot({
    stages: [2],
    lanes: ['emotion'],
    personas: 0,
    cards: (step) => [
      { title: 'So good', score: 2, ...(step === 0 && { feelingSource }) },
      { title: 'So bad', score: -2 },
    ],
  })
  const layout = layoutOf(snapshot)
  const bandHeight = layout.rowOfLane.get(lane)?.bandHeight ?? 0
  const items = [...(layout.cells.get(lane)?.values() ?? [])].flatMap((cell) => cell.items)
  const lowest = emotionY(-2, bandHeight) + EMOTION_FACE_PX / 2
  const [measured, , plain] = items
  // Its place reaches down to them, whose upper edge is below every face and every point.
  expect((measured?.y ?? 0) + (measured?.height ?? 0)).toBeGreaterThan(lowest)
  expect((measured?.y ?? 0) + (measured?.height ?? 0)).toBeLessThanOrEqual(bandHeight)
  expect((plain?.y ?? 0) + (plain?.height ?? 0)).toBeLessThan(lowest)
  expect(layout.rowOfLane.get(lane)?.height).toBe(bandHeight + APART_ROOM_PX)
})
