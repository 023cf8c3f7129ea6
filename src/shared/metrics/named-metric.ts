import * as z from 'zod/mini'
import { rateQuestion, repeatQuestion, retentionQuestion, sessionsQuestion } from './habit-questions.ts'
import { countQuestion, funnelQuestion, leakageQuestion, type Metric, timeBetweenQuestion } from './metric.ts'
import { sentimentQuestion } from './sentiment-question.ts'
import { amountQuestion, scoreQuestion } from './value-questions.ts'

/** What of an answer is the metric's one number, the usual first. */
export const SHOWN_OF = {
  count: ['cases', 'events'],
  funnel: ['overall', 'lost'],
  timeBetween: ['median', 'p90', 'mean'],
  leakage: ['contained', 'leaked', 'leakedEvents'],
  score: ['score'],
  amount: ['perCase', 'sum', 'mean', 'median', 'p90'],
  rateOf: ['rate'],
  repeat: ['rate'],
  retention: ['kept', 'churned'],
  sessions: ['perCase', 'bounceRate'],
  sentiment: ['mean', 'positive', 'neutral', 'negative'],
} as const satisfies { readonly [Kind in Metric['kind']]?: readonly string[] }

export type NamedQuestionKind = keyof typeof SHOWN_OF
export type NamedQuestion = Extract<Metric, { readonly kind: NamedQuestionKind }>
export type Shown = (typeof SHOWN_OF)[NamedQuestionKind][number]

const SHOWN = [...new Set(Object.values(SHOWN_OF).flat())] as readonly Shown[]

const metricId = z.string().check(z.minLength(1), z.maxLength(64))
const finite = z.number().check(z.minimum(-1e12), z.maximum(1e12))

/** A part of an index: its value between `from` (worth 0) and `to` (worth 100; may be the smaller of the two), in its own unit. */
const indexPart = z
  .object({ metricId, weight: z.number().check(z.positive(), z.maximum(1_000)), from: finite, to: finite })
  .check(z.refine(({ from, to }) => from !== to, 'Both ends of the scale are the same.'))

/** What a metric of the library is: one number of an answer, or made of other metrics. */
export const definitionSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('question'),
      question: z.discriminatedUnion('kind', [
        countQuestion,
        funnelQuestion,
        timeBetweenQuestion,
        leakageQuestion,
        scoreQuestion,
        amountQuestion,
        rateQuestion,
        repeatQuestion,
        retentionQuestion,
        sessionsQuestion,
        sentimentQuestion,
      ]),
      show: z.enum(SHOWN),
    })
    .check(
      z.refine(({ question, show }) => shownOf(question.kind).includes(show), 'This question has no such number.'),
    ),
  /** One divided by the other. */
  z.object({ kind: z.literal('ratio'), aboveId: metricId, belowId: metricId }),
  /** Weighted mean of the parts' places on their scales: 0 … 100. */
  z.object({ kind: z.literal('index'), parts: z.array(indexPart).check(z.minLength(1), z.maxLength(20)) }),
])
export type MetricDefinition = Readonly<z.infer<typeof definitionSchema>>

export const shownOf = (kind: NamedQuestionKind): readonly Shown[] => SHOWN_OF[kind]

/** How an amount or a ratio is written; everything else has a unit of its own. */
export const AMOUNT_UNITS = ['number', 'money', 'share', 'seconds'] as const

/** Which way is better. */
export const DIRECTIONS = ['up', 'down', 'none'] as const

export interface MetricFormat {
  readonly unit: (typeof AMOUNT_UNITS)[number]
  /** ISO 4217, for money. */
  readonly currency: string | null
  /** `null`: as is usual for the unit. */
  readonly decimals: number | null
}

/** The metrics that a definition is made of. */
export function partsOf(definition: MetricDefinition): readonly string[] {
  if (definition.kind === 'question') return []
  return definition.kind === 'ratio'
    ? [definition.aboveId, definition.belowId]
    : definition.parts.map((part) => part.metricId)
}
