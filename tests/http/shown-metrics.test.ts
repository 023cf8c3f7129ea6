import { expect, it } from 'vitest'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const events = (...names: string[]) => ({ events: names, channels: [], where: [] })

/** 100 customers visit, 40 of them call; who called answers 0, the others 10. */
async function openScene() {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Shop' })
  const rows = Array.from({ length: 100 }, (_, at) => {
    const row = (event: string, minutes: number, attributes: object = {}) => ({
      case: `c${at}`,
      event,
      timestamp: Date.UTC(2026, 0, 5) + minutes * 60_000,
      attributes: { region: at < 50 ? 'north' : 'south', ...attributes },
    })
    return [row('visit', 0), ...(at < 40 ? [row('call', 5)] : []), row('survey', 9, { score: at < 40 ? 0 : 10 })]
  }).flat()
  await app.send('POST', `/api/ingest/${datasetId}`, rows)
  const nps = await app.send<NamedMetricItem>('POST', '/api/metrics', {
    name: 'NPS',
    datasetId,
    direction: 'up',
    target: 30,
    definition: {
      kind: 'question',
      question: { kind: 'score', rule: events('survey'), field: 'score', scale: { kind: 'nps' } },
      show: 'score',
    },
  })
  return { ...app, datasetId, nps }
}

/** A journey drafted from the data that shows the metric itself, and at its call of the cases that call. */
async function journeyWith(
  app: MetricsApp & { readonly datasetId: string },
  metricId: string,
  change: Partial<JourneyJson> = {},
) {
  const drafted = await app.createJourney({ datasetId: app.datasetId })
  const json = await app.send<JourneyJson>('GET', `/api/journeys/${drafted.id}`)
  const call = json.steps.find(({ title }) => title.toLowerCase() === 'call')
  const steps = json.steps.map((step) =>
    step.id === call?.id ? { ...step, shownMetrics: [{ metricId, isOwnCases: true }] } : step,
  )
  const document = { ...json, steps, shownMetrics: [{ metricId, isOwnCases: false }], ...change }
  const { id } = await app.createJourney({ document })
  return { id, callId: call?.id ?? '' }
}

it('a journey shows metrics of the library, of all cases and of an element’s own, with all that belongs to a number', async () => {
  const app = await openScene()
  const { id, callId } = await journeyWith(app, app.nps.id)
  const { metrics = [], datasets } = await app.readings(id)
  const of = (elementId: string) => metrics.find((one) => one.elementId === elementId)
  expect(of('journey')).toMatchObject({
    metricId: app.nps.id,
    name: 'NPS',
    direction: 'up',
    target: 30,
    datasetId: app.datasetId,
    reading: { value: 20, unit: 'points', n: 100, nOf: 'answers', filter: 'event is “survey”' },
  })
  expect(of(callId)?.reading).toMatchObject({
    value: -100,
    n: 40,
    filter: expect.stringMatching(/^event is “survey”; only cases with “call”: event is “call”$/i),
  })
  expect(datasets.map(({ datasetId }) => datasetId)).toEqual([app.datasetId])
})

it('pushes new numbers when rows come and when the metric is defined anew, and leaves out one that is gone', async () => {
  const app = await openScene()
  const { id } = await journeyWith(app, app.nps.id)
  const client = await joinRaw(`${app.test.app.url.replace('http', 'ws')}/sync/${id}?v=1&token=${app.token}`)
  const pushedMetrics = async (isMeant: (metrics: JourneyReadings['metrics']) => boolean) => {
    for (;;) {
      const message = (await client.next('push')).value as PushMessage
      if (message.kind === 'readings' && isMeant(message.readings.metrics)) return message.readings.metrics
    }
  }
  await pushedMetrics((metrics) => metrics?.length === 2)
  await app.send('POST', `/api/ingest/${app.datasetId}`, [{ case: 'new', event: 'survey', attributes: { score: 10 } }])
  await pushedMetrics((metrics) => metrics?.some(({ reading }) => reading.n === 101) ?? false)
  const { id: metricId, workspaceId: _w, updatedAt: _u, ...draft } = app.nps
  await app.send('PUT', `/api/metrics/${metricId}`, { ...draft, name: 'Promoters' })
  await pushedMetrics((metrics) => metrics?.every(({ name }) => name === 'Promoters') ?? false)
  await app.send('DELETE', `/api/metrics/${metricId}`)
  await pushedMetrics((metrics) => metrics === undefined)
  client.close()
})

