import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { SegmentItem, UsedSegments } from '#shared/contract/rest/segments.ts'
import { differenceBetween } from '#shared/metrics/difference.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'

const MINUTE_MS = 60_000
const START = Date.UTC(2026, 9, 5, 10)

/** 300 visits: the first 100 from the north, every other one by phone. Of the north 80 buy, of the rest 60, those of the lowest numbers. */
function events(): object[] {
  return Array.from({ length: 300 }, (_, at) => {
    const attributes = { region: at < 100 ? 'north' : 'south', device: at % 2 ? 'phone' : 'desk' }
    const row = (event: string, minutes: number) => ({
      case: `case ${at}`,
      event,
      timestamp: new Date(START + at * 1_000 + minutes * MINUTE_MS).toISOString(),
      attributes,
    })
    const buys = at < 100 ? at < 80 : at < 160
    return [row('visit', 0), ...(buys ? [row('buy', 10)] : [])]
  }).flat()
}

async function openScene() {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Shop' })
  await app.send('POST', `/api/ingest/${datasetId}`, events())
  const segment = (name: string, field: string, value: string, of = datasetId) =>
    app.send<SegmentItem>('POST', '/api/segments', {
      datasetId: of,
      name,
      rule: { groups: [{ conditions: [{ kind: 'attribute', field, values: [value] }] }] },
    })
  const north = await segment('Northerners', 'region', 'north')
  const phone = await segment('On the phone', 'device', 'phone')
  const metric = {
    name: 'Bought',
    description: '',
    datasetId,
    unit: 'number',
    currency: null,
    decimals: null,
    direction: 'up',
    target: null,
    definition: {
      kind: 'question',
      question: { kind: 'rateOf', among: { events: ['visit'] }, having: { events: ['buy'] } },
      show: 'rate',
    },
  }
  const { id: metricId } = await app.send<{ id: string }>('POST', '/api/metrics', metric)
  const { id: draftId } = await app.createJourney({ datasetId })
  const document = await app.send<JourneyJson>('GET', `/api/journeys/${draftId}`)
  const visit = document.steps.find(({ title }) => title.toLowerCase() === 'visit')
  const personas = [
    { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: north.id },
    { id: 'tom', order: 'a1', name: 'Tom', segmentId: phone.id, shownMetrics: [{ metricId, isOwnCases: false }] },
    { id: 'plain', order: 'a2', name: 'Plain' },
  ]
  const steps = document.steps.map((step) =>
    step.id === visit?.id ? { ...step, shownMetrics: [{ metricId, isOwnCases: false }] } : step,
  )
  const { id } = await app.createJourney({ document: { ...document, steps, personas } })
  const readings = (query: string) => app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings?${query}`)
  const visitOf = async (query: string) => {
    const told = await readings(query)
    const found = told.elements.find(({ elementId }) => elementId === visit?.id)
    const metric = told.metrics?.find(({ elementId }) => elementId === visit?.id)?.reading
    return { told, cases: found?.cases, conversion: found?.conversion, metric }
  }
  return { ...app, id, datasetId, north, phone, segment, readings, visitOf }
}

const share = (k: number, n: number) => ({
  value: k / n,
  unit: 'share' as const,
  n,
  interval: wilsonInterval(k, n) ?? [0, 0],
})

it('a persona’s numbers are held against those of another segment who are not in its own', async () => {
  const { visitOf, phone } = await openScene()
  const { told, cases, conversion, metric } = await visitOf('persona=sarah&compare=persona:tom')
  expect(told.held).toEqual({
    chosen: { kind: 'persona', id: 'tom' },
    segmentId: phone.id,
    name: 'Tom',
    words: 'first device is “phone”',
    datasetId: phone.datasetId,
    cases: 150,
    of: 300,
    both: 50,
  })
  expect(told.segment).toMatchObject({ cases: 100, of: 300 })
  expect(cases).toMatchObject({ value: 100, comparison: { against: 'segment', name: 'Tom', value: 100, n: 100 } })
  // The 50 of the north who come by phone count for the north only: of the other 100 by phone 30 buy.
  const difference = differenceBetween(share(80, 100), share(30, 100))
  const held = { against: 'segment', name: 'Tom', value: 0.3, n: 100, difference }
  expect(conversion).toMatchObject({ value: 0.8, n: 100, comparison: held })
  expect(difference?.isReal).toBe(true)
  // So it is for a metric of the library.
  expect(metric).toMatchObject({ value: 0.8, comparison: held })

  const bySegment = await visitOf(`persona=sarah&compare=segment:${phone.id}`)
  expect(bySegment.told.held).toMatchObject({ chosen: { kind: 'segment', id: phone.id }, name: 'On the phone' })
  expect(bySegment.conversion?.comparison).toEqual({ ...conversion?.comparison, name: 'On the phone' })
  // The own numbers stay what they are, whatever they are held against.
  const everybody = await visitOf('persona=sarah')
  expect(everybody.conversion).toMatchObject({ value: 0.8, n: 100, comparison: { against: 'everybody-else', n: 200 } })
  expect(everybody.told.held).toBeUndefined()
})

it('everybody’s numbers are held against a segment as a part of them, and the rest differs as from the persona’s side', async () => {
  const { visitOf, readings, north } = await openScene()
  const [everybody, sarah] = [await readings(''), await readings('persona=sarah')]
  const beside = await readings(`compare=segment:${north.id}`)
  expect(beside.held).toMatchObject({ name: 'Northerners', cases: 100, of: 300, both: 100 })
  expect(beside.segment).toBeUndefined()
  // Each number stays everybody's; the two sides are those that are asked for each alone.
  const numbersIn = ({ elements, metrics = [] }: JourneyReadings) => [
    ...elements.flatMap(({ cases, conversion, dropOff, timeToNext }) => [cases, conversion, dropOff, timeToNext]),
    ...metrics.filter(({ elementId }) => elementId !== 'tom').map(({ reading }) => reading),
  ]
  const told = numbersIn(beside).map((reading) => {
    const { comparison, ...own } = reading ?? {}
    return { own, comparison }
  })
  expect(told.map(({ own }) => own)).toEqual(numbersIn(everybody).map((reading) => ({ ...reading })))
  for (const [at, alone] of numbersIn(sarah).entries()) {
    const comparison = told[at]?.comparison
    if (!alone) continue
    const { value, n, interval } = alone
    expect(comparison).toMatchObject({ against: 'part', name: 'Northerners', value, n, ...(interval && { interval }) })
    const { against: _against, difference, ...rest } = alone.comparison!
    expect(comparison?.rest).toEqual(rest)
    expect(comparison?.difference?.value ?? 0).toBeCloseTo(-(difference?.value ?? 0), 12)
    expect(comparison?.difference?.isReal).toBe(difference?.isReal)
  }
  const { conversion, metric } = await visitOf('compare=persona:sarah')
  const difference = differenceBetween(share(60, 200), share(80, 100))
  const held = { against: 'part', name: 'Sarah', value: 0.8, n: 100, rest: { value: 0.3, n: 200 }, difference }
  expect(conversion).toMatchObject({ value: 140 / 300, n: 300, comparison: held })
  expect(metric).toMatchObject({ value: 140 / 300, n: 300, comparison: held })
})

it('everybody’s numbers of a time range are held against those of the segment who start in it', async () => {
  const { visitOf, readings, north } = await openScene()
  const range = `from=${new Date(START).toISOString()}&to=${new Date(START + 150_000).toISOString()}`
  const { told, conversion, metric } = await visitOf(`compare=segment:${north.id}&${range}`)
  expect(told.held).toMatchObject({ cases: 100, of: 150, both: 100 })
  const held = { against: 'part', value: 0.8, n: 100, rest: { value: 1, n: 50 } }
  for (const one of [conversion, metric]) expect(one).toMatchObject({ value: 130 / 150, n: 150, comparison: held })
  // What a persona shows is of its own cases, beside everybody else's.
  expect(told.metrics?.find(({ elementId }) => elementId === 'tom')?.reading.comparison?.against).toBe('everybody-else')
  const before = await readings(`compare=previous&${range}`)
  expect(before.elements[0]?.cases.comparison?.against).toBe('period-before')
})

it('holds in a time range those who start in it; what another persona shows stays beside everybody else', async () => {
  const { visitOf, readings } = await openScene()
  const range = `from=${new Date(START).toISOString()}&to=${new Date(START + 150_000).toISOString()}`
  const { told, conversion } = await visitOf(`persona=sarah&compare=persona:tom&${range}`)
  expect(told.held).toMatchObject({ cases: 75, both: 50 })
  expect(conversion).toMatchObject({ value: 0.8, n: 100, comparison: { against: 'segment', value: 1, n: 25 } })
  const { metrics } = await readings('persona=sarah&compare=persona:tom')
  expect(metrics?.find(({ elementId }) => elementId === 'tom')?.reading).toMatchObject({
    n: 150,
    comparison: { against: 'everybody-else', n: 150 },
  })
})

it('claims nothing where all are in both, and holds nothing against another dataset', async () => {
  const app = await openScene()
  const { cases: same, conversion, told } = await app.visitOf(`persona=sarah&compare=segment:${app.north.id}`)
  expect(told.held).toMatchObject({ cases: 100, both: 100 })
  expect(same?.comparison).toMatchObject({ value: 0, n: 0 })
  expect(conversion?.comparison).toEqual({ against: 'segment', name: 'Northerners', value: null, n: 0 })

  const { id: otherId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Other' })
  await app.send('POST', `/api/ingest/${otherId}`, [{ case: 'one', event: 'call', attributes: { region: 'north' } }])
  const callers = await app.segment('Callers', 'region', 'north', otherId)
  const elsewhere = await app.visitOf(`persona=sarah&compare=segment:${callers.id}`)
  expect(elsewhere.told.held).toMatchObject({ name: 'Callers', datasetId: otherId, cases: 1, both: null })
  expect(elsewhere.conversion).toMatchObject({ value: 0.8, n: 100 })
  expect(elsewhere.conversion?.comparison).toBeUndefined()
  expect(elsewhere.metric?.comparison).toBeUndefined()

  const everybody = await app.visitOf(`compare=segment:${callers.id}`)
  expect(everybody.told.held).toMatchObject({ name: 'Callers', cases: 1, of: 1 })
  expect(everybody.conversion).toMatchObject({ value: 140 / 300, n: 300 })
  for (const one of [everybody.conversion, everybody.metric]) expect(one?.comparison).toBeUndefined()
})

it('refuses what is no comparison, and segments that are gone, elsewhere or not to be seen', async () => {
  const { test, token, id, send, phone, north, segment } = await openScene()
  const desk = await segment('At a desk', 'device', 'desk')
  const by = async (query: string, who: object = { bearer: token }) => {
    const answer = await test.request<ErrorBody>(`/api/journeys/${id}/readings?${query}`, who)
    return [answer.status, answer.body.error?.code]
  }
  for (const query of [
    'compare=tom',
    'persona=sarah&compare=tom',
    'persona=sarah&compare=segment:',
    'persona=sarah&compare=previous',
    `persona=sarah&compare=segment:${'x'.repeat(65)}`,
  ])
    expect((await by(query))[0], query).toBe(400)
  const none = [404, 'segment-not-found']
  for (const compare of ['persona:plain', 'persona:nobody', 'segment:nothing'])
    for (const who of ['persona=sarah&', '']) expect(await by(`${who}compare=${compare}`), who + compare).toEqual(none)

  const elsewhere = await addWorkspace(keptBy(test), (await addPerson(keptBy(test), 'editor')).id, 'owner')
  const other = await send<{ id: string }>('POST', `/api/datasets?workspace=${elsewhere}`, { name: 'Theirs' })
  const theirs = await send<SegmentItem>('POST', '/api/segments', { datasetId: other.id, name: 'T', rule: north.rule })
  expect(await by(`persona=sarah&compare=segment:${theirs.id}`)).toEqual(none)

  // Who may only look sees what the journey uses, and no other segment; by a link that shows a part not even that.
  const linkOf = async (shows: object | null) => {
    const link = await send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'viewer', shows })
    return { cookie: await test.openShare(link.token) }
  }
  const looking = await linkOf(null)
  expect((await by('persona=sarah&compare=persona:tom', looking))[0]).toBe(200)
  expect((await by(`compare=segment:${phone.id}`, looking))[0]).toBe(200)
  expect(await by(`persona=sarah&compare=segment:${desk.id}`, looking)).toEqual([403, 'not-allowed'])
  expect(await by(`compare=segment:${desk.id}`, looking)).toEqual([403, 'not-allowed'])
  expect(await by(`compare=segment:${theirs.id}`, looking)).toEqual([403, 'not-allowed'])
  const partial = await linkOf({ laneIds: null, numberIds: [] })
  expect(await by('persona=sarah&compare=persona:tom', partial)).toEqual(none)
  expect(await by('compare=persona:tom', partial)).toEqual([403, 'not-allowed'])
})

it('tells by name the segments that the journey uses, to whoever sees its numbers, and holds numbers against those only', async () => {
  const { test, id, send, createJourney, segment, north, phone } = await openScene()
  const desk = await segment('At a desk', 'device', 'desk')
  await segment('Nobody’s', 'device', 'none')
  const document = await send<JourneyJson>('GET', `/api/journeys/${id}`)
  const viewOf = (viewId: string, segmentId: string) => ({
    id: viewId,
    order: viewId,
    name: viewId,
    filter: {},
    against: { kind: 'segment', id: segmentId },
  })
  const views = [viewOf('a1', desk.id), viewOf('a2', 'gone')]
  const { id: kept } = await createJourney({ document: { ...document, views } })
  const linkTo = async (journeyId: string, shows: object | null) => {
    const link = await send<{ token: string }>('POST', `/api/journeys/${journeyId}/shares`, { role: 'viewer', shows })
    return { cookie: await test.openShare(link.token) }
  }
  const toldTo = async (journeyId: string, who: object) => {
    const { status, body } = await test.request<UsedSegments>(`/api/journeys/${journeyId}/segments`, who)
    return [status, body.segments?.map(({ id, name, ...rest }) => [id, name, rest])]
  }
  const item = ({ id, name, datasetId }: SegmentItem) => [id, name, { datasetId }]
  expect(await toldTo(id, await linkTo(id, null))).toEqual([200, [item(north), item(phone)]])
  const looking = await linkTo(kept, null)
  expect(await toldTo(kept, looking)).toEqual([200, [item(desk), item(north), item(phone)]])
  const holds = `/api/journeys/${kept}/readings?compare=segment:${desk.id}`
  expect((await test.request<JourneyReadings>(holds, looking)).body.held).toMatchObject({
    name: 'At a desk',
    cases: 150,
  })
  // What the link shows a part of tells nothing of whom its numbers could be held against.
  expect((await toldTo(kept, await linkTo(kept, { laneIds: null, numberIds: [] })))[0]).toBe(403)
  expect((await toldTo(kept, await linkTo(id, null)))[0]).toBe(404)
})
