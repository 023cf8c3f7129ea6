import { clsx } from 'clsx'
import { formatInterval, formatReading } from '#shared/metrics/format-reading.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { doubtAbout, type Measure, MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { statusWords, type TargetStatus, targetStatusOf } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import { STATUS_LOOKS } from '../targets/status-look.ts'

interface ReadingBarProps {
  readonly name: string
  readonly measure: Measure
  /** What it is called here, if not as usual. */
  readonly title?: string
  readonly reading: Reading
  /** What it is meant to be. */
  readonly target?: Target | undefined
  /** What a full bar stands for. */
  readonly full: number
  readonly onAsk: (anchor: DOMRect) => void
}

const COLORS: Readonly<Record<Measure, string>> = {
  cases: 'bg-accent/70',
  conversion: 'bg-good/70',
  dropOff: 'bg-danger/70',
  timeToNext: 'bg-warn/60',
  flow: 'bg-accent/70',
  rate: 'bg-danger/70',
}

const percent = (value: number, full: number): string =>
  `${(full > 0 ? Math.min(1, Math.max(0, value / full)) * 100 : 0).toFixed(2)}%`

/** A number with its bar and its 95 % interval as a line over it. A button that says where it comes from; grey when it rests on too little. */
export function ReadingBar({
  name,
  measure,
  title = MEASURE_TITLES[measure],
  reading,
  target,
  full,
  onAsk,
}: ReadingBarProps) {
  const doubt = doubtAbout(reading)
  const { value, interval } = reading
  const words = [
    `${name}, ${title}: ${formatReading(reading)}`,
    target && statusWords(reading, target),
    interval && `95 % interval ${formatInterval(interval, reading.unit)}`,
    doubt,
  ]
  return (
    <button
      type="button"
      aria-label={words.filter((part) => part).join('. ')}
      title={words
        .slice(1)
        .filter((part) => part)
        .join('. ')}
      data-measure={measure}
      data-value={value ?? ''}
      onClick={(event) => onAsk(event.currentTarget.getBoundingClientRect())}
      className="group/bar flex h-8 w-full items-center gap-2 rounded-md px-1 text-left hover:bg-ink/6 pointer-coarse:h-11"
    >
      <span
        className={clsx(
          'tabular w-18 shrink-0 text-right text-sm',
          doubt === null ? 'text-ink' : 'text-ink-faint italic',
        )}
      >
        {formatReading(reading)}
      </span>
      {target && <StatusIcon status={targetStatusOf(reading, target)} />}
      <span aria-hidden className="relative h-2 min-w-8 flex-1 rounded-full bg-ink/6">
        {value !== null && (
          <span
            className={clsx(
              'absolute inset-y-0 left-0 rounded-full forced-colors:bg-[CanvasText]',
              doubt === null ? COLORS[measure] : 'bg-ink/25',
            )}
            style={{ width: percent(value, full) }}
          />
        )}
        {interval && (
          <span
            className="absolute top-1/2 h-px -translate-y-1/2 bg-ink before:absolute before:-top-[3px] before:left-0 before:h-[7px] before:w-px before:bg-ink after:absolute after:-top-[3px] after:right-0 after:h-[7px] after:w-px after:bg-ink"
            style={{ left: percent(interval[0], full), right: `calc(100% - ${percent(interval[1], full)})` }}
          />
        )}
      </span>
    </button>
  )
}

/** Its words are the button's. */
function StatusIcon({ status }: { readonly status: TargetStatus }) {
  const { icon: Look, text } = STATUS_LOOKS[status]
  return <Look aria-hidden data-status={status} className={`size-3.5 shrink-0 ${text}`} />
}
