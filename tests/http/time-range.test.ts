import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import { differenceBetween } from '#shared/metrics/difference.ts'
import type { JourneyReadings, Reading } from '#shared/metrics/reading.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'

const HOUR_MS = 3_600_000
const AUGUST = '2026-08-01'
const SEPTEMBER = '2026-09-01'
const OCTOBER = '2026-10-02'

/** 200 visits on the last day of August, 60 of which buy in the night after it; 100 in the middle of September, 80 of which buy. */
function events(): object[] {
  const visits = (name: string, number: number, buyers: number, at: number): object[] =>
    Array.from({ length: number }, (_, index) => index).flatMap((index) => {
      const of = { case: `${name} ${index}`, channel: 'web', attributes: { region: index % 2 ? 'south' : 'north' } }
      const visit = { ...of, event: 'visit', timestamp: new Date(at + index * 1_000).toISOString() }
      const buy = { ...of, event: 'buy', timestamp: new Date(at + index * 1_000 + 4 * HOUR_MS).toISOString() }
      return index < buyers ? [visit, buy] : [visit]
    })
  return [
    ...visits('august', 200, 60, Date.UTC(2026, 7, 31, 22)),
    ...visits('september', 100, 80, Date.UTC(2026, 8, 15, 10)),
  ]
}

interface Scene extends MetricsApp {
  readonly id: string
  readonly datasetId: string
  readonly visitOf: (query: string) => Promise<{ cases: Reading; conversion?: Reading; told: JourneyReadings }>
  readonly statusOf: (query: string, address?: string) => Promise<readonly [number, string | undefined]>
}

