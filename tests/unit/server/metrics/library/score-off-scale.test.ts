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

it('asks whether a Net Promoter Score of answers from 1 to 5 is one', () => {
  const given = (counts: readonly number[]): ScoreAnswer => ({
    ...answer(0),
    n: counts.reduce((sum, count) => sum + count, 0),
    distribution: counts.map((count, at) => ({ answer: at, count })),
  })
  const ofFive = given([0, 4, 3, 9, 20, 14, 0, 0, 0, 0, 0])
  expect(answerNumber(nps, 'score', ofFive)).toMatchObject({
    value: 12,
    note: 'All 50 answers lie from 1 to 5: were they given on 0 to 10? If not, choose their scale in the metric.',
    isDoubtful: true,
  })
  const csat = { ...nps, scale: { kind: 'csat', of: 5 } } as const
  expect(answerNumber(csat, 'score', given([0, 4, 3, 9, 20, 14]))).not.toHaveProperty('note')
  // A zero, a six, or too few: somebody may well have been asked on 0 to 10.
  expect(answerNumber(nps, 'score', given([1, 4, 3, 9, 20, 14, 0, 0, 0, 0, 0]))).not.toHaveProperty('note')
  expect(answerNumber(nps, 'score', given([0, 4, 3, 9, 20, 14, 1, 0, 0, 0, 0]))).not.toHaveProperty('note')
  expect(answerNumber(nps, 'score', given([0, 4, 3, 9, 1, 4, 0, 0, 0, 0, 0]))).not.toHaveProperty('note')
})
