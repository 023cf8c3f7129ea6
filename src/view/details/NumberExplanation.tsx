import { useState } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import {
  type Explanation,
  explanationOf,
  explanationOfFeeling,
  explanationOfMetric,
} from '#shared/metrics/explanation.ts'
import { feelingsById } from '#shared/metrics/feelings.ts'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { type AskedMeasure, FEELING, isMeasure, MEASURES, metricMeasure } from '#shared/metrics/measures.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { readingsById } from '#shared/metrics/readings-by-id.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { trendOfElement, trendOfFeeling, trendOfShown } from '#shared/metrics/trend-of.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { sparkFigureOf, type Trend } from '#shared/metrics/trend-words.ts'
import { SparkFigure } from '#src/ui/SparkFigure.tsx'
import { useNow } from '#src/ui/use-now.ts'
import { useTrends } from '../asked/use-trends.ts'
import { numbersOf } from '../numbers/shown-numbers.ts'
import type { DeepTarget } from '../view-address.ts'
import { useAllReadings, useSnapshot } from '../view-context.ts'

/** The numbers of an element, and of the one that was asked about all that it stands on. Follows the data while it is open. */
export function NumberExplanation({ target }: { readonly target: DeepTarget }) {
  const all = useAllReadings()
  const { cards } = useSnapshot()
  const [chosen, setChosen] = useState(target.measure)
  const now = useNow(SECOND_MS)
  const available = all === null ? [] : numbersOf(all, target.elementId, MEASURES)
  const number = available.find(({ measure }) => measure === chosen) ?? available[0]
  const assumed = cards.get(target.elementId as CardId)?.score
  const explanation = all && number && explained(all, target.elementId, number.measure, assumed, now)
  if (!number || !explanation) return null
  return (
    <section aria-label="Numbers" className="mt-5 border-t border-line pt-4 first:mt-0 first:border-0 first:pt-0">
      <div role="group" aria-label="Which number" className="flex flex-wrap gap-1.5">
        {available.map(({ measure, title, reading }) => (
          <button
            key={measure}
            type="button"
            aria-pressed={measure === number.measure}
            onClick={() => setChosen(measure)}
            className="tabular flex min-w-24 flex-1 flex-col rounded-lg border border-line px-3 py-2 text-left hover:border-line-strong aria-pressed:border-transparent aria-pressed:bg-accent-soft"
          >
            <span className="text-2xs break-words text-ink-muted">{title}</span>
            <span className="text-lg font-semibold text-ink">{formatReading(reading)}</span>
          </button>
        ))}
      </div>
      {explanation.doubt !== null && (
        <p className="mt-3 rounded-md bg-warn-soft px-2.5 py-1.5 text-xs text-pretty text-warn">{explanation.doubt}</p>
      )}
      {explanation.status !== undefined && (
        <p className="mt-3 text-xs text-pretty text-ink">{explanation.status.words}</p>
      )}
      <NumberTrend readings={all} elementId={target.elementId} measure={number.measure} />
      <dl className="mt-3 flex flex-col gap-2" aria-label={`Where “${explanation.title}” comes from`}>
        {explanation.rows.map(({ label, text }) => (
          <div key={label} className="flex gap-3 text-xs">
            <dt className="w-22 shrink-0 text-ink-muted">{label}</dt>
            <dd className="tabular min-w-0 flex-1 text-pretty break-words text-ink">{text}</dd>
          </div>
        ))}
      </dl>
      {explanation.note !== null && (
        <p className="mt-3 text-xs text-pretty text-ink-muted first-letter:uppercase">{explanation.note}</p>
      )}
    </section>
  )
}

function explained(
  readings: JourneyReadings,
  elementId: string,
  measure: AskedMeasure,
  assumed: number | undefined,
  now: number,
): Explanation | undefined {
  if (isMeasure(measure)) {
    const measured = readingsById(readings).get(elementId)
    return measured && explanationOf(readings, measured, measure, now)
  }
  if (measure === FEELING) {
    const feeling = feelingsById(readings).get(elementId)
    return feeling && explanationOfFeeling(readings, feeling, assumed, now)
  }
  const metric = metricsOf(readings, elementId).find(({ metricId }) => metricMeasure(metricId) === measure)
  return metric && explanationOfMetric(readings, metric, now)
}

interface NumberTrendProps {
  readonly readings: JourneyReadings
  readonly elementId: string
  readonly measure: AskedMeasure
}

/** How the number went, or why that cannot be told. Trends are asked for while it is shown only: most of what is opened has no number. */
function NumberTrend({ readings, elementId, measure }: NumberTrendProps) {
  const { trend, note } = trendOfNumber(useTrends(), readings, elementId, measure)
  if (trend) {
    const isOwn = trend.measure === undefined || trend.measure === measure
    return <SparkFigure {...sparkFigureOf(trend, isOwn ? undefined : trend.title)} />
  }
  return note === undefined ? null : (
    <p className="mt-3 text-xs text-pretty text-ink-muted">There is no trend: {note}.</p>
  )
}

function trendOfNumber(
  trends: JourneyTrends | undefined,
  readings: JourneyReadings,
  elementId: string,
  measure: AskedMeasure,
): { readonly trend?: Trend | undefined; readonly note?: string | undefined } {
  if (isMeasure(measure)) return { trend: trendOfElement(trends, elementId, measure) }
  if (measure === FEELING) {
    const feeling = feelingsById(readings).get(elementId)
    return feeling ? trendOfFeeling(trends, feeling) : {}
  }
  const metric = metricsOf(readings, elementId).find(({ metricId }) => metricMeasure(metricId) === measure)
  return metric ? trendOfShown(trends, metric) : {}
}