it('a persona’s look gives the metric of its segment beside everybody else’s', async () => {
  const app = await openScene()
  const segment = await app.send<SegmentItem>('POST', '/api/segments', {
    datasetId: app.datasetId,
    name: 'Northerners',
    rule: { groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: ['north'] }] }] },
  })
  const persona = { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id }
  const { id } = await journeyWith(app, app.nps.id, { personas: [persona] as unknown as JourneyJson['personas'] })
  const told = await app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings?persona=sarah`)
  const own = told.metrics?.find(({ elementId }) => elementId === 'journey')?.reading
  // In the north 40 of 50 called and answered 0; nobody in the south did.
  expect(own).toMatchObject({ value: -60, n: 50, comparison: { value: 100, n: 50 } })
  expect(own?.filter).toBe('event is “survey”; only cases of “Northerners”: first region is “north”')
})

it('what a persona shows is of its segment, whoever is looked at, and of everybody where it has none; a link shows metrics, too', async () => {
  const app = await openScene()
  const segmentOf = (region: string) =>
    app.send<SegmentItem>('POST', '/api/segments', {
      datasetId: app.datasetId,
      name: region,
      rule: { groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: [region] }] }] },
    })
  const [north, south] = [await segmentOf('north'), await segmentOf('south')]
  const shownMetrics = [{ metricId: app.nps.id, isOwnCases: false }]
  const personas = [
    { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: north.id, shownMetrics },
    { id: 'tom', order: 'a1', name: 'Tom', segmentId: south.id },
    { id: 'anybody', order: 'a2', name: 'Anybody', shownMetrics },
    { id: 'lost', order: 'a3', name: 'Lost', segmentId: 'gone', shownMetrics },
  ] as unknown as JourneyJson['personas']
  const drafted = await app.createJourney({ datasetId: app.datasetId })
  const { links } = await app.send<JourneyJson>('GET', `/api/journeys/${drafted.id}`)
  const [link, ...others] = links
  const { id } = await journeyWith(app, app.nps.id, { personas })
  expect(link).toBeDefined()
  const linked = { ...link, shownMetrics } as unknown as JourneyJson['links'][number]
  const json = await app.send<JourneyJson>('GET', `/api/journeys/${drafted.id}`)
  const beside = await app.createJourney({ document: { ...json, links: [linked, ...others] } })

  const told = async (query = '') => {
    const { metrics = [] } = await app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings${query}`)
    return (elementId: string) => metrics.find((one) => one.elementId === elementId)?.reading
  }
  for (const of of [await told(), await told('?persona=tom')]) {
    expect(of('sarah')).toMatchObject({ value: -60, n: 50, comparison: { value: 100, n: 50 } })
    expect(of('sarah')?.filter).toMatch(/only cases of “north”/)
    expect(of('anybody')).toMatchObject({ value: 20, n: 100 })
    expect(of('lost')).toMatchObject({ value: null, note: 'the segment of this persona is gone' })
  }
  expect((await told('?persona=tom'))('journey')).toMatchObject({ value: 100, n: 50 })
  const { metrics } = await app.readings(beside.id)
  expect(metrics).toMatchObject([{ elementId: link?.id, reading: { value: 20, n: 100 } }])
})

/**
 * 60 more customers, 40 of them in the north, who come five minutes before the end of February and answer in March: the first 45
 * give 10, the others call and give 0.
 */
const february = () =>
  Array.from({ length: 60 }, (_, at) => {
    const row = (event: string, minutes: number, attributes: object = {}) => ({
      case: `f${at}`,
      event,
      timestamp: Date.UTC(2026, 1, 28, 23, 55) + minutes * 60_000,
      attributes: { region: at < 40 ? 'north' : 'south', ...attributes },
    })
    return [row('visit', 0), ...(at < 45 ? [] : [row('call', 5)]), row('survey', 9, { score: at < 45 ? 10 : 0 })]
  }).flat()

