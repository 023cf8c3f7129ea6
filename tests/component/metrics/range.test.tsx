import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { useStore } from 'zustand'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import type { HeldSegment } from '#shared/metrics/reading.ts'
import { type AskedRange, lastDaysTo } from '#shared/metrics/time-range.ts'
import { api } from '#src/api/api.ts'
import { barsOf, daysOf } from '#src/features/metrics/range/days.ts'
import { moved } from '#src/features/metrics/range/RangeScrubber.tsx'
import { RangeStrip } from '#src/features/metrics/range/RangeStrip.tsx'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

const DAY_MS = 86_400_000
const day = (date: string): number => Date.parse(date)

/** A case on each of a hundred days from the first of May; the last event is a week after the last start. */
const STARTS: StartsBody = {
  days: Array.from({ length: 100 }, (_, at) => ({ day: day('2026-05-01') + at * DAY_MS, cases: 10 })),
  lastEventAt: day('2026-08-15') + 3_600_000,
  lastDay: day('2026-08-15'),
  timeZones: ['Europe/Berlin'],
}

interface ShownStrip {
  readonly start?: AskedRange
  readonly isCounting?: boolean
  readonly failure?: string
  readonly held?: HeldSegment
}

function showStrip({ start, isCounting = false, failure, held }: ShownStrip = {}) {
  vi.spyOn(api, 'getCaseStarts').mockResolvedValue(STARTS)
  const told = vi.fn<(range: AskedRange | null) => void>()
  const closed = vi.fn<() => void>()
  vi.spyOn(api, 'listSegments').mockResolvedValue({ segments: [] })
  const { editor } = openSmallJourney()
  const { lens } = editor
  lens.setState({ range: start ?? null })
  lens.subscribe((now, before) => now.range !== before.range && told(now.range))
  function Strip() {
    const range = useStore(lens, (state) => state.range)
    return (
      <RangeStrip
        journeyId="j"
        range={range}
        onChange={(next) => lens.setState({ range: next })}
        onClose={closed}
        held={held}
        isCounting={isCounting}
        failure={failure ?? null}
      />
    )
  }
  const { unmount } = renderInJourney(
    editor,
    <QueryClientProvider client={new QueryClient()}>
      <Strip />
    </QueryClientProvider>,
  )
  return { told, closed, unmount }
}

const range = (from: string, to: string, isBesideBefore = false): AskedRange => ({
  from: day(from),
  to: day(to),
  isDays: true,
  isBesideBefore,
})

it('the days reach from the first start to the last event, and presets end with them', () => {
  expect(daysOf(STARTS)).toEqual({ from: day('2026-05-01'), to: day('2026-08-16'), isDays: true })
  expect(daysOf({ days: [], lastDay: null })).toBeNull()
  expect(lastDaysTo(day('2026-08-15'), { last: 7 })).toEqual({
    from: day('2026-08-09'),
    to: day('2026-08-16'),
    isDays: true,
  })
})

it('bars are days, or weeks where days would be too thin, and lose no case', () => {
  expect(barsOf(STARTS, daysOf(STARTS)!)).toHaveLength(107)
  const decade: StartsBody = { ...STARTS, days: [{ day: day('2016-05-02'), cases: 3 }, ...STARTS.days] }
  const bars = barsOf(decade, daysOf(decade)!)
  expect(bars.length).toBeLessThanOrEqual(180)
  expect(bars.reduce((sum, one) => sum + one, 0)).toBe(1_003)
})

it('a handle stops at the other and at the ends; a stretch moves as a whole', () => {
  const all = { from: 0, to: 10 * DAY_MS }
  const some = { from: 2 * DAY_MS, to: 5 * DAY_MS }
  expect(moved(some, 'from', 9, all)).toEqual({ from: 4 * DAY_MS, to: 5 * DAY_MS })
  expect(moved(some, 'from', -9, all)).toEqual({ from: 0, to: 5 * DAY_MS })
  expect(moved(some, 'to', -9, all)).toEqual({ from: 2 * DAY_MS, to: 3 * DAY_MS })
  expect(moved(some, 'both', 9, all)).toEqual({ from: 7 * DAY_MS, to: 10 * DAY_MS })
  expect(moved(some, 'both', -Infinity, all)).toEqual({ from: 0, to: 3 * DAY_MS })
})

