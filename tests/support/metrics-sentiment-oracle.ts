import vader from 'vader-sentiment'
import type { SentimentAnswer } from '#shared/metrics/sentiment-question.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { casesOf, type LogEvent, matches } from './metrics-oracle.ts'
import { pick } from './metrics-random-log.ts'

const Z = 1.959963984540054

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

export function randomAnswers(random: () => number): LogEvent[] {
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

/** How texts sound, said again in the plainest way. */
export function expectedSentiment(log: readonly LogEvent[], rule: EventRule, isLatest: boolean): SentimentAnswer {
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
