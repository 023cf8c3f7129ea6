import type { NamedMetricDraft } from '#shared/contract/rest/named-metrics.ts'
import type { MetricDefinition, NamedQuestion, NamedQuestionKind, Shown } from '#shared/metrics/named-metric.ts'
import { EMPTY_RULE, isEmptyRule } from '../event-rule.ts'

export type MetricKind = NamedQuestionKind | 'ratio' | 'index'

export const KIND_TITLES: Readonly<Record<MetricKind, string>> = {
  count: 'How many',
  funnel: 'Conversion, one step after the other',
  timeBetween: 'Time between two events',
  leakage: 'Containment and leakage',
  score: 'Survey score (NPS, CSAT, CES)',
  amount: 'Money or another amount',
  rateOf: 'Share that also does something',
  repeat: 'Repeat contact',
  retention: 'Retention and churn',
  sessions: 'Sessions and bounce',
  sentiment: 'Sentiment of what people wrote',
  ratio: 'Ratio of two metrics',
  index: 'Weighted index of metrics',
}
export const METRIC_KINDS = Object.keys(KIND_TITLES) as readonly MetricKind[]

export const SHOWN_TITLES: Readonly<Record<Shown, string>> = {
  cases: 'Unique cases',
  events: 'Events, each one counted',
  overall: 'Share that gets there (conversion)',
  lost: 'Share that does not (drop-off)',
  median: 'Median',
  p90: '90th percentile',
  mean: 'Mean',
  contained: 'Containment: share of cases that stay',
  leaked: 'Leakage: share of cases that leak',
  leakedEvents: 'Leakage: share of events that leak',
  score: 'Score',
  perCase: 'Per case',
  sum: 'Sum',
  rate: 'Share',
  kept: 'Retention: share that comes back',
  churned: 'Churn: share that does not',
  bounceRate: 'Bounce: share of sessions with one event',
  positive: 'Share that sounds positive',
  neutral: 'Share that sounds neutral',
  negative: 'Share that sounds negative',
}

const DAY_SECONDS = 86_400
const WINDOW_DAYS = 14

/** A question that asks for nothing yet. */
function newQuestion(kind: NamedQuestionKind): NamedQuestion {
  const rule = EMPTY_RULE
  const questions: { readonly [Kind in NamedQuestionKind]: Extract<NamedQuestion, { readonly kind: Kind }> } = {
    count: { kind: 'count', rule },
    funnel: { kind: 'funnel', steps: [rule, rule], mode: 'any', windowSeconds: WINDOW_DAYS * DAY_SECONDS },
    timeBetween: { kind: 'timeBetween', from: rule, to: rule },
    leakage: { kind: 'leakage', from: rule, to: rule, hours: 24 },
    score: { kind: 'score', rule, scale: { kind: 'nps' }, answers: 'all' },
    amount: { kind: 'amount', rule },
    rateOf: { kind: 'rateOf', among: rule, having: rule },
    repeat: { kind: 'repeat', rule, withinHours: 7 * 24 },
    retention: { kind: 'retention', start: rule, back: rule, periodDays: 7, periods: 4 },
    sessions: { kind: 'sessions', rule, gapMinutes: 30 },
    sentiment: { kind: 'sentiment', rule, field: '', answers: 'all' },
  }
  return questions[kind]
}

const FIRST_SHOWN: Readonly<Record<NamedQuestionKind, Shown>> = {
  count: 'cases',
  funnel: 'overall',
  timeBetween: 'median',
  leakage: 'contained',
  score: 'score',
  amount: 'sum',
  rateOf: 'rate',
  repeat: 'rate',
  retention: 'kept',
  sessions: 'perCase',
  sentiment: 'mean',
}

export function newDefinition(kind: MetricKind): MetricDefinition {
  if (kind === 'ratio') return { kind, aboveId: '', belowId: '' }
  if (kind === 'index') return { kind, parts: [] }
  return { kind: 'question', question: newQuestion(kind), show: FIRST_SHOWN[kind] }
}

export const kindOf = (definition: MetricDefinition): MetricKind =>
  definition.kind === 'question' ? definition.question.kind : definition.kind

export type Draft = NamedMetricDraft

