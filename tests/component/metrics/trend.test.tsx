import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { FEELING, metricMeasure } from '#shared/metrics/measures.ts'
import type { FeelingReading, MetricReading } from '#shared/metrics/reading.ts'
import { readingsCsv } from '#shared/metrics/readings-csv.ts'
import type { ElementTrend, JourneyTrends, MetricSeries, TrendPeriods } from '#shared/metrics/trend.ts'
import { trendOf, trendOfMetric, sparkOf, trendWords } from '#shared/metrics/trend-words.ts'
import { ApiError } from '#src/api/api-error.ts'
import { api } from '#src/api/api.ts'
import { askedNumber } from '#src/features/metrics/asked-number.ts'
import { ExplanationPopover } from '#src/features/metrics/ExplanationPopover.tsx'
import { ReadingsBadge, type ReadingsBadgeProps } from '#src/features/metrics/ReadingsBadge.tsx'
import { linesOf, spotsOf, zeroOf } from '#src/ui/spark-lines.ts'
import { TrendsContext } from '#src/features/metrics/trend/trends-context.ts'
import { elementReadings, journeyReadings, reading, readingsStore } from '#tests/support/metrics-readings.ts'

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
  const spots = spotsOf(sparkOf(trend))
  expect(spots.map(({ x, y }) => [x, y])).toEqual([
    [0, 12.67],
    [133.33, 3],
    [200, 28.13],
  ])
  const { whole, part } = linesOf(spots)
  expect(whole).toBe('')
  expect(part).toBe('M133.33 3L200 28.13')
})

const nps: MetricReading = {
  metricId: 'nps',
  elementId: 'card1',
  name: 'NPS',
  direction: 'up',
  target: null,
  datasetId: 'd1',
  reading: reading({ value: -10, unit: 'points', n: 120, nOf: 'answers' }),
}
const series: MetricSeries = {
  periods: 0,
  clock: 'answers',
  values: [-50, null, 20, 40],
  n: [40, 0, 12, 60],
  low: [-60, null, null, 30],
  high: [-40, null, null, 50],
  outside: 8,
}
const trends = (metric: object): JourneyTrends => ({
  periods: [periods()],
  elements: [element],
  metrics: [{ elementId: 'card1', metricId: 'nps', ...metric }],
})

it('draws a metric over zero, grey where it rests on too little, and says by when', () => {
  const trend = trendOfMetric(trends({}), { series }, nps)
  if (!trend) throw new Error('It has a trend.')
  expect(zeroOf(sparkOf(trend))).toBeCloseTo(14.56, 2)
  const spots = spotsOf(sparkOf(trend))
  expect(spots.map(({ y, isThin }) => [y, isThin])).toEqual([
    [29, false],
    [8.78, true],
    [3, false],
  ])
  const { whole, thin, part } = linesOf(spots)
  expect([whole, thin, part]).toEqual(['', 'M133.33 8.78L200 3', ''])
  expect(trendWords(trend)).toBe(
    'By week (UTC): from −50.0 (week of 3 Aug 2026) to 40.0 (week of 24 Aug 2026). Lowest −50.0 (week of 3 Aug 2026), highest 40.0 (week of 24 Aug 2026). 8 answers lie outside of these and are not drawn.',
  )
  // A full count of few is no less exact.
  const counted = { ...nps, reading: reading({ value: 3, unit: 'number', n: 3, isExact: true }) }
  expect(spotsOf(sparkOf(trendOfMetric(trends({}), { series }, counted) ?? trend)).some(({ isThin }) => isThin)).toBe(
    false,
  )
})

it('a file of the numbers has a row for each period', () => {
  const names = new Map([['card1', { kind: 'touchpoint', name: 'Card' }]])
  const readings = { ...journeyReadings(elementReadings()), metrics: [nps] }
  const rows = readingsCsv(readings, names, trends({ series })).split('\r\n')
  expect(rows[0]).toMatch(/"updated","period begins","period"$/)
  const own = rows.filter((row) => row.startsWith('"touchpoint","Card","NPS"'))
  expect(own).toHaveLength(5)
  expect(own[0]).toMatch(/"-10","points","120".*"",""$/)
  expect(own[1]).toMatch(
    /"-50","points","40","-60","-40",.*"by when the answers were given \(UTC\)".*"2026-08-03","week"$/,
  )
  expect(own[2]).toMatch(/"","points","0","","",/)
  expect(rows.filter((row) => row.startsWith('"touchpoint","Card","cases"'))).toHaveLength(5)
})

it('a card that is there for one metric shows how it went, and its explanation as well', async () => {
  showExplanation(Promise.resolve(trends({ series })), metricMeasure('nps'))
  expect(await screen.findByText(/Trend by week, by when the answers were given\./)).toBeVisible()
  expect(screen.getAllByRole('img', { name: /^Trend of NPS\. By week/ })).toHaveLength(2)
})

