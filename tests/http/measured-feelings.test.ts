import { expect, it } from 'vitest'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { FeelingReading, JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { hasSharedData, sharedFile, sharedJson } from '#tests/support/data-shared.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { near } from '#tests/support/metrics-near.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const events = (...names: string[]) => ({ events: names, channels: [], where: [] })
const answersTo = (datasetId: string, event: string, more: object = {}) => ({
  of: { kind: 'answers', datasetId, rule: events(event), field: 'score', scale: { kind: 'nps' }, ...more },
})

interface Feeling {
  readonly id: string
  readonly feelingSource: object
  readonly personaIds?: readonly string[]
  readonly score?: number
}

/** A journey of one step that has these emotions. */
async function journeyOf(app: MetricsApp, feelings: readonly Feeling[], personas: readonly object[] = []) {
  const document = {
    format: 'waymark-journey',
    version: 1,
    title: 'Feelings',
    personas,
    stages: [{ id: 'stage', order: 'a0', title: 'Buy' }],
    steps: [{ id: 'step', place: { stageId: 'stage', order: 'a0' }, title: 'Pay' }],
    lanes: [{ id: 'lane', order: 'a0', kind: 'emotion', title: 'Emotions' }],
    cards: feelings.map((feeling, at) => ({
      kind: 'emotion',
      place: { kind: 'cell', stepId: 'step', laneId: 'lane', order: `a${at}` },
      title: '',
      details: '',
      ...feeling,
    })),
  }
  return (await app.createJourney({ document })).id
}

/** January: 50 in the north answer 0, 50 in the south 10; February: 40 in the south answer 0, 10 in the north 10. */
async function openScene() {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Survey' })
  const answer = (name: string, month: number, region: string, score: number) => ({
    case: name,
    event: 'paid',
    timestamp: Date.UTC(2026, month, 10),
    attributes: { region, score },
  })
  const many = (count: number, name: string, ...rest: [number, string, number]) =>
    Array.from({ length: count }, (_, at) => answer(`${name}${at}`, ...rest))
  await app.send('POST', `/api/ingest/${datasetId}`, [
    ...many(50, 'a', 0, 'north', 0),
    ...many(50, 'b', 0, 'south', 10),
    ...many(40, 'c', 1, 'south', 0),
    ...many(10, 'd', 1, 'north', 10),
  ])
  const segment = await app.send<SegmentItem>('POST', '/api/segments', {
    datasetId,
    name: 'Northerners',
    rule: { groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: ['north'] }] }] },
  })
  const personas = [
    { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id },
    { id: 'alex', order: 'a1', name: 'Alex' },
  ]
  return { ...app, datasetId, segment, personas }
}

async function feelingsOf(app: MetricsApp, journeyId: string, query = '') {
  const { feelings = [] } = await app.send<JourneyReadings>('GET', `/api/journeys/${journeyId}/readings${query}`)
  return (id: string): FeelingReading => {
    const found = feelings.find(({ elementId }) => elementId === id)
    if (!found) throw new Error(`${id} is not measured`)
    return found
  }
}

it('an emotion is measured at answers, at a metric of the library and on ends of one’s own, with all that belongs to a number', async () => {
  const app = await openScene()
  const cost = await app.send<NamedMetricItem>('POST', '/api/metrics', {
    name: 'Mean score',
    datasetId: app.datasetId,
    definition: { kind: 'question', question: { kind: 'amount', rule: events('paid'), field: 'score' }, show: 'mean' },
  })
  const metric = { of: { kind: 'metric', metricId: cost.id } }
  const id = await journeyOf(app, [
    { id: 'nps', score: 2, feelingSource: answersTo(app.datasetId, 'paid') },
    { id: 'endless', feelingSource: metric },
    { id: 'ended', feelingSource: { ...metric, ends: { worst: 0, best: 10 } } },
    { id: 'gone', feelingSource: { of: { kind: 'metric', metricId: 'gone' } } },
    { id: 'silent', feelingSource: answersTo(app.datasetId, 'nobody') },
  ])
  const told = await feelingsOf(app, id)
  // 60 gave 10, 90 gave 0: 100·(60 − 90)/150.
  expect(told('nps')).toMatchObject({
    name: 'NPS',
    datasetId: app.datasetId,
    ends: { worst: -100, best: 100 },
    level: expect.closeTo(-0.4),
    reading: { value: -20, n: 150, nOf: 'answers', unit: 'points', filter: 'event is “paid”' },
  })
  const [low = 0, high = 0] = told('nps').reading.interval ?? []
  expect(told('nps').levelInterval).toEqual([expect.closeTo(low / 50), expect.closeTo(high / 50)])
  expect(told('endless')).toMatchObject({ name: 'Mean score', ends: null, level: null, reading: { value: 4 } })
  expect(told('ended').level).toBeCloseTo(-0.4)
  expect(told('gone')).toMatchObject({ level: null, reading: { value: null, note: 'the metric is gone' } })
  expect(told('silent')).toMatchObject({ level: null, reading: { value: null, n: 0, note: 'no answers yet' } })
  const { datasets } = await app.readings(id)
  expect(datasets.map(({ datasetId }) => datasetId)).toEqual([app.datasetId])
})