it('follows the time range and the persona: of the cases that start within, beside everybody else’s or the period before', async () => {
  const app = await openScene()
  await app.send('POST', `/api/ingest/${app.datasetId}`, february())
  const rule = { groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: ['north'] }] }] }
  const asked = { datasetId: app.datasetId, name: 'Northerners', rule }
  const segment = await app.send<SegmentItem>('POST', '/api/segments', asked)
  const persona = { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id }
  const personas = [persona] as unknown as JourneyJson['personas']
  const { id, callId } = await journeyWith(app, app.nps.id, { personas })
  const told = async (query: string, elementId = 'journey') => {
    const { metrics } = await app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings${query}`)
    return metrics?.find((one) => one.elementId === elementId)?.reading
  }
  const january = 'from=2026-01-01&to=2026-02-01'
  const inFebruary = 'from=2026-02-01&to=2026-03-01'

  // 60 and 45 gave 10, 40 and 15 gave 0.
  expect(await told('')).toMatchObject({ value: 31.25, n: 160 })
  const ofJanuary = await told(`?${january}`)
  expect(ofJanuary).toMatchObject({ value: 20, n: 100 })
  expect(ofJanuary?.comparison).toBeUndefined()
  expect(ofJanuary?.filter).toBe(
    'event is “survey”; only cases whose first event is of 1 Jan 2026 to 31 Jan 2026 (UTC)',
  )
  const beside = await told(`?${inFebruary}&compare=previous`)
  expect(beside).toMatchObject({ value: 50, n: 60, comparison: { against: 'period-before', value: 20, n: 100 } })
  expect(beside?.comparison?.difference?.value).toBeCloseTo(30)

  // In the north all 40 gave 10, in the south 5 of 20; in January 10 of 50 did in the north.
  const inNorth = await told(`?persona=sarah&${inFebruary}`)
  expect(inNorth).toMatchObject({ value: 100, n: 40, comparison: { against: 'everybody-else', value: -50, n: 20 } })
  expect(inNorth?.filter).toMatch(
    /^event is “survey”; only cases of “Northerners”: .*; only cases whose first event is of 1 Feb 2026 to 28 Feb 2026/,
  )
  const inNorthBefore = await told(`?persona=sarah&${inFebruary}&compare=previous`)
  expect(inNorthBefore).toMatchObject({
    value: 100,
    n: 40,
    comparison: { against: 'period-before', value: -60, n: 50 },
  })

  // At the call only of those who call.
  const own = await told(`?${inFebruary}&compare=previous`, callId)
  expect(own).toMatchObject({ value: -100, n: 15, comparison: { value: -100, n: 40 } })
  expect(own?.filter).toMatch(/; only cases with “call”: event is “call”; only cases whose first event is of /i)
})

it('a metric made of others follows the time range in each of them, also where nothing is bound, and says so once', async () => {
  const app = await openScene()
  await app.send('POST', `/api/ingest/${app.datasetId}`, february())
  const count = (name: string) =>
    app.send<NamedMetricItem>('POST', '/api/metrics', {
      name,
      datasetId: app.datasetId,
      definition: { kind: 'question', question: { kind: 'count', rule: events(name) }, show: 'cases' },
    })
  const [call, visit] = [await count('call'), await count('visit')]
  const calls = await app.send<NamedMetricItem>('POST', '/api/metrics', {
    name: 'Calls a visit',
    datasetId: null,
    definition: { kind: 'ratio', aboveId: call.id, belowId: visit.id },
  })
  const document = {
    format: 'waymark-journey',
    version: 1,
    title: 'Unbound',
    shownMetrics: [{ metricId: calls.id, isOwnCases: false }],
  }
  const { id } = await app.createJourney({ document })
  const query = 'from=2026-02-01&to=2026-03-01&compare=previous'
  const { metrics, range } = await app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings?${query}`)
  expect(range?.before).toMatchObject({ from: Date.UTC(2026, 0, 4), to: Date.UTC(2026, 1, 1) })
  expect(metrics?.[0]?.reading).toMatchObject({ value: 0.25, comparison: { against: 'period-before', value: 0.4 } })
  expect(metrics?.[0]?.reading.filter.match(/only cases whose first event is of/g)).toHaveLength(1)
  // What the range is chosen among.
  expect(await app.send<StartsBody>('GET', `/api/journeys/${id}/starts`)).toMatchObject({
    days: [
      { day: Date.UTC(2026, 0, 5), cases: 100 },
      { day: Date.UTC(2026, 1, 28), cases: 60 },
    ],
  })
})

it('shows nothing of another workspace’s metrics, and nothing of any by a link that shows a part', async () => {
  const app = await openScene()
  const elsewhere = await addWorkspace(keptBy(app.test), (await addPerson(keptBy(app.test), 'editor')).id, 'owner')
  const other = await app.send<{ id: string }>('POST', `/api/datasets?workspace=${elsewhere}`, { name: 'Theirs' })
  const theirs = await app.send<NamedMetricItem>('POST', '/api/metrics', {
    name: 'Secret',
    datasetId: other.id,
    definition: { kind: 'question', question: { kind: 'count', rule: events('x') }, show: 'cases' },
  })
  const foreign = await journeyWith(app, theirs.id)
  expect((await app.readings(foreign.id)).metrics).toBeUndefined()

  const { id } = await journeyWith(app, app.nps.id)
  const link = await app.send<{ token: string }>('POST', `/api/journeys/${id}/shares`, {
    role: 'viewer',
    shows: { laneIds: null, numberIds: [] },
  })
  const cookie = await app.test.openShare(link.token)
  const told = await app.test.request<JourneyReadings>(`/api/journeys/${id}/readings`, { cookie })
  expect(told.status).toBe(200)
  expect(told.body.metrics).toBeUndefined()
})