const BOTH = [nps, { ...nps, metricId: 'csat', name: 'CSAT' }]
const sparks = () => [...document.querySelectorAll('[data-spark-of]')]

it('cards that carry several metrics show how each went in the room that is left, which is kept before it is there', async () => {
  const answer = trends({ series })
  let tell: ((trends: JourneyTrends) => void) | undefined
  vi.spyOn(api, 'getTrends').mockReturnValue(new Promise((resolve) => (tell = resolve)))
  const onExplain = vi.fn<ReadingsBadgeProps['onExplain']>()
  const shown = (place: ReadingsBadgeProps['place'], metrics = BOTH) =>
    inTrends(
      <ReadingsBadge
        elementId="card1"
        place={place}
        readings={readingsStore({ ...journeyReadings(elementReadings()), metrics })}
        onExplain={onExplain}
      />,
    )
  const { unmount } = shown('card')
  expect(sparks().map((spark) => [spark.getAttribute('data-spark-of'), spark.querySelector('svg')])).toEqual([
    [metricMeasure('nps'), null],
    [metricMeasure('csat'), null],
  ])
  tell?.({ ...answer, metrics: [...answer.metrics, { elementId: 'card1', metricId: 'csat', series }] })
  await vi.waitFor(() => expect(document.querySelectorAll('[data-spark-of] svg')).toHaveLength(2))
  // Their words are in the explanations: a name of all of them would be too long. One that stands alone has them.
  expect(screen.queryByRole('img', { name: /^Trend/ })).toBeNull()
  fireEvent.click(document.querySelectorAll('[data-spark-of] svg')[1] as Element)
  expect(onExplain).toHaveBeenLastCalledWith('card1', metricMeasure('csat'), expect.anything())
  unmount()
  const alone = shown('card', [nps])
  expect(await screen.findByRole('img', { name: /^Trend of NPS/ })).toBeInTheDocument()
  alone.unmount()
  shown('step')
  expect(sparks()).toEqual([])
})

it('a measured emotion tells how it went, in its explanation and in the file', async () => {
  const feeling: FeelingReading = {
    elementId: 'card1',
    name: 'NPS',
    datasetId: 'd1',
    reading: nps.reading,
    ends: { worst: -100, best: 100 },
    level: -0.2,
  }
  const readings = { ...journeyReadings(), feelings: [feeling] }
  const told = { ...trends({}), feelings: [{ elementId: 'card1', series }] }
  const asking = vi.spyOn(api, 'getTrends').mockResolvedValue(told)
  inTrends(
    <ExplanationPopover
      asked={askedNumber('card1', FEELING, { x: 0, y: 0, width: 10, height: 10 })}
      readings={readingsStore(readings)}
      title="At the till"
      onClose={() => {}}
    />,
  )
  expect(await screen.findByRole('img', { name: /^Trend of NPS\. By week \(UTC\): from −50\.0/ })).toBeVisible()
  expect(screen.getByText(/Trend by week, by when the answers were given\./)).toBeVisible()
  expect(asking).toHaveBeenCalledTimes(1)

  const names = new Map([['card1', { kind: 'emotion', name: 'At the till' }]])
  const rows = readingsCsv(readings, names, told).split('\r\n')
  const own = rows.filter((row) => row.startsWith('"emotion","At the till","feeling, by NPS"'))
  expect(own[0]).toMatch(/"-10","points","120".*"",""$/)
  expect(own[1]).toMatch(/"-50","points","40","-60","-40",.*"2026-08-03","week"$/)
  expect(own).toHaveLength(5)
})

const inTrends = (content: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TrendsContext value={{ journeyId: 'j', personaId: null, range: null }}>{content}</TrendsContext>
    </QueryClientProvider>,
  )

it('the explanation says why a metric has no trend', async () => {
  showExplanation(Promise.resolve(trends({ note: 'it rests on two time zones' })), metricMeasure('nps'))
  expect(await screen.findByText('There is no trend: it rests on two time zones.')).toBeVisible()
})

const ofNps = { ...journeyReadings(), metrics: [nps] }

function showExplanation(answer: Promise<JourneyTrends>, measure = 'conversion') {
  const asking = vi.spyOn(api, 'getTrends').mockReturnValue(answer)
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TrendsContext value={{ journeyId: 'j', personaId: 'sarah', range: { from: 1, to: 2 } }}>
        {measure === metricMeasure('nps') && (
          <ReadingsBadge elementId="card1" place="metric" readings={readingsStore(ofNps)} onExplain={() => {}} />
        )}
        <ExplanationPopover
          asked={askedNumber('card1', measure, { x: 0, y: 0, width: 10, height: 10 })}
          readings={readingsStore(measure === metricMeasure('nps') ? ofNps : journeyReadings(elementReadings()))}
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