it('is of the only persona’s segment, else of the persona that is looked at, and of the time range', async () => {
  const app = await openScene()
  const source = answersTo(app.datasetId, 'paid')
  const id = await journeyOf(
    app,
    [
      { id: 'all', feelingSource: source },
      { id: 'hers', personaIds: ['sarah'], feelingSource: source },
      { id: 'his', personaIds: ['alex'], feelingSource: source },
    ],
    app.personas,
  )
  const everybody = await feelingsOf(app, id)
  expect(everybody('all').reading).toMatchObject({ value: -20, n: 150 })
  // In the north 50 gave 0 and 10 gave 10.
  expect(everybody('hers')).toMatchObject({ personaId: 'sarah', reading: { value: expect.closeTo(-200 / 3), n: 60 } })
  expect(everybody('hers').reading.filter).toMatch(/only cases of “Northerners”/)
  expect(everybody('his').reading).toMatchObject({ value: -20, n: 150 })

  const looked = await feelingsOf(app, id, '?persona=sarah')
  expect(looked('all').reading).toMatchObject({ value: expect.closeTo(-200 / 3), n: 60 })
  expect(looked('his').reading).toMatchObject({ value: -20, n: 150 })

  const february = await feelingsOf(app, id, '?from=2026-02-01&to=2026-03-01')
  expect(february('all').reading).toMatchObject({ value: -60, n: 50 })
  expect(february('hers')).toMatchObject({ level: 2, reading: { value: 100, n: 10, note: 'few answers' } })
})

it('is pushed anew when answers come and when the persona’s segment changes', async () => {
  const app = await openScene()
  const source = answersTo(app.datasetId, 'paid')
  const id = await journeyOf(app, [{ id: 'hers', personaIds: ['sarah'], feelingSource: source }], app.personas)
  const client = await joinRaw(`${app.test.app.url.replace('http', 'ws')}/sync/${id}?v=1&token=${app.token}`)
  const pushed = async (n: number) => {
    for (;;) {
      const message = (await client.next('push')).value as PushMessage
      if (message.kind === 'readings' && message.readings.feelings?.[0]?.reading.n === n) return
    }
  }
  await pushed(60)
  await app.send('POST', `/api/ingest/${app.datasetId}`, [
    { case: 'new', event: 'paid', attributes: { region: 'north', score: 10 } },
  ])
  await pushed(61)
  const rule = { groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: ['south'] }] }] }
  await app.send('PATCH', `/api/segments/${app.segment.id}`, { rule })
  await pushed(90)
  client.close()
})

