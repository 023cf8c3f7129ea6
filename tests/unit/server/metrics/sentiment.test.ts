import vader from 'vader-sentiment'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import { answerNumber } from '#server/metrics/library/answer-number.ts'
import { isEnglish } from '#server/metrics/sentiment/is-english.ts'
import { readTexts } from '#server/metrics/sentiment/read-texts.ts'
import type { SentimentAnswer } from '#shared/metrics/sentiment-question.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import { casesOf, type LogEvent, matches } from '#tests/support/metrics-oracle.ts'
import { pick, seededRandom } from '#tests/support/metrics-random-log.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 15)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)
const Z = 1.959963984540054

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

const TEXTS = [
  'VADER is smart, handsome, and funny.',
  'The service was not good at all and I am angry',
  'It was delivered on Tuesday by the van that you had said',
  '  Great!!  ',
  'Great!!',
  'meh',
  ':-(',
  "O'Brien'); DROP TABLE x; --",
  '__proto__ constructor',
  'Die Lieferung kam drei Tage zu spät und niemand rief mich zurück',
  'Отлично, спасибо',
  '',
  '   ',
  null,
] as const

function randomAnswers(random: () => number): LogEvent[] {
  const start = Date.UTC(2026, 1, 1) * 1_000
  return Array.from({ length: Math.floor(random() * 90) }, (_, seq) => ({
    case: `c${Math.floor(random() * 25)}`,
    // Ties are common.
    ts: start + Math.floor(random() * 8) * 1e9,
    seq,
    event: pick(random, ['answer', 'other']),
    channel: null,
    value: null,
    attributes: { verbatim: pick(random, TEXTS) },
  }))
}

/** The same in the plainest way. */
function expected(log: readonly LogEvent[], rule: { events: string[]; channels: []; where: [] }, isLatest: boolean) {
  const textOf = (event: LogEvent): string => (event.attributes['verbatim'] ?? '').trim()
  const asked = casesOf(log).map((events) => events.filter((event) => matches(rule, event)))
  const withText = asked
    .map((events) => events.filter((event) => textOf(event) !== ''))
    .filter(({ length }) => length > 0)
  const texts = withText.flatMap((events) => (isLatest ? events.slice(-1) : events).map(textOf))
  const english = texts.filter((text) => !/Lieferung|Отлично/.test(text))
  const scores = english.map(
    (text) =>
      vader.SentimentIntensityAnalyzer.polarity_scores(text.replace(/^(The|It|Great)/, (word) => word.toLowerCase()))
        .compound,
  )
  const n = scores.length
  const mean = n === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / n
  const spread = Math.sqrt(scores.reduce((sum, one) => sum + (one - (mean ?? 0)) ** 2, 0) / (n - 1))
  const half = (Z * spread) / Math.sqrt(n)
  return {
    n,
    cases: withText.length,
    missing: asked.flat().filter((event) => textOf(event) === '').length,
    notEnglish: texts.length - n,
    negative: scores.filter((score) => score <= -0.05).length,
    neutral: scores.filter((score) => score > -0.05 && score < 0.05).length,
    positive: scores.filter((score) => score >= 0.05).length,
    mean,
    meanInterval: mean === null || n < 30 ? null : [mean - half, mean + half],
    isTooMany: false,
  }
}

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
        expect(told).toMatchObject(near(expected(log, rule, answers === 'latest')) as object)
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
