import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { ElementTrend, JourneyTrends, TrendPeriods } from '#shared/metrics/trend.ts'
import { trendOf, trendWords } from '#shared/metrics/trend-words.ts'
import { ApiError } from '#src/api/api-error.ts'
import { api } from '#src/api/api.ts'
import { askedNumber } from '#src/features/metrics/asked-number.ts'
import { ExplanationPopover } from '#src/features/metrics/ExplanationPopover.tsx'
import { linesOf, spotsOf } from '#src/features/metrics/trend/spark-lines.ts'
import { TrendsContext } from '#src/features/metrics/trend/trends-context.ts'
import { elementReadings, journeyReadings, readingsStore } from '#tests/support/metrics-readings.ts'

const WEEK_MS = 7 * 86_400_000
const MONDAY = Date.UTC(2026, 7, 3)

const periods = (changes: Partial<TrendPeriods> = {}): TrendPeriods => ({
  datasetId: 'd1',
  unit: 'week',
  timeZone: 'UTC',
  at: [0, 1, 2, 3].map((week) => MONDAY + week * WEEK_MS),
  endsAt: MONDAY + 4 * WEEK_MS,
  isFirstCut: false,
  last: 'whole',
  ...changes,
})

const element: ElementTrend = {
  elementId: 'card1',
  datasetId: 'd1',
  cases: [100, 200, 40, 10],
  reached: [50, 50, 30, 1],
}

it('says in words from where to where it went, the lowest and the highest, and that the last week is not over', () => {
  expect(trendWords(trendOf(element, periods(), 'conversion'))).toBe(
    'By week (UTC): from 50.0 % (week of 3 Aug 2026) to 10.0 % (week of 24 Aug 2026). Lowest 10.0 % (week of 24 Aug 2026), highest 75.0 % (week of 17 Aug 2026).',
  )
  // A week that is not over is not the lowest.
  expect(trendWords(trendOf(element, periods({ last: 'open' }), 'conversion'))).toMatch(
    /Lowest 25\.0 % \(week of 10 Aug 2026\), highest 75\.0 % .* The last week is not over\.$/,
  )
  expect(trendWords(trendOf(element, periods({ unit: 'month', isFirstCut: true }), 'dropOff'))).toMatch(
    /from 50\.0 % \(3 Aug 2026\).*highest 90\.0 %.*The first month is only in part in the time range\.$/,
  )
  const none = { ...element, cases: [0, 0, 0, 0], reached: [0, 0, 0, 0] }
  expect(trendWords(trendOf(none, periods(), 'conversion'))).toBe('By week (UTC): no cases.')
})

it('shows the main number where a measure has no trend', () => {
  expect(trendOf(element, periods(), 'timeToNext').measure).toBe('conversion')
  const { reached: _, ...last } = element
  expect(trendOf(last, periods(), 'conversion').measure).toBe('cases')
  expect(trendOf(last, periods(), null).points.map(({ value }) => value)).toEqual(element.cases)
})

it('draws a gap where no case started, and dotted what is not whole', () => {
  const trend = trendOf({ ...element, cases: [100, 0, 40, 10] }, periods({ last: 'open' }), 'conversion')
  const spots = spotsOf(trend)
  expect(spots.map(({ x, y }) => [x, y])).toEqual([
    [0, 12.67],
    [133.33, 3],
    [200, 28.13],
  ])
  const { whole, part } = linesOf(trend, spots)
  expect(whole).toBe('')
  expect(part).toBe('M133.33 3L200 28.13')
})

function showExplanation(answer: Promise<JourneyTrends>, measure = 'conversion') {
  const asking = vi.spyOn(api, 'getTrends').mockReturnValue(answer)
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TrendsContext value={{ journeyId: 'j', personaId: 'sarah', range: { from: 1, to: 2 } }}>
        <ExplanationPopover
          asked={askedNumber('card1', measure, { x: 0, y: 0, width: 10, height: 10 })}
          readings={readingsStore(journeyReadings(elementReadings()))}
          title="Enter the card"
          onClose={() => {}}
        />
      </TrendsContext>
    </QueryClientProvider>,
  )
  return asking
}

it('the explanation shows how the number went, of the same cases', async () => {
  const asking = showExplanation(
    Promise.resolve({ periods: [periods({ last: 'open' })], elements: [element], metrics: [] }),
  )
  expect(await screen.findByRole('img', { name: /^Trend of conversion to the next\. By week \(UTC\)/ })).toBeVisible()
  expect(screen.getByText(/Trend by week, by when cases start\. The last week is not over\./)).toBeVisible()
  expect(asking).toHaveBeenCalledWith(
    'j',
    { journeyId: 'j', personaId: 'sarah', range: { from: 1, to: 2 } },
    expect.anything(),
  )
})

it('the explanation stands without a trend where there is none to be had', async () => {
  const asking = showExplanation(
    Promise.reject(new ApiError({ code: 'not-allowed', status: 403, message: 'Not for this link.' })),
  )
  await vi.waitFor(() => expect(asking).toHaveBeenCalled())
  expect(screen.getByText('Enter the card')).toBeVisible()
  expect(screen.queryByRole('figure')).toBeNull()
})
