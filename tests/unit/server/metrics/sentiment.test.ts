import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import { answerNumber } from '#server/metrics/library/answer-number.ts'
import { isEnglish } from '#server/metrics/sentiment/is-english.ts'
import { readTexts } from '#server/metrics/sentiment/read-texts.ts'
import type { SentimentAnswer } from '#shared/metrics/sentiment-question.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import { seededRandom } from '#tests/support/metrics-random-log.ts'
import { expectedSentiment, randomAnswers } from '#tests/support/metrics-sentiment-oracle.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 15)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

it.each(Array.from({ length: RUNS }, (_, at) => FIRST_SEED + at))(
  'agrees with a plain walk over random answers, seed %i',
  async (seed) => {
    const random = seededRandom(seed)
    const log = randomAnswers(random)
    const table = await writeLog(engine, 'sentiment', log, ['verbatim'])
    for (const answers of ['all', 'latest'] as const)
      for (const events of [[], ['answer']]) {
        const rule = { events, channels: [] as [], where: [] as [] }
        const told = await askMetric(engine, table, { kind: 'sentiment', rule, field: 'verbatim', answers })
        expect(told).toMatchObject(near(expectedSentiment(log, rule, answers === 'latest')) as object)
      }
    const nowhere = await askMetric(engine, table, {
      kind: 'sentiment',
      rule: { events: [], channels: [], where: [] },
      field: 'not there',
      answers: 'all',
    })
    expect(nowhere).toMatchObject({ n: 0, cases: 0, missing: log.length, mean: null })
  },
)

// Known scores of the authors, from the README of vaderSentiment.
it.each([
  ['VADER is smart, handsome, and funny.', 0.8316],
  ['VADER is smart, handsome, and funny!', 0.8439],
  ['VADER is not smart, handsome, nor funny.', -0.7424],
  ['The book was good.', 0.4404],
  ['The book was kind of good.', 0.3832],
  ["At least it isn't a horrible book.", 0.431],
  ['Not bad at all', 0.431],
  // What the port of the lexicon misses of its authors’ rules.
  ['the service was NOT good', -0.3412],
  ['It isn’t good', -0.3412],
  ['NOT GOOD', -0.3412],
])('%s', async (text, score) => {
  const { mean } = await readTexts([{ text, times: 3 }])
  expect(mean).toBeCloseTo(score, 4)
})

it('a word in capitals among small letters still counts for more', async () => {
  const [loud, calm] = await Promise.all(
    ['the EXCELLENT van', 'the excellent van'].map((text) => readTexts([{ text, times: 1 }])),
  )
  expect(loud?.mean).toBeGreaterThan(calm?.mean ?? 1)
})

describe('which texts seem to be English', () => {
  it.each([
    'No response to my calls and nobody ever came back with the fix that I was told about',
    'Lack of communication with your employees. They turned up several times',
    'good service',
    'Great!!',
    ':-)',
    "I can't get it to work, it's been down for a week",
  ])('yes: %s', (text) => expect(isEnglish(text)).toBe(true))

  it.each([
    'Die Lieferung kam drei Tage zu spät und niemand rief mich zurück',
    'De bezorging was te laat en niemand belde mij terug over de klacht',
    'La livraison est arrivée trois jours en retard et personne ne rappelle',
    'El pedido llegó tres días tarde y nadie me ha llamado después',
    'O pedido chegou com três dias de atraso e ninguém ligou de volta',
    'La consegna è arrivata con tre giorni di ritardo e nessuno ha richiamato',
    'Отлично, спасибо',
    '配達が三日遅れました',
  ])('no: %s', (text) => expect(isEnglish(text)).toBe(false))
})

describe('the number that is shown', () => {
  const rule = { events: [], channels: [], where: [] }
  const question = { kind: 'sentiment', rule, field: 'verbatim', answers: 'all' } as const
  const answer = (fields: Partial<SentimentAnswer> = {}): SentimentAnswer => ({
    n: 100,
    cases: 100,
    missing: 0,
    notEnglish: 0,
    negative: 20,
    neutral: 30,
    positive: 50,
    mean: 0.2,
    meanInterval: [0.1, 0.3],
    isTooMany: false,
    ...fields,
  })

  it('is a share with Wilson’s interval, or the mean', () => {
    expect(answerNumber(question, 'negative', answer())).toMatchObject({
      value: 0.2,
      unit: 'share',
      nOf: 'answers',
      interval: [expect.closeTo(0.1334, 4), expect.closeTo(0.2888, 4)],
    })
    expect(answerNumber(question, 'mean', answer())).toMatchObject({ value: 0.2, unit: 'number', interval: [0.1, 0.3] })
  })

  it('is none where the lexicon does not apply, and says what was left out', () => {
    expect(answerNumber(question, 'mean', answer({ notEnglish: 101 }))).toMatchObject({
      value: null,
      note: 'most of the texts do not seem to be English, and only English can be read',
    })
    expect(answerNumber(question, 'mean', answer({ isTooMany: true, n: 0 }))).toMatchObject({ value: null })
    expect(answerNumber(question, 'mean', answer({ notEnglish: 3 })).note).toBe(
      '3 that do not seem to be English are left out',
    )
  })
})
