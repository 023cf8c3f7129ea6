import { useState, useSyncExternalStore } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { explanationOf } from '#shared/metrics/explanation.ts'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { isMeasure, MEASURE_TITLES, MEASURES, readingOf } from '#shared/metrics/measures.ts'
import { useNow } from '#src/ui/use-now.ts'
import { useReadingsOf } from '../numbers/NumberChips.tsx'
import type { DeepTarget } from '../view-address.ts'
import { useView } from '../view-context.ts'

/** The numbers of an element, and of the one that was asked about all that it stands on. Follows the data while it is open. */
export function NumberExplanation({ target }: { readonly target: DeepTarget }) {
  const { readings } = useView().collaboration
  const all = useSyncExternalStore(readings.subscribe, readings.getState)
  const measured = useReadingsOf(target.elementId)
  const [chosen, setChosen] = useState(target.measure)
  const now = useNow(SECOND_MS)
  if (all === null || measured === undefined) return null
  const available = MEASURES.filter((measure) => readingOf(measured, measure) !== undefined)
  const measure = available.find((one) => one === chosen) ?? available[0]
  const explanation = measure && isMeasure(measure) ? explanationOf(all, measured, measure, now) : undefined
  if (measure === undefined || explanation === undefined) return null
  return (
    <section aria-label="Numbers" className="mt-5 border-t border-line pt-4 first:mt-0 first:border-0 first:pt-0">
      <div role="group" aria-label="Which number" className="flex flex-wrap gap-1.5">
        {available.map((one) => {
          const reading = readingOf(measured, one)
          return (
            <button
              key={one}
              type="button"
              aria-pressed={one === measure}
              onClick={() => setChosen(one)}
              className="tabular flex min-w-24 flex-1 flex-col rounded-lg border border-line px-3 py-2 text-left hover:border-line-strong aria-pressed:border-transparent aria-pressed:bg-accent-soft"
            >
              <span className="text-2xs text-ink-muted">{MEASURE_TITLES[one]}</span>
              <span className="text-lg font-semibold text-ink">{reading ? formatReading(reading) : '–'}</span>
            </button>
          )
        })}
      </div>
      {explanation.doubt !== null && (
        <p className="mt-3 rounded-md bg-warn-soft px-2.5 py-1.5 text-xs text-pretty text-warn">{explanation.doubt}</p>
      )}
      <dl className="mt-3 flex flex-col gap-2" aria-label={`Where “${explanation.title}” comes from`}>
        {explanation.rows.map(({ label, text }) => (
          <div key={label} className="flex gap-3 text-xs">
            <dt className="w-22 shrink-0 text-ink-muted">{label}</dt>
            <dd className="tabular min-w-0 flex-1 text-pretty break-words text-ink">{text}</dd>
          </div>
        ))}
      </dl>
      {explanation.note !== null && <p className="mt-3 text-xs text-pretty text-ink-muted">{explanation.note}</p>}
    </section>
  )
}