export const emptyDraft = (datasetId: string | null): Draft => ({
  name: '',
  description: '',
  datasetId,
  definition: newDefinition('count'),
  unit: 'number',
  currency: null,
  decimals: null,
  direction: 'none',
  target: null,
})

export interface Template {
  readonly title: string
  readonly draft: Pick<Draft, 'name' | 'definition' | 'direction'> & Partial<Draft>
}

const asking = (question: NamedQuestion, show: Shown): MetricDefinition => ({ kind: 'question', question, show })
const rule = EMPTY_RULE
const MONEY = { unit: 'money', currency: 'EUR' } as const

/** The usual ones: what is left to say is which events, and where the number is. */
export const TEMPLATES: readonly Template[] = [
  {
    title: 'Net Promoter Score',
    draft: {
      name: 'NPS',
      definition: asking({ kind: 'score', rule, scale: { kind: 'nps' }, answers: 'all' }, 'score'),
      direction: 'up',
    },
  },
  {
    title: 'Customer satisfaction (CSAT)',
    draft: {
      name: 'CSAT',
      definition: asking({ kind: 'score', rule, scale: { kind: 'csat', of: 5 }, answers: 'all' }, 'score'),
      direction: 'up',
    },
  },
  {
    title: 'Customer effort (CES)',
    draft: {
      name: 'CES',
      definition: asking({ kind: 'score', rule, scale: { kind: 'ces', of: 7 }, answers: 'all' }, 'score'),
      direction: 'up',
    },
  },
  {
    title: 'Sentiment of comments',
    draft: {
      name: 'Sentiment',
      definition: asking({ kind: 'sentiment', rule, field: '', answers: 'all' }, 'mean'),
      direction: 'up',
    },
  },
  {
    title: 'Cost to serve',
    draft: {
      name: 'Cost to serve',
      definition: asking({ kind: 'amount', rule, prices: [{ rule, price: 0 }] }, 'perCase'),
      direction: 'down',
      ...MONEY,
    },
  },
  {
    title: 'Revenue',
    draft: { name: 'Revenue', definition: asking({ kind: 'amount', rule }, 'sum'), direction: 'up', ...MONEY },
  },
  {
    title: 'Average order value',
    draft: {
      name: 'Average order value',
      definition: asking({ kind: 'amount', rule }, 'mean'),
      direction: 'up',
      ...MONEY,
    },
  },
  {
    title: 'Repeat contact',
    draft: {
      name: 'Repeat contact',
      definition: asking({ kind: 'repeat', rule, withinHours: 7 * 24 }, 'rate'),
      direction: 'down',
    },
  },
  {
    title: 'Containment',
    draft: {
      name: 'Containment',
      definition: asking({ kind: 'leakage', from: rule, to: rule, hours: 24 }, 'contained'),
      direction: 'up',
    },
  },
  {
    title: 'Approval rate',
    draft: {
      name: 'Approval rate',
      definition: asking({ kind: 'rateOf', among: rule, having: rule }, 'rate'),
      direction: 'up',
    },
  },
]

/** What has still to be said before there is a number; `null` when it can be asked for. */
export function missingOf({ datasetId, definition }: Draft): string | null {
  if (definition.kind === 'ratio')
    return definition.aboveId === '' || definition.belowId === '' ? 'Choose both metrics.' : null
  if (definition.kind === 'index') return definition.parts.length === 0 ? 'Add a metric to the index.' : null
  if (datasetId === null) return 'Choose a dataset.'
  const { question } = definition
  switch (question.kind) {
    case 'funnel':
      return question.steps.some(isEmptyRule) ? 'Choose the events of each step.' : null
    case 'timeBetween':
    case 'leakage':
      return isEmptyRule(question.from) || isEmptyRule(question.to) ? 'Choose the events at both ends.' : null
    case 'rateOf':
      return isEmptyRule(question.among) || isEmptyRule(question.having) ? 'Choose the events of both.' : null
    case 'repeat':
      return isEmptyRule(question.rule) ? 'Choose the events that should not come twice.' : null
    case 'amount':
      return question.prices?.some((one) => isEmptyRule(one.rule)) ? 'Choose the event of each price.' : null
    case 'sentiment':
      return question.field === '' ? 'Choose where the text is.' : null
    default:
      // The others make sense over all events as well.
      return null
  }
}