it('says of which time the numbers are; a preset, dates and the comparison change it', async () => {
  const { told, closed } = showStrip()
  expect(
    await screen.findByText('Numbers of all 1,000 cases, 1 May 2026 to 15 Aug 2026 (Europe/Berlin).'),
  ).toBeVisible()
  const against = screen.getByRole('combobox', { name: 'Held against' })
  expect(against).toHaveTextContent('Nothing')
  await userEvent.click(screen.getByRole('combobox', { name: 'Time range' }))
  await userEvent.click(screen.getByRole('option', { name: 'Last 30 days of data' }))
  // What it is called, not the days that it is now: it moves on with the data.
  expect(told).toHaveBeenLastCalledWith({ last: 30, isBesideBefore: false })
  expect(screen.getByRole('status')).toHaveTextContent('cases that start 17 Jul 2026 to 15 Aug 2026 (Europe/Berlin)')

  fireEvent.change(screen.getByLabelText('First day', { selector: 'input' }), { target: { value: '2026-06-01' } })
  fireEvent.change(screen.getByLabelText('Last day', { selector: 'input' }), { target: { value: '2026-06-30' } })
  expect(told).toHaveBeenLastCalledWith(range('2026-06-01', '2026-07-01'))
  await userEvent.click(against)
  await userEvent.click(screen.getByRole('option', { name: 'The period before' }))
  expect(told).toHaveBeenLastCalledWith(range('2026-06-01', '2026-07-01', true))
  expect(screen.getByRole('status')).toHaveTextContent(
    'Numbers of the 300 of 1,000 cases that start 1 Jun 2026 to 30 Jun 2026 (Europe/Berlin), with all that followed, beside the 300 of 2 May 2026 to 31 May 2026 (Europe/Berlin).',
  )
  const calls = told.mock.calls.length
  fireEvent.change(screen.getByLabelText('First day', { selector: 'input' }), { target: { value: '2026-07-09' } })
  expect(told).toHaveBeenCalledTimes(calls)
  await userEvent.click(screen.getByRole('button', { name: 'Numbers of all time' }))
  expect(closed).toHaveBeenCalled()
})

it('the handles are sliders: keys move them by days, and what is counted is where they come to stand', async () => {
  const { told } = showStrip({ start: range('2026-06-01', '2026-07-01') })
  const first = await screen.findByRole('slider', { name: 'First day' })
  expect(first).toHaveAttribute('aria-valuetext', '1 Jun 2026')
  expect(screen.getByRole('slider', { name: 'Last day' })).toHaveAttribute('aria-valuetext', '30 Jun 2026')
  vi.useFakeTimers()
  try {
    for (const key of ['ArrowRight', 'ArrowRight', 'PageUp', 'ArrowLeft']) fireEvent.keyDown(first, { key })
    expect(first).toHaveAttribute('aria-valuetext', '9 Jun 2026')
    expect(told).not.toHaveBeenCalled()
    act(() => void vi.advanceTimersByTime(500))
    expect(told).toHaveBeenCalledTimes(1)
    expect(told).toHaveBeenLastCalledWith(range('2026-06-09', '2026-07-01'))
    fireEvent.keyDown(screen.getByRole('slider', { name: 'Last day' }), { key: 'End' })
    act(() => void vi.advanceTimersByTime(500))
    expect(told).toHaveBeenLastCalledWith(range('2026-06-09', '2026-08-16'))
  } finally {
    vi.useRealTimers()
  }
})

it('while it counts the last numbers stand, and it says so; a failure in words', async () => {
  showStrip({ start: range('2026-06-01', '2026-07-01'), isCounting: true })
  expect(await screen.findByText(/Until then the last numbers stand\./)).toBeVisible()
})

it('says what it means that everybody’s numbers are held against a segment', async () => {
  const chosen = { kind: 'segment', id: 's' } as const
  const of = { chosen, segmentId: 's', name: 'By phone', words: '', datasetId: 'd', both: 250 }
  const { unmount } = showStrip({ held: { ...of, cases: 250, of: 1_000 } })
  expect(await screen.findByText(/^Held against “By phone”/)).toHaveTextContent(
    'Held against “By phone”, 250 of these 1,000 cases (25.0 %). The numbers stay everybody’s; a mark says that the other 750 differ from those 250, so that no case is on both sides.',
  )
  unmount()
  showStrip({ held: { ...of, cases: 1_000, of: 1_000 } })
  expect(await screen.findByText(/There are no two sides, so there is no difference to tell\.$/)).toBeVisible()
})

it('says why nothing could be held against all of them', async () => {
  showStrip({ failure: 'The engine is busy.' })
  expect(await screen.findByText('Held against nothing. The engine is busy.')).toBeVisible()
})

it('says why there are no numbers of a time', async () => {
  showStrip({ start: range('2026-06-01', '2026-07-01'), failure: 'The engine is busy.' })
  expect(await screen.findByText(/those of all time are shown\. The engine is busy\./)).toBeVisible()
})

it('on a phone the days and what the numbers are held against come when they are wanted', async () => {
  showStrip({})
  const more = await screen.findByRole('button', { name: 'Days and comparison' })
  const fields = screen.getByLabelText('First day', { selector: 'input' }).closest('.contents')
  expect(more).toHaveAttribute('aria-expanded', 'false')
  expect(fields).toHaveClass('max-sm:hidden')
  fireEvent.click(more)
  expect(more).toHaveAttribute('aria-expanded', 'true')
  expect(fields).not.toHaveClass('max-sm:hidden')
})
