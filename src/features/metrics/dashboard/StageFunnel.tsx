import { ChevronRight } from 'lucide-react'
import { formatCompact, formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout } from '#shared/metrics/measures.ts'
import type { MeasuredRow } from './measured-rows.ts'

interface StageFunnelProps {
  readonly stages: readonly MeasuredRow[]
  readonly onAsk: (id: string, measure: 'cases' | 'conversion', anchor: DOMRect) => void
}

/** The stages as columns as high as their cases are many, with the share that goes on between them. */
export function StageFunnel({ stages, onAsk }: StageFunnelProps) {
  const most = Math.max(1, ...stages.map(({ readings }) => readings.cases.value ?? 0))
  return (
    <section aria-label="Cases by stage" className="rounded-xl border border-line bg-surface p-4">
      <h3 className="text-sm font-semibold text-ink">Cases by stage</h3>
      <ol className="mt-3 flex items-end gap-1 overflow-x-auto">
        {stages.map(({ id, name, readings: { cases, conversion } }, index) => (
          <li key={id} className="flex min-w-34 flex-1 items-end gap-1">
            <button
              type="button"
              onClick={(event) => onAsk(id, 'cases', event.currentTarget.getBoundingClientRect())}
              className="flex max-w-44 min-w-0 flex-1 flex-col justify-end rounded-lg px-1 pt-1 text-left hover:bg-ink/4"
            >
              <span className="tabular text-lg font-semibold text-ink">{formatReading(cases)}</span>
              <span className="sr-only"> cases in </span>
              <span aria-hidden className="mt-1 flex h-32 items-end">
                <span
                  className="min-h-0.5 w-full rounded-t-md bg-accent/75 forced-colors:bg-[CanvasText]"
                  style={{ height: `${(((cases.value ?? 0) / most) * 100).toFixed(2)}%` }}
                />
              </span>
              <span className="mt-1.5 truncate border-t border-line pt-1.5 text-xs text-ink-muted">{name}</span>
            </button>
            {conversion !== undefined && index < stages.length - 1 && (
              <button
                type="button"
                onClick={(event) => onAsk(id, 'conversion', event.currentTarget.getBoundingClientRect())}
                className={`mb-16 flex shrink-0 items-center rounded-md px-0.5 py-1 text-xs font-medium hover:bg-ink/6 ${doubtAbout(conversion) === null ? 'text-good' : 'text-ink-faint italic'}`}
              >
                <span className="tabular">{formatCompact(conversion)}</span>
                <span className="sr-only"> go on from {name}</span>
                <ChevronRight aria-hidden className="size-3.5" />
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
