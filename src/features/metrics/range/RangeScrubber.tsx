import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { dayWords, type TimeRange } from '#shared/metrics/time-range.ts'
import { barsOf } from './days.ts'

interface RangeScrubberProps {
  readonly starts: StartsBody
  /** All days there are. */
  readonly all: TimeRange
  readonly range: TimeRange
  /** While a handle moves: not counted yet. */
  readonly onMove: (range: TimeRange) => void
  /** It stands still: count. */
  readonly onChange: (range: TimeRange) => void
}

type Grip = 'from' | 'to' | 'both'

/** After the last key: who holds one down wants the day at which they let go. */
const KEY_PAUSE_MS = 350
const WEEK = 7
const MONTH = 30

const KEY_DAYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -WEEK,
  PageUp: WEEK,
  Home: -Infinity,
  End: Infinity,
}

/** How many cases start when, with two handles for the stretch that counts. What lies between them can be dragged along. */
export function RangeScrubber({ starts, all, range, onMove, onChange }: RangeScrubberProps) {
  const track = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<{ readonly grip: Grip; readonly atX: number; readonly before: TimeRange } | null>(
    null,
  )
  const pause = useRef<number | null>(null)
  useEffect(() => () => window.clearTimeout(pause.current ?? undefined), [])

  const grip = (which: Grip) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld({ grip: which, atX: event.clientX, before: range })
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const width = track.current?.getBoundingClientRect().width ?? 0
    if (held === null || width === 0) return
    const days = Math.round(((event.clientX - held.atX) / width) * ((all.to - all.from) / DAY_MS))
    onMove(moved(held.before, held.grip, days, all))
  }
  const release = () => {
    if (held === null) return
    setHeld(null)
    onChange(range)
  }
  const press = (which: 'from' | 'to') => (event: KeyboardEvent<HTMLElement>) => {
    const step = KEY_DAYS[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    const next = moved(range, which, event.shiftKey ? Math.sign(step) * MONTH : step, all)
    onMove(next)
    window.clearTimeout(pause.current ?? undefined)
    pause.current = window.setTimeout(() => onChange(next), KEY_PAUSE_MS)
  }
  const handle = (which: 'from' | 'to') => {
    const at = which === 'from' ? range.from : range.to
    const shown = which === 'from' ? at : at - DAY_MS
    const [lowest, highest] = which === 'from' ? [all.from, range.to - DAY_MS] : [range.from, all.to - DAY_MS]
    return (
      <div
        role="slider"
        tabIndex={0}
        aria-label={which === 'from' ? 'First day' : 'Last day'}
        aria-orientation="horizontal"
        aria-valuemin={lowest / DAY_MS}
        aria-valuemax={highest / DAY_MS}
        aria-valuenow={shown / DAY_MS}
        aria-valuetext={dayWords(shown)}
        title={dayWords(shown)}
        onKeyDown={press(which)}
        onPointerDown={grip(which)}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={release}
        className="absolute -inset-y-0.5 z-10 w-3 -translate-x-1/2 cursor-ew-resize touch-none rounded-sm before:absolute before:inset-y-0 before:left-1/2 before:w-1 before:-translate-x-1/2 before:rounded-full before:bg-accent hover:before:w-1.5 pointer-coarse:w-8"
        style={{ left: percent(at, all) }}
      />
    )
  }
  return (
    <div role="group" aria-label="Time range" className="relative h-8 min-w-0 flex-1 px-1.5 pointer-coarse:h-10">
      <div ref={track} className="relative h-full">
        <Bars starts={starts} all={all} range={range} />
        <div
          aria-hidden
          onPointerDown={grip('both')}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={release}
          className="absolute inset-y-0 cursor-grab touch-none bg-accent/12 active:cursor-grabbing"
          style={{ left: percent(range.from, all), right: `calc(100% - ${percent(range.to, all)})` }}
        />
        {handle('from')}
        {handle('to')}
      </div>
    </div>
  )
}

/** How many cases start when; in words they are in the strip. */
function Bars({ starts, all, range }: Pick<RangeScrubberProps, 'starts' | 'all' | 'range'>) {
  const bars = barsOf(starts, all)
  const most = Math.max(1, ...bars)
  const span = (all.to - all.from) / bars.length
  return (
    <div aria-hidden className="flex h-full items-end gap-px border-b border-line-strong">
      {bars.map((cases, at) => {
        const [start, end] = [all.from + at * span, all.from + (at + 1) * span]
        const isIn = end > range.from && start < range.to
        return (
          <span
            key={start}
            className={isIn ? 'min-w-0 flex-1 bg-accent/80' : 'min-w-0 flex-1 bg-ink/25'}
            // What there is at all can be seen.
            style={{ height: cases === 0 ? 0 : `max(2px, ${((cases / most) * 100).toFixed(1)}%)` }}
          />
        )
      })}
    </div>
  )
}

const percent = (at: number, { from, to }: TimeRange): string =>
  `${(Math.min(1, Math.max(0, (at - from) / (to - from))) * 100).toFixed(3)}%`

/** Moved by whole days within all that there is; a stretch is a day long at least. */
export function moved(range: TimeRange, grip: Grip, days: number, all: TimeRange): TimeRange {
  const by = days * DAY_MS
  const clamp = (at: number, low: number, high: number): number => Math.min(high, Math.max(low, at))
  if (grip === 'from') return { ...range, from: clamp(range.from + by, all.from, range.to - DAY_MS) }
  if (grip === 'to') return { ...range, to: clamp(range.to + by, range.from + DAY_MS, all.to) }
  const shift = clamp(by, all.from - range.from, all.to - range.to)
  return { ...range, from: range.from + shift, to: range.to + shift }
}
