import type { MetricAnswers } from '#shared/metrics/metric.ts'
import type { NamedQuestion, NamedQuestionKind, Shown } from '#shared/metrics/named-metric.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { endsOf } from '#shared/metrics/value-questions.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import type { MetricAnswer } from '../ask.ts'

/** The one number of an answer that a metric shows, with what belongs to it. */
export type AnswerNumber = Pick<
  Reading,
  'value' | 'unit' | 'n' | 'nOf' | 'interval' | 'isExact' | 'note' | 'isDoubtful'
>

/** `answered`: what that question was answered. */
export function answerNumber(question: NamedQuestion, show: Shown, answered: MetricAnswer): AnswerNumber {
  const numberOf = NUMBER_OF[question.kind] as (
    answer: MetricAnswer,
    show: Shown,
    question: NamedQuestion,
  ) => AnswerNumber
  return numberOf(answered, show, question)
}

type NumberOf<Kind extends NamedQuestionKind> = (
  answer: MetricAnswers[Kind],
  show: Shown,
  question: Extract<NamedQuestion, { readonly kind: Kind }>,
) => AnswerNumber

const NUMBER_OF: { readonly [Kind in NamedQuestionKind]: NumberOf<Kind> } = {
  count: ({ events, cases }, show) =>
    show === 'events'
      ? { value: events, unit: 'number', n: events, nOf: 'events', isExact: true }
      : { value: cases, unit: 'cases', n: cases },

  funnel: ({ reached }, show) => {
    const [first, last] = [reached[0] ?? 0, reached.at(-1) ?? 0]
    return shareOf(show === 'lost' ? first - last : last, first)
  },

  timeBetween: ({ n, median, p90, mean, medianInterval }, show) => {
    if (show === 'median') return { value: median, unit: 'seconds', n, ...within(medianInterval) }
    return { value: show === 'p90' ? p90 : mean, unit: 'seconds', n }
  },

  leakage: ({ cases, leakedCases, fromEvents, leakedEvents }, show) => {
    if (show === 'leakedEvents') return { ...shareOf(leakedEvents, fromEvents), nOf: 'events' }
    return shareOf(show === 'leaked' ? leakedCases : cases - leakedCases, cases)
  },

  score: ({ score, interval, n, outOfRange, distribution }, _show, { scale }) => {
    const unit = scale.kind === 'nps' ? 'points' : scale.kind === 'csat' ? 'share' : 'number'
    const said = { unit, n, nOf: 'answers' } as const
    if (outOfRange <= n) {
      const note = scale.kind === 'nps' && noteOfShorterScale(n, distribution)
      return { ...said, value: score, ...within(interval), ...(note ? { note, isDoubtful: true } : {}) }
    }
    // Of answers from 0 to 100 those up to 10 would make a Net Promoter Score that nobody gave.
    const note = `more numbers lie outside ${endsOf(scale).join(' to ')} (${outOfRange}) than answers count (${n})`
    return { ...said, value: null, note }
  },

  amount: (answer, show) => {
    const { n, amongCases, sum, mean, meanInterval, median, medianInterval, p90, perCase, perCaseInterval } = answer
    const ofEvents = { unit: 'number', n, nOf: 'events' } as const
    switch (show) {
      case 'sum':
        return { ...ofEvents, value: sum, isExact: true }
      case 'mean':
        return { ...ofEvents, value: mean, ...within(meanInterval) }
      case 'median':
        return { ...ofEvents, value: median, ...within(medianInterval) }
      case 'p90':
        return { ...ofEvents, value: p90 }
      default:
        return { value: perCase, unit: 'number', n: amongCases, ...within(perCaseInterval) }
    }
  },

  rateOf: ({ cases, having }) => shareOf(having, cases),
  repeat: ({ cases, repeated }) => shareOf(repeated, cases),

  retention: ({ periods }, show) => {
    const { cases = 0, returned = 0 } = periods.at(-1) ?? {}
    return shareOf(show === 'churned' ? cases - returned : returned, cases)
  },

  sessions: ({ cases, sessions, perCase, perCaseInterval, bounced }, show) =>
    show === 'bounceRate'
      ? { ...shareOf(bounced, sessions), nOf: 'sessions' }
      : { value: perCase, unit: 'number', n: cases, ...within(perCaseInterval) },

  sentiment: (answer, show) => {
    const { n, notEnglish, mean, meanInterval, isTooMany } = answer
    const of = { nOf: 'answers' } as const
    if (isTooMany)
      return { ...of, value: null, unit: 'share', n: 0, note: 'there are more different texts than are read' }
    if (notEnglish > n)
      return {
        ...of,
        value: null,
        unit: 'share',
        n,
        note: 'most of the texts do not seem to be English, and only English can be read',
      }
    const left = notEnglish > 0 ? { note: `${notEnglish} that do not seem to be English are left out` } : {}
    if (show === 'mean') return { ...of, value: mean, unit: 'number', n, ...within(meanInterval), ...left }
    const k = show === 'positive' ? answer.positive : show === 'negative' ? answer.negative : answer.neutral
    return { ...shareOf(k, n), ...of, ...left }
  },
}

/** So many answers from 0 to 10 and none of them 0, or above the last of a shorter scale: hardly anybody was asked that. */
const SURE_ANSWERS = 30
const SHORTER_SCALES = [5, 7]

/** Answers from 1 to 5 make a Net Promoter Score of −100, whatever they say. */
function noteOfShorterScale(n: number, distribution: MetricAnswers['score']['distribution']): string | null {
  const given = distribution.filter(({ count }) => count > 0).map(({ answer }) => answer)
  const last = given.at(-1) ?? 0
  const shorter = SHORTER_SCALES.find((end) => last <= end)
  if (n < SURE_ANSWERS || shorter === undefined || given[0] === 0 || last < shorter) return null
  return `All ${n} answers lie from 1 to ${shorter}: were they given on 0 to 10? If not, choose their scale in the metric.`
}

function within(interval: readonly [number, number] | null): Pick<Reading, 'interval'> {
  return interval ? { interval } : {}
}

function shareOf(k: number, n: number): AnswerNumber {
  return { value: n > 0 ? k / n : null, unit: 'share', n, ...within(wilsonInterval(k, n)) }
}
