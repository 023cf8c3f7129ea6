import { clsx } from 'clsx'
import { markWords, realDifference } from '#shared/metrics/comparison-words.ts'
import { formatCompact, formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout, metricMeasure } from '#shared/metrics/measures.ts'
import { targetLineOf, targetWords } from '#shared/metrics/named-metric-words.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { targetStatusOf } from '#shared/metrics/target-status.ts'
import { DifferenceMark } from './DifferenceMark.tsx'
import { StatusMark } from './targets/StatusMark.tsx'

interface MetricNumberProps {
  readonly metric: MetricReading
  /** On a card that is there for its number. */
  readonly isLarge?: boolean
}

const BETTER = { up: 'more', down: 'less', none: undefined } as const

/** A metric of the library on the canvas: its name and its number. Grey when it rests on too little. */
export function MetricNumber({ metric, isLarge = false }: MetricNumberProps) {
  const { name, reading } = metric
  const doubt = doubtAbout(reading)
  const wanted = targetLineOf(metric)
  const target = targetWords(metric)
  const difference = realDifference(reading)
  const words = [
    `${name}: ${formatReading(reading)}.`,
    target === null ? null : `${target}.`,
    markWords(reading),
    doubt,
  ]
    .filter((part) => part !== null)
    .join(' ')
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      data-measure={metricMeasure(metric.metricId)}
      data-value={reading.value ?? ''}
      className={clsx(
        'tabular inline-flex shrink-0 items-center gap-1 rounded-sm px-1 whitespace-nowrap hover:bg-ink/8',
        isLarge ? 'h-10 text-2xl font-semibold' : 'h-5 text-2xs leading-none font-medium',
        doubt === null ? 'text-ink' : 'text-ink-faint italic',
      )}
    >
      <span className={clsx('max-w-24 truncate text-ink-muted', isLarge && 'text-xs font-normal')}>{name}</span>
      <span className="shrink-0 max-room-3:hidden">{formatReading(reading)}</span>
      <span className="hidden shrink-0 max-room-3:inline">{formatCompact(reading)}</span>
      {wanted && <StatusMark status={targetStatusOf(reading, wanted)} />}
      {difference !== null && <DifferenceMark isMore={difference.value > 0} better={BETTER[metric.direction]} />}
    </span>
  )
}
