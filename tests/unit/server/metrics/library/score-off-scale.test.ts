import { expect, it } from 'vitest'
import { answerNumber } from '#server/metrics/library/answer-number.ts'
import type { ScoreAnswer } from '#shared/metrics/value-questions.ts'

const RULE = { events: [], channels: [], where: [] }
const nps = { kind: 'score', rule: RULE, scale: { kind: 'nps' }, answers: 'all' } as const
const answer = (outOfRange: number): ScoreAnswer => ({
  n: 20,
  cases: 20,
  missing: 0,
  outOfRange,
  distribution: [],
  score: 12,
  interval: null,
})

it('makes no score of the few numbers that happen to lie on the scale', () => {
  expect(answerNumber(nps, 'score', answer(180))).toEqual({
    value: null,
    unit: 'points',
    n: 20,
    nOf: 'answers',
    note: 'more numbers lie outside 0 to 10 (180) than answers count (20)',
  })
  expect(answerNumber(nps, 'score', answer(3))).toMatchObject({ value: 12, n: 20 })
})