async function openScene(): Promise<Scene> {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Shop' })
  await app.send('POST', `/api/ingest/${datasetId}`, events())
  const rule = { groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: ['north'] }] }] }
  const segment = await app.send<SegmentItem>('POST', '/api/segments', { datasetId, name: 'Northerners', rule })
  const { id: draftId } = await app.createJourney({ datasetId })
  const document = await app.send<JourneyJson>('GET', `/api/journeys/${draftId}`)
  const persona = { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id }
  const { id } = await app.createJourney({ document: { ...document, personas: [persona] } })
  const visitId = document.steps.find(({ title }) => title.toLowerCase() === 'visit')?.id
  return {
    ...app,
    id,
    datasetId,
    async visitOf(query) {
      const told = await app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings${query}`)
      const visit = told.elements.find(({ elementId }) => elementId === visitId)
      if (!visit) throw new Error('The step has numbers.')
      return { ...visit, told }
    },
    async statusOf(query, address = 'readings') {
      const { status, body } = await app.test.request<ErrorBody>(`/api/journeys/${id}/${address}${query}`, {
        bearer: app.token,
      })
      return [status, status < 300 ? undefined : body.error.code]
    },
  }
}

it('counts the cases that start within, whole, and says so', async () => {
  const { visitOf } = await openScene()
  const { cases, conversion, told } = await visitOf(`?from=${AUGUST}&to=${SEPTEMBER}`)
  expect(cases).toMatchObject({ value: 200, n: 200 })
  // They bought in September: nothing of a case is cut off.
  expect(conversion).toMatchObject({ value: 0.3, n: 200 })
  expect(conversion?.comparison).toBeUndefined()
  expect(cases.filter).toBe('event is “visit”; only cases whose first event is of 1 Aug 2026 to 31 Aug 2026 (UTC)')
  expect(told.range).toEqual({ from: Date.UTC(2026, 7, 1), to: Date.UTC(2026, 8, 1), isDays: true })
  // Somebody else's clock, the same instants.
  const again = await visitOf('?from=2026-08-01T02:00:00%2B02:00&to=2026-08-31T19:00:00-05:00')
  expect(again.cases).toMatchObject({ value: 200, n: 200 })
  // Everybody's stay as they are.
  expect((await visitOf('')).cases).toMatchObject({ value: 300 })
})

it('holds each number against the period of equal length right before', async () => {
  const { visitOf } = await openScene()
  const { cases, conversion, told } = await visitOf(`?from=${SEPTEMBER}&to=${OCTOBER}&compare=previous`)
  expect(told.range?.before).toEqual({ from: Date.UTC(2026, 7, 1), to: Date.UTC(2026, 8, 1), isDays: true })
  expect(cases.comparison).toEqual({ against: 'period-before', value: 200, n: 200 })
  expect(conversion).toMatchObject({ value: 0.8, n: 100, comparison: { value: 0.3, n: 200 } })
  const share = (k: number, n: number) => ({
    value: k / n,
    unit: 'share' as const,
    n,
    interval: wilsonInterval(k, n) ?? [0, 0],
  })
  expect(conversion?.comparison?.difference).toEqual(differenceBetween(share(80, 100), share(60, 200)))
  expect(conversion?.comparison?.difference?.isReal).toBe(true)
})

it('goes together with a persona, whose numbers are held against everybody else’s or their own before', async () => {
  const { visitOf } = await openScene()
  const range = `from=${SEPTEMBER}&to=${OCTOBER}`
  const beside = await visitOf(`?persona=sarah&${range}`)
  expect(beside.conversion).toMatchObject({
    n: 50,
    value: 0.8,
    comparison: { against: 'everybody-else', n: 50, value: 0.8 },
  })
  expect(beside.told.segment).toMatchObject({ cases: 50, of: 100 })
  expect(beside.cases.filter).toMatch(
    /; only cases of “Northerners”: .*; only cases whose first event is of 1 Sept 2026/,
  )
  const before = await visitOf(`?persona=sarah&${range}&compare=previous`)
  expect(before.conversion).toMatchObject({
    n: 50,
    comparison: { against: 'period-before', n: 100, value: 0.3 },
  })
})

it('refuses half a range, one that ends before it begins, and a comparison without one', async () => {
  const { statusOf } = await openScene()
  for (const query of [
    `?from=${AUGUST}`,
    `?to=${AUGUST}`,
    `?from=${SEPTEMBER}&to=${AUGUST}`,
    `?from=${AUGUST}&to=${AUGUST}`,
    `?from=yesterday&to=${AUGUST}`,
    '?compare=previous',
    `?from=${AUGUST}&to=${SEPTEMBER}&compare=next`,
    // Whose midnight would the end be?
    `?from=${AUGUST}&to=${SEPTEMBER}T00:00:00Z`,
    `?from=${AUGUST}&to=${SEPTEMBER}&last=7`,
    '?last=0',
    '?last=1.5',
  ])
    expect((await statusOf(query))[0], query).toBe(400)
})

it('tells on which days cases start', async () => {
  const { send, id } = await openScene()
  expect(await send<StartsBody>('GET', `/api/journeys/${id}/starts`)).toEqual({
    days: [
      { day: Date.UTC(2026, 7, 31), cases: 200 },
      { day: Date.UTC(2026, 8, 15), cases: 100 },
    ],
    lastEventAt: Date.UTC(2026, 8, 15, 14, 1, 19),
    lastDay: Date.UTC(2026, 8, 15),
    timeZones: ['UTC'],
  })
})

it('counts days in the time zone of the dataset', async () => {
  const { send, visitOf, id, datasetId, statusOf, test, token } = await openScene()
  const inZone = (timeZone: string) => send<DatasetBody>('PUT', `/api/datasets/${datasetId}/time-zone`, { timeZone })
  // They come from 22:00 UTC on, when it is midnight in Berlin: not one of them comes in August there.
  expect((await inZone('Europe/Berlin')).timeZone).toBe('Europe/Berlin')
  expect((await visitOf(`?from=${AUGUST}&to=${SEPTEMBER}`)).cases).toMatchObject({ value: 0 })
  const { cases } = await visitOf(`?from=${SEPTEMBER}&to=2026-09-02`)
  expect(cases).toMatchObject({ value: 200 })
  expect(cases.filter).toMatch(/of 1 Sept 2026 \(Europe\/Berlin\)$/)
  // Instants are the same everywhere.
  expect((await visitOf('?from=2026-08-01T00:00:00Z&to=2026-09-01T00:00:00Z')).cases).toMatchObject({ value: 200 })
  const starts = await send<StartsBody>('GET', `/api/journeys/${id}/starts`)
  expect(starts).toMatchObject({ timeZones: ['Europe/Berlin'], lastDay: Date.UTC(2026, 8, 15) })
  expect(starts.days[0]).toEqual({ day: Date.UTC(2026, 8, 1), cases: 200 })
  const { periods } = await send<JourneyTrends>('GET', `/api/journeys/${id}/trends`)
  expect(periods[0]).toMatchObject({ timeZone: 'Europe/Berlin', unit: 'day' })
  expect(periods[0]?.at[0]).toBe(Date.UTC(2026, 7, 31, 22))
  expect((await visitOf('')).told.datasets[0]?.timeZone).toBe('Europe/Berlin')

  expect((await inZone('Asia/Tokyo')).timeZone).toBe('Asia/Tokyo')
  expect((await visitOf(`?from=${SEPTEMBER}&to=2026-09-02`)).cases).toMatchObject({ value: 200 })
  for (const timeZone of ['Mars/Olympus', '+02:00', '', 'x'.repeat(100)]) {
    const refused = await test.request(`/api/datasets/${datasetId}/time-zone`, {
      method: 'PUT',
      bearer: token,
      body: { timeZone },
    })
    expect(refused.status, timeZone).toBe(400)
  }
  expect((await statusOf(`?from=${AUGUST}&to=${SEPTEMBER}`))[0]).toBe(200)
})

it('the last days move on with the data', async () => {
  const { send, visitOf, id, datasetId } = await openScene()
  const { cases, told } = await visitOf('?last=2')
  expect(cases).toMatchObject({ value: 100 })
  expect(told.range).toEqual({ from: Date.UTC(2026, 8, 14), to: Date.UTC(2026, 8, 16), isDays: true })
  const before = await visitOf('?last=15&compare=previous')
  expect(before.cases).toMatchObject({ value: 100, comparison: { value: 200 } })
  const { elements } = await send<JourneyTrends>('GET', `/api/journeys/${id}/trends?last=2`)
  expect(elements[0]?.cases).toEqual([0, 100])
  await send('POST', `/api/ingest/${datasetId}`, [{ case: 'new', event: 'visit', timestamp: '2026-10-01T10:00:00Z' }])
  expect((await visitOf('?last=2')).cases).toMatchObject({ value: 1 })
})

it('tells how the numbers went, by the period in which cases start', async () => {
  const { send, visitOf, id } = await openScene()
  const { told, cases } = await visitOf('')
  const visitId = told.elements.find((element) => element.cases === cases)?.elementId
  const trendOf = async (query: string) => {
    const { periods, elements } = await send<JourneyTrends>('GET', `/api/journeys/${id}/trends${query}`)
    return { ...periods[0], ...elements.find(({ elementId }) => elementId === visitId) }
  }
  // 31 August is a Monday, and so is 14 September.
  expect(await trendOf('')).toMatchObject({
    unit: 'week',
    at: [Date.UTC(2026, 7, 31), Date.UTC(2026, 8, 7), Date.UTC(2026, 8, 14)],
    last: 'open',
    cases: [200, 0, 100],
    reached: [60, 0, 80],
  })
  expect(await trendOf(`?persona=sarah&from=2026-09-10&to=${OCTOBER}`)).toMatchObject({
    unit: 'day',
    cases: [0, 0, 0, 0, 0, 50],
    reached: [0, 0, 0, 0, 0, 40],
    last: 'open',
  })
})

it('a link that shows a part gives the numbers of all time only', async () => {
  const { send, test, id } = await openScene()
  const statusBy = async (shows: object | null): Promise<readonly number[]> => {
    const link = await send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'viewer', shows })
    const cookie = await test.openShare(link.token)
    const addresses = ['readings', `readings?from=${AUGUST}&to=${SEPTEMBER}`, 'starts', 'trends']
    const answers = addresses.map((address) => test.request(`/api/journeys/${id}/${address}`, { cookie }))
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  expect(await statusBy(null)).toEqual([200, 200, 200, 200])
  expect(await statusBy({ laneIds: null, numberIds: [] })).toEqual([200, 403, 403, 403])
})