it('tells nothing of another workspace’s data, and nothing by a link that shows a part', async () => {
  const app = await openScene()
  const elsewhere = await addWorkspace(keptBy(app.test), (await addPerson(keptBy(app.test), 'editor')).id, 'owner')
  const other = await app.send<{ id: string }>('POST', `/api/datasets?workspace=${elsewhere}`, { name: 'Theirs' })
  await app.send('POST', `/api/ingest/${other.id}`, [{ case: 'x', event: 'paid', attributes: { score: 10 } }])
  const foreign = await journeyOf(app, [{ id: 'theirs', feelingSource: answersTo(other.id, 'paid') }])
  const { feelings, datasets } = await app.readings(foreign)
  expect(feelings).toMatchObject([
    { datasetId: null, level: null, reading: { value: null, note: 'the dataset is gone' } },
  ])
  expect(datasets).toEqual([])

  const id = await journeyOf(app, [{ id: 'ours', feelingSource: answersTo(app.datasetId, 'paid') }])
  const link = await app.send<{ token: string }>('POST', `/api/journeys/${id}/shares`, {
    role: 'viewer',
    shows: { laneIds: null, numberIds: [] },
  })
  const cookie = await app.test.openShare(link.token)
  const told = await app.test.request<JourneyReadings>(`/api/journeys/${id}/readings`, { cookie })
  expect(told.status).toBe(200)
  expect(JSON.stringify(told.body)).not.toMatch(/paid|NPS|Survey/)
})

it.skipIf(!hasSharedData)('the measured feeling of a real survey follows from its known NPS', async () => {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.importFile(sharedFile('nps-telco-verbatim', 'verbatim.csv'), {
    case: null,
    timestamp: 'CUSTOMER_RESPONSE_DATE',
    event: 'SURVEY_SUB_TYPE',
    value: 'NPS_SCORE',
    scale: '0-10',
    dateOrder: 'DMY',
  })
  const { survey } = sharedJson('nps-telco-verbatim', 'golden.json') as {
    survey: {
      NPS_SCORE: { 'by:SURVEY_SUB_TYPE': Record<string, { n: number; nps: { score: number; margin95: number } }> }
    }
  }
  const groups = Object.entries(survey.NPS_SCORE['by:SURVEY_SUB_TYPE']).filter(
    ([name, { n }]) => name !== '(none)' && n >= 30,
  )
  expect(groups.length).toBeGreaterThan(2)
  const id = await journeyOf(
    app,
    groups.map(([name], at) => ({ id: `e${at}`, feelingSource: answersTo(datasetId, name, { field: undefined }) })),
  )
  const told = await feelingsOf(app, id)
  for (const [at, [, { n, nps }]] of groups.entries()) {
    const { level, levelInterval, reading } = told(`e${at}`)
    expect({ n: reading.n, level, levelInterval }).toMatchObject(
      near({
        n,
        level: nps.score / 50,
        levelInterval: [(nps.score - nps.margin95) / 50, (nps.score + nps.margin95) / 50],
      }) as object,
    )
  }
})

it('tells how what emotions are measured by went: each period is what is said of it alone, of the same cases', async () => {
  const app = await openScene()
  const source = answersTo(app.datasetId, 'paid')
  const id = await journeyOf(
    app,
    [
      { id: 'all', feelingSource: source },
      { id: 'hers', personaIds: ['sarah'], feelingSource: source },
      { id: 'gone', feelingSource: answersTo('nowhere', 'paid') },
    ],
    app.personas,
  )
  // Everybody answers once and when they start: what was said in a period is what those say who start in it.
  for (const persona of ['', '&persona=sarah']) {
    const trends = await app.send<JourneyTrends>('GET', `/api/journeys/${id}/trends?${persona}`)
    expect(trends.feelings?.map(({ elementId }) => elementId)).toEqual(['all', 'hers'])
    for (const { elementId, series } of trends.feelings ?? []) {
      const { at = [], endsAt = 0, unit } = trends.periods[series?.periods ?? -1] ?? {}
      expect([unit, series?.clock, series?.outside]).toEqual(['week', 'answers', 0])
      expect(series?.n.reduce((sum, n) => sum + n, 0)).toBe(elementId === 'hers' || persona !== '' ? 60 : 150)
      for (const [index, from] of at.entries()) {
        const [start, end] = [from, at[index + 1] ?? endsAt].map((instant) => new Date(instant).toISOString())
        const { reading } = (await feelingsOf(app, id, `?from=${start}&to=${end}${persona}`))(elementId)
        const told = [series?.values[index], series?.n[index], series?.low[index], series?.high[index]]
        expect(told).toEqual(near([reading.value, reading.n, ...(reading.interval ?? [null, null])]))
      }
    }
  }
})
