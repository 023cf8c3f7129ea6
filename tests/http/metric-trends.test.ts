import { expect, it } from 'vitest'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { JourneyTrends, MetricTrend } from '#shared/metrics/trend.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { startMetricsApp } from '#tests/support/metrics-app.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** A Monday. */
const FIRST = Date.UTC(2026, 0, 5)
const events = (...names: string[]) => ({ events: names, channels: [], where: [] })

/**
 * 40 customers visit in each of three weeks and answer a week later: 10 after the first, 5 after the second, 0 after the third. Each
 * pays 2 on the visit; who came in the first week calls.
 */
async function openScene() {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Shop' })
  const rows = [10, 5, 0].flatMap((score, week) =>
    Array.from({ length: 40 }, (_, at) => {
      const row = (event: string, day: number, more: object = {}) => ({
        case: `w${week} c${at}`,
        event,
        timestamp: FIRST + week * WEEK_MS + day * DAY_MS + at * 1_000,
        ...more,
      })
      return [
        row('visit', 0, { value: 2 }),
        ...(week === 0 ? [row('call', 1)] : []),
        row('survey', 7, { attributes: { score } }),
      ]
    }).flat(),
  )
  await app.send('POST', `/api/ingest/${datasetId}`, rows)
  const metric = (name: string, definition: object, change: object = {}) =>
    app.send<NamedMetricItem>('POST', '/api/metrics', { name, datasetId, definition, ...change })
  const question = (show: string, asked: object) => ({ kind: 'question', question: asked, show })
  const nps = await metric(
    'NPS',
    question('score', { kind: 'score', rule: events('survey'), field: 'score', scale: { kind: 'nps' } }),
  )
  const called = await metric(
    'Called',
    question('rate', { kind: 'rateOf', among: events('visit'), having: events('call') }),
  )
  const revenue = await metric('Revenue', question('sum', { kind: 'amount', rule: events('visit') }))
  const ratio = await metric(
    'Points per revenue',
    { kind: 'ratio', aboveId: nps.id, belowId: revenue.id },
    { datasetId: null },
  )
  const ids = [nps, called, revenue, ratio].map(({ id }) => id)
  const drafted = await app.createJourney({ datasetId })
  const json = await app.send<JourneyJson>('GET', `/api/journeys/${drafted.id}`)
  const document = { ...json, shownMetrics: ids.map((metricId) => ({ metricId, isOwnCases: false })) }
  const { id } = await app.createJourney({ document })
  const trends = async (query = '') => {
    const told = await app.send<JourneyTrends>('GET', `/api/journeys/${id}/trends${query}`)
    const of = (metric: NamedMetricItem): MetricTrend | undefined =>
      told.metrics.find(({ metricId, elementId }) => metricId === metric.id && elementId === 'journey')
    return { told, of }
  }
  return { ...app, id, datasetId, nps, called, revenue, ratio, metric, trends }
}

it('tells how metrics of the library went, each by its own time, with n and interval', async () => {
  const { trends, nps, called, revenue, ratio, datasetId } = await openScene()
  const { told, of } = await trends()
  expect(told.periods).toHaveLength(1)
  expect(told.periods[0]).toMatchObject({
    datasetId,
    unit: 'week',
    at: [0, 1, 2, 3].map((week) => FIRST + week * WEEK_MS),
  })
  // The answers were given a week after each visit.
  expect(of(nps)?.series).toMatchObject({
    periods: 0,
    clock: 'answers',
    values: [null, 100, -100, -100],
    n: [0, 40, 40, 40],
    low: [null, 100, -100, -100],
    outside: 0,
  })
  expect(of(called)?.series).toMatchObject({ clock: 'case-starts', values: [1, 0, 0, null], n: [40, 40, 40, 0] })
  expect(of(called)?.series?.low[1]).toBe(0)
  expect(of(called)?.series?.high[1]).toBeCloseTo(0.0876, 4)
  // Nothing was paid in the last week: that is 0, and no gap.
  expect(of(revenue)?.series).toMatchObject({ clock: 'events', values: [80, 80, 80, 0], n: [40, 40, 40, 0] })
  // In the first week nobody answered, in the last nothing was paid.
  expect(of(ratio)?.series).toMatchObject({
    clock: 'parts',
    values: [null, 1.25, -1.25, null],
    low: [null, null, null, null],
  })
})

it('in a time range is of the cases that start within, and says what they answered after it', async () => {
  const { trends, nps, called } = await openScene()
  const { told, of } = await trends('?from=2026-01-05&to=2026-01-19')
  expect(told.periods[0]).toMatchObject({ unit: 'day' })
  expect(told.periods[0]?.at).toHaveLength(14)
  expect(of(nps)?.series).toMatchObject({ outside: 40 })
  expect(of(nps)?.series?.n.reduce((sum, n) => sum + n, 0)).toBe(40)
  expect(of(called)?.series).toMatchObject({ outside: 0 })
})

it('says why there is none', async () => {
  const { trends, send, nps, id, datasetId, metric } = await openScene()
  const { id: otherId } = await send<{ id: string }>('POST', '/api/datasets', { name: 'Elsewhere' })
  await send('POST', `/api/ingest/${otherId}`, [{ case: 'x', event: 'visit', timestamp: FIRST }])
  await send('PUT', `/api/datasets/${otherId}/time-zone`, { timeZone: 'Asia/Tokyo' })
  const elsewhere = await metric(
    'Elsewhere',
    { kind: 'question', question: { kind: 'count', rule: events('visit') }, show: 'cases' },
    { datasetId: otherId },
  )
  const both = await metric('Both', { kind: 'ratio', aboveId: nps.id, belowId: elsewhere.id }, { datasetId: null })
  const json = await send<JourneyJson>('GET', `/api/journeys/${id}`)
  const shownMetrics = [both, elsewhere].map((one) => ({ metricId: one.id, isOwnCases: false }))
  const journey = await send<{ id: string }>('POST', '/api/journeys', { document: { ...json, shownMetrics } })
  const { metrics, periods } = await send<JourneyTrends>('GET', `/api/journeys/${journey.id}/trends`)
  expect(metrics.find(({ metricId }) => metricId === both.id)).toEqual({
    elementId: 'journey',
    metricId: both.id,
    note: 'it rests on datasets of different time zones, whose periods are not the same',
  })
  // Each dataset has periods of its own.
  expect(metrics.find(({ metricId }) => metricId === elsewhere.id)?.series).toMatchObject({ values: [1] })
  expect(new Set(periods.map((one) => one.datasetId))).toEqual(new Set([datasetId, otherId]))
  const after = await trends('?from=2027-01-01&to=2027-02-01')
  expect(after.of(nps)).toMatchObject({ note: 'there are no events in this time range' })
})
