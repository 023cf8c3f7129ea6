import { clsx } from 'clsx'
import { Clock3, MoveRight, Repeat2, TrendingDown, Users } from 'lucide-react'
import { markWords, realDifference } from '#shared/metrics/comparison-words.ts'
import { formatCompact, formatReading } from '#shared/metrics/format-reading.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { statusWords, targetStatusOf } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { ConversionBar } from './ConversionBar.tsx'
import { doubtAbout, type Measure, MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { DifferenceMark } from './DifferenceMark.tsx'
import { StatusMark } from './targets/StatusMark.tsx'
import { useCounting } from './use-counting.ts'

interface ReadingNumberProps {
  readonly measure: Measure
  readonly reading: Reading
  /** What it is meant to be. */
  readonly target?: Target | undefined
  readonly className?: string
  /** Of a metric, which is there for its number. */
  readonly isLarge?: boolean
}

const ICONS = {
  cases: Users,
  conversion: MoveRight,
  dropOff: TrendingDown,
  timeToNext: Clock3,
  flow: MoveRight,
  rate: Repeat2,
} as const satisfies Record<Measure, unknown>

/** Where it is known which of the two is better. */
const BETTER: Readonly<Partial<Record<Measure, 'more' | 'less'>>> = { conversion: 'more', dropOff: 'less' }

/** One number: a sign for what it is and its value; in words for those who hear it. Grey when it rests on too little. */
export function ReadingNumber({ measure, reading, target, className, isLarge = false }: ReadingNumberProps) {
  const shown = useCounting(reading.value ?? 0)
  const doubt = doubtAbout(reading)
  const color = doubt !== null ? 'ink-faint' : measure === 'dropOff' ? 'danger' : 'ink'
  const difference = realDifference(reading)
  const words = [
    `${MEASURE_TITLES[measure]}: ${formatReading(reading)}.`,
    target ? `${statusWords(reading, target)}.` : null,
    markWords(reading),
    doubt,
  ]
    .filter((part) => part !== null)
    .join(' ')
  return (
    <span
      // Not words out of sight: each piece of text is looked at in each frame in which the canvas moves.
      role="img"
      aria-label={words}
      data-measure={measure}
      data-value={reading.value ?? ''}
      title={words}
      className={clsx(
        'tabular inline-flex shrink-0 items-center rounded-sm px-1 max-room-3:gap-[3px] max-room-3:px-px whitespace-nowrap',
        'transition-colors duration-100 hover:bg-ink/8',
        isLarge ? 'h-10 gap-1.5 text-2xl font-semibold' : 'h-5 gap-1 text-2xs leading-none font-medium',
        doubt !== null ? 'text-ink-faint italic' : measure === 'dropOff' ? 'text-danger' : 'text-ink',
        className,
      )}
    >
      {measure === 'conversion' && reading.value !== null ? (
        <ConversionBar share={shown} color={doubt === null ? 'good' : 'ink-faint'} />
      ) : (
        <IconPicture icon={ICONS[measure]} color={color} opacity={0.7} sizePx={12} />
      )}
      {reading.value === null ? (
        '–'
      ) : (
        <>
          {/* Fewer digits where there is little room. The exact number is in the words and the explanation. */}
          <span className="max-room-3:hidden">{formatReading({ ...reading, value: shown })}</span>
          <span className="hidden max-room-3:inline">{formatCompact({ ...reading, value: shown })}</span>
        </>
      )}
      {target && <StatusMark status={targetStatusOf(reading, target)} />}
      {difference !== null && <DifferenceMark isMore={difference.value > 0} better={BETTER[measure]} />}
    </span>
  )
}
