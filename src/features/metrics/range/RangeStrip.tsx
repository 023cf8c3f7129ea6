import { useQuery } from '@tanstack/react-query'
import { CalendarRange, SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { zonesInWords } from '#shared/lib/time-zone.ts'
import { dateText, instantOf } from '#shared/metrics/instant-text.ts'
import { partWords } from '#shared/metrics/held-words.ts'
import type { HeldSegment } from '#shared/metrics/reading.ts'
import { type AskedRange, lastDaysWords, periodBefore, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { cn } from '#src/ui/cn.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { casesWithin, daysOf, rangeAmong } from './days.ts'
import { DiffersFrom } from '../segments/DiffersFrom.tsx'
import { RangeScrubber } from './RangeScrubber.tsx'

interface RangeStripProps {
  readonly journeyId: string
  /** `null`: all time. */
  readonly range: AskedRange | null
  readonly onChange: (range: AskedRange | null) => void
  /** Numbers of all time, held against nothing, are wanted. */
  readonly onClose: () => void
  /** Everybody's numbers are shown, and what they are held against is chosen here. Of a persona's that stands with whose they are. */
  readonly isOfEverybody?: boolean
  /** The segment that they are held against. */
  readonly held?: HeldSegment | undefined
  /** The numbers that are asked for are not there yet; the last ones still stand. */
  readonly isCounting: boolean
  /** Why there are none; everybody's of all time stand. */
  readonly failure: string | null
}

/** Says of which time the numbers on the journey are, and changes it. */
export function RangeStrip({ onClose, ...rest }: RangeStripProps) {
  const { journeyId } = rest
  const { data: starts, error } = useQuery({
    queryKey: QUERY_KEYS.caseStarts(journeyId),
    queryFn: ({ signal }) => api.getCaseStarts(journeyId, signal),
  })
  const all = starts && daysOf(starts)
  // On a phone the journey needs the room: days and what the numbers are held against come when they are wanted.
  const [isUnfolded, setUnfolded] = useState(false)
  return (
    <section
      aria-label="Of which time these numbers are"
      className="flex shrink-0 items-start gap-2 border-b border-line bg-surface px-3 py-1.5 text-xs text-ink"
    >
      <CalendarRange aria-hidden className="mt-2 size-4 shrink-0 text-accent max-sm:hidden" />
      {starts && all ? (
        <RangeFields starts={starts} all={all} isUnfolded={isUnfolded} {...rest} />
      ) : (
        <p className="flex min-h-8 min-w-0 flex-1 items-center text-pretty text-ink-muted">
          {error !== null ? (
            wordsOf(error)
          ) : starts === undefined ? (
            <Spinner label="Looking when cases start" isInWords />
          ) : (
            'No case has started yet. Once there are events, choose here of which time the numbers are.'
          )}
        </p>
      )}
      {starts && all && (
        <IconButton
          icon={SlidersHorizontal}
          label="Days and comparison"
          aria-expanded={isUnfolded}
          isLit={!isUnfolded && rest.held !== undefined}
          className="size-8 sm:hidden"
          onClick={() => setUnfolded(!isUnfolded)}
        />
      )}
      <IconButton icon={X} label="Numbers of all time" className="size-8" onClick={onClose} />
    </section>
  )
}

const PRESETS = [7, 30, 90] as const
const ALL = 'all'
const OTHER = 'other'

type RangeFieldsProps = Omit<RangeStripProps, 'onClose'> & {
  readonly starts: StartsBody
  readonly all: TimeRange
  /** On a phone all fields are shown, not only the first. */
  readonly isUnfolded: boolean
}

function RangeFields({
  journeyId,
  starts,
  all,
  range,
  onChange,
  isCounting,
  failure,
  held,
  isOfEverybody = true,
  isUnfolded,
}: RangeFieldsProps) {
  // A handle is being moved: nothing is counted until it stands.
  const [draft, setDraft] = useState<TimeRange | null>(null)
  const shown = draft ?? (range && rangeAmong(range, all)) ?? all
  const zone = zonesInWords(starts.timeZones)
  const isBesideBefore = range?.isBesideBefore ?? false
  const choose = (next: TimeRange): void => {
    setDraft(null)
    const isAll = next.from <= all.from && next.to >= all.to
    onChange(isAll && !isBesideBefore ? null : { from: next.from, to: next.to, isDays: true, isBesideBefore })
  }
  const preset = range === null ? ALL : 'last' in range ? String(range.last) : isSame(all, range) ? ALL : OTHER
  const counts = range !== null && 'last' in range ? [...new Set([...PRESETS, range.last])] : PRESETS
  const pick = (value: string): void => {
    setDraft(null)
    if (value === ALL) onChange(null)
    else if (value !== OTHER) onChange({ last: Number(value), isBesideBefore })
  }
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5">
      <Select
        label="Time range"
        hideLabel
        className="w-44 max-sm:w-full"
        value={preset}
        onChange={pick}
        options={[
          { value: ALL, label: 'All time' },
          ...counts.map((last) => ({ value: String(last), label: lastDaysWords({ last }) })),
          ...(preset === OTHER ? [{ value: OTHER, label: 'Other days' }] : []),
        ]}
      />
      <div className={cn('contents', !isUnfolded && 'max-sm:hidden')}>
        <RangeDates range={shown} onChange={choose} />
        <div className="flex min-w-48 flex-1 max-md:order-last max-md:basis-full">
          <RangeScrubber starts={starts} all={all} range={within(shown, all)} onMove={setDraft} onChange={choose} />
        </div>
        {isOfEverybody && <DiffersFrom journeyId={journeyId} segmentId={null} />}
      </div>
      <output className="tabular flex w-full items-center gap-2 text-ink-muted">
        {failure !== null ? (
          range === null ? (
            `Held against nothing. ${failure}`
          ) : (
            `No numbers of this time, so those of all time are shown. ${failure}`
          )
        ) : isCounting ? (
          <>
            <Spinner /> Counting the cases of {rangeWords(shown, zone)}. Until then the last numbers stand.
          </>
        ) : (
          <span className="min-w-0 flex-1 text-pretty">
            {wordsFor(starts, all, range)}
            {isOfEverybody && held && <span className="block">{partWords(held)}</span>}
          </span>
        )}
      </output>
    </div>
  )
}

interface RangeDatesProps {
  readonly range: TimeRange
  readonly onChange: (range: TimeRange) => void
}

/** The first and the last day, typed. What is no range (yet) is kept until it is one. */
function RangeDates({ range, onChange }: RangeDatesProps) {
  const [typed, setTyped] = useState<{ readonly from?: string; readonly to?: string }>({})
  const from = typed.from ?? dateText(range.from)
  const to = typed.to ?? dateText(range.to - 1)
  const type = (part: { readonly from?: string; readonly to?: string }): void => {
    const next = { from, to, ...part }
    const [first, last] = [instantOf(next.from), instantOf(next.to)]
    if (first === null || last === null || first > last || first < EARLIEST) setTyped(next)
    else {
      setTyped({})
      onChange({ from: first, to: last + DAY_MS, isDays: true })
    }
  }
  const isWrong = instantOf(from) !== null && instantOf(to) !== null && from > to
  return (
    <div className="flex items-center gap-1.5">
      <TextField
        type="date"
        label="First day"
        hideLabel
        className="w-34"
        value={from}
        aria-invalid={isWrong || undefined}
        onChange={(event) => type({ from: event.target.value })}
        onBlur={() => !isWrong && setTyped({})}
      />
      <span aria-hidden>–</span>
      <TextField
        type="date"
        label="Last day"
        hideLabel
        className="w-34"
        value={to}
        aria-invalid={isWrong || undefined}
        onChange={(event) => type({ to: event.target.value })}
        onBlur={() => !isWrong && setTyped({})}
      />
    </div>
  )
}

/** While a year is being typed it is a year like 2. */
const EARLIEST = Date.UTC(1900, 0, 1)

const isSame = (a: TimeRange, b: TimeRange): boolean => a.from === b.from && a.to === b.to

/** What of it lies within all days; a day at the edge when nothing does. */
function within(range: TimeRange, all: TimeRange): TimeRange {
  const from = Math.min(Math.max(range.from, all.from), all.to - DAY_MS)
  return { from, to: Math.max(Math.min(range.to, all.to), from + DAY_MS), isDays: true }
}

const count = new Intl.NumberFormat('en')

function wordsFor(starts: StartsBody, all: TimeRange, range: AskedRange | null): string {
  const total = casesWithin(starts, all)
  const zone = zonesInWords(starts.timeZones)
  if (range === null) return `Numbers of all ${count.format(total)} cases, ${rangeWords(all, zone)}.`
  const days = rangeAmong(range, all)
  const those = `Numbers of the ${count.format(casesWithin(starts, days))} of ${count.format(total)} cases that start ${rangeWords(days, zone)}, with all that followed`
  if (!range.isBesideBefore) return `${those}.`
  const before = periodBefore(days)
  return `${those}, beside the ${count.format(casesWithin(starts, before))} of ${rangeWords(before, zone)}.`
}
