import { assertNever } from '#shared/lib/assert.ts'
import type { NamedQuestion, Shown } from '#shared/metrics/named-metric.ts'
import { durationWords, eventWords } from '#shared/metrics/segment-words.ts'
import { endsOf } from '#shared/metrics/value-questions.ts'
import { quoted, rulesWords } from '../rule-words.ts'

const HOUR_SECONDS = 3_600

/** What is counted and how, in a sentence that an analyst can recompute it by. */
export function questionWords(question: NamedQuestion, show: Shown): string {
  switch (question.kind) {
    case 'count':
      return show === 'events'
        ? `Events of ${eventWords(question.rule)}, each one counted.`
        : `Cases with at least one event of ${eventWords(question.rule)}.`
    case 'funnel': {
      const [first, ...later] = question.steps.map(eventWords)
      const within =
        question.windowSeconds === undefined ? '' : ` within ${durationWords(question.windowSeconds / HOUR_SECONDS)}`
      const attempts = question.mode === 'any' ? 'any attempt counts' : 'only the first attempt counts'
      const reach = show === 'lost' ? 'do not reach' : 'reach'
      return `Share of the cases with ${first ?? 'nothing'} that ${reach} ${later.join(', then ')}${within}, in this order with anything between; ${attempts}.`
    }
    case 'timeBetween':
      return `${TIME[show] ?? 'Median'} time from the first event of ${eventWords(question.from)} to the first later event of ${eventWords(question.to)}, over the cases that have both; the others are left out.`
    case 'leakage': {
      const [from, to] = [eventWords(question.from), eventWords(question.to)]
      const window = `within ${durationWords(question.hours)} (a rolling window, its end included)`
      if (show === 'leakedEvents') return `Share of the events of ${from} after which ${to} comes ${window}.`
      return `Share of the cases with ${from} in which ${show === 'leaked' ? '' : 'no '}${to} comes ${window} after it.`
    }
    case 'score': {
      const [low, high] = endsOf(question.scale)
      const answers = question.answers === 'latest' ? 'the last answer of each case' : 'all answers'
      const of = `${answers} of ${low} to ${high} in ${numberWords(question.field)} of ${eventWords(question.rule)}`
      if (question.scale.kind === 'nps')
        return `Share of answers of 9 or 10 less the share of answers of 0 to 6, times 100, over ${of}.`
      return question.scale.kind === 'csat'
        ? `Share of answers of ${high - 1} or ${high}, over ${of}.`
        : `Mean of ${of}.`
    }
    case 'amount': {
      const number = question.prices
        ? `what it costs by ${question.prices.length} ${question.prices.length === 1 ? 'price' : 'prices'}`
        : numberWords(question.field)
      const of = `${number} over the events of ${eventWords(question.rule)} that have one`
      if (show !== 'perCase') return `${AMOUNT[show] ?? 'Sum'} of ${of}.`
      const among = question.among ? `the cases with ${eventWords(question.among)}` : 'all cases'
      return `Sum per case of ${of}, as the mean over ${among}; a case without any counts 0.`
    }
    case 'sentiment': {
      const texts = question.answers === 'latest' ? 'the last text of each case' : 'all texts'
      const of = `${texts} in ${quoted(question.field)} of ${eventWords(question.rule)}, read by the English lexicon of VADER`
      if (show === 'mean') return `Mean score, from −1 to 1, of ${of}.`
      return `Share of texts that sound ${show} (${LINES[show] ?? ''}), of ${of}.`
    }
    case 'rateOf':
      return `Share of the cases with ${eventWords(question.among)} that also have ${eventWords(question.having)}, anywhere in the case.`
    case 'repeat': {
      const within =
        question.withinHours === undefined ? '' : ` within ${durationWords(question.withinHours)} (its end included)`
      return `Share of the cases with ${eventWords(question.rule)} in which it comes again${within}.`
    }
    case 'retention': {
      const { periods, periodDays } = question
      const span = `day ${periods * periodDays} to day ${(periods + 1) * periodDays} after the first ${eventWords(question.start)}`
      const did = show === 'churned' ? 'without' : 'with'
      return `Share of the cases ${did} ${eventWords(question.back)} from ${span}, the end left out; only cases for which that time is over.`
    }
    case 'sessions': {
      const session = `events of ${eventWords(question.rule)} with pauses of at most ${question.gapMinutes} minutes`
      return show === 'bounceRate'
        ? `Share of sessions that have one event only; a session is ${session}.`
        : `Sessions per case, as the mean over the cases that have one; a session is ${session}.`
    }
    default:
      return assertNever(question)
  }
}

const LINES: Readonly<Partial<Record<Shown, string>>> = {
  negative: 'a score of −0.05 or less',
  neutral: 'a score between −0.05 and 0.05',
  positive: 'a score of 0.05 or more',
}

const TIME: Readonly<Partial<Record<Shown, string>>> = { median: 'Median', p90: '90th percentile of the', mean: 'Mean' }
const AMOUNT: Readonly<Partial<Record<Shown, string>>> = {
  sum: 'Sum',
  mean: 'Mean',
  median: 'Median',
  p90: '90th percentile',
}

const numberWords = (field: string | undefined): string => (field === undefined ? 'the value' : `“${field}”`)

/** Which events it rests on, exactly. */
export const questionFilter = (question: NamedQuestion): string =>
  rulesOf(question)
    .map(({ name, rule }) => `${name === '' ? '' : `${name}: `}${rulesWords([rule])}`)
    .join('; ')

/** The rules that a question asks by, with what each is for. */
export function rulesOf(question: NamedQuestion) {
  switch (question.kind) {
    case 'funnel':
      return question.steps.map((rule, at) => ({ name: `step ${at + 1}`, rule }))
    case 'timeBetween':
    case 'leakage':
      return [
        { name: 'from', rule: question.from },
        { name: 'to', rule: question.to },
      ]
    case 'amount':
      return [
        { name: '', rule: question.rule },
        ...(question.among ? [{ name: 'cases with', rule: question.among }] : []),
        ...(question.prices ?? []).map(({ rule, price }) => ({ name: `price ${price}`, rule })),
      ]
    case 'rateOf':
      return [
        { name: 'cases with', rule: question.among },
        { name: 'also', rule: question.having },
      ]
    case 'retention':
      return [
        { name: 'begins with', rule: question.start },
        { name: 'comes back with', rule: question.back },
      ]
    case 'count':
    case 'score':
    case 'repeat':
    case 'sessions':
    case 'sentiment':
      return [{ name: '', rule: question.rule }]
    default:
      return assertNever(question)
  }
}

/** The fields that a question asks for and the dataset does not have. */
export function missingFields(question: NamedQuestion, fields: readonly string[]): readonly string[] {
  const asked = rulesOf(question).flatMap(({ rule }) =>
    rule.where.filter(({ values }) => values.length > 0).map(({ field }) => field),
  )
  const isOfField = question.kind === 'score' || question.kind === 'amount' || question.kind === 'sentiment'
  const number = isOfField ? question.field : undefined
  return [...new Set(number === undefined ? asked : [...asked, number])].filter((field) => !fields.includes(field))
}
