import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import { differenceBetween } from '#shared/metrics/difference.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import { makeSharedJourney, startTestApp } from '#tests/support/http-app.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const MINUTE_MS = 60_000
const START = Date.UTC(2026, 9, 5, 10)

/** 100 cases by app, 80 of which go on after 10 minutes; 200 by web, 60 of which do after an hour. */
function events(): object[] {
  const rows: object[] = []
  const add = (of: string, event: string, atMs: number, region: string): void => {
    rows.push({
      case: of,
      event,
      timestamp: new Date(START + atMs).toISOString(),
      channel: 'web',
      attributes: { region },
    })
  }
  for (let at = 0; at < 300; at++) {
    const isApp = at < 100
    const region = isApp ? 'north' : 'south'
    add(`case ${at}`, 'visit', at * 1_000, region)
    if (isApp ? at < 80 : at - 100 < 60) add(`case ${at}`, 'buy', at * 1_000 + (isApp ? 10 : 60) * MINUTE_MS, region)
  }
  return rows
}

const NORTH = {
  groups: [{ conditions: [{ kind: 'attribute', field: 'region', values: ['north'] }] }],
}

async function openScene(): Promise<MetricsApp & { readonly datasetId: string }> {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Shop' })
  await app.send('POST', `/api/ingest/${datasetId}`, events())
  return { ...app, datasetId }
}

async function journeyWith(app: MetricsApp & { readonly datasetId: string }, segmentId: string) {
  const { id: draftId } = await app.createJourney({ datasetId: app.datasetId })
  const document = await app.send<JourneyJson>('GET', `/api/journeys/${draftId}`)
  const persona = { id: 'sarah', order: 'a0', name: 'Sarah', segmentId }
  const plain = { id: 'tom', order: 'a1', name: 'Tom' }
  const { id } = await app.createJourney({ document: { ...document, personas: [persona, plain] } })
  const step = document.steps.find(({ title }) => title.toLowerCase() === 'visit')
  const of = (persona: string) => app.send<JourneyReadings>('GET', `/api/journeys/${id}/readings?persona=${persona}`)
  return { id, of, visitId: step?.id }
}

it('a persona of a segment shows the numbers of its cases beside everybody else’s', async () => {
  const app = await openScene()
  const segment = await app.send<SegmentItem>('POST', '/api/segments', {
    datasetId: app.datasetId,
    name: 'Northerners',
    rule: NORTH,
  })
  const { of, id, visitId } = await journeyWith(app, segment.id)
  const told = await of('sarah')
  expect(told.segment).toEqual({
    personaId: 'sarah',
    segmentId: segment.id,
    name: 'Northerners',
    words: 'first region is “north”',
    datasetId: app.datasetId,
    cases: 100,
    of: 300,
  })
  const visit = told.elements.find(({ elementId }) => elementId === visitId)
  expect(visit?.cases).toMatchObject({ value: 100, comparison: { value: 200, n: 200 } })
  expect(visit?.cases.filter).toContain('only cases of “Northerners”: first region is “north”')
  expect(visit?.conversion).toMatchObject({ value: 0.8, n: 100, comparison: { value: 0.3, n: 200 } })
  // By hand: Newcombe's hybrid score interval at z = 3.
  const [lowA, highA] = wilsonInterval(80, 100, 3) ?? [0, 0]
  const [lowB, highB] = wilsonInterval(60, 200, 3) ?? [0, 0]
  const difference = visit?.conversion?.comparison?.difference
  expect(difference?.value).toBeCloseTo(0.5, 12)
  expect(difference?.interval[0]).toBeCloseTo(0.5 - Math.sqrt((0.8 - lowA) ** 2 + (highB - 0.3) ** 2), 12)
  expect(difference?.interval[1]).toBeCloseTo(0.5 + Math.sqrt((highA - 0.8) ** 2 + (0.3 - lowB) ** 2), 12)
  expect(difference?.isReal).toBe(true)
  expect(visit?.timeToNext).toMatchObject({ value: 600, n: 80, comparison: { value: 3_600, n: 60 } })
  // Everybody's stay as they are.
  const everybody = (await app.readings(id)).elements.find(({ elementId }) => elementId === visitId)
  expect(everybody?.conversion).toMatchObject({ value: 140 / 300, n: 300 })
  expect(everybody?.conversion?.comparison).toBeUndefined()
})

it('counts anew when rows come or the rule changes, and tells those who look', async () => {
  const app = await openScene()
  const segment = await app.send<SegmentItem>('POST', '/api/segments', {
    datasetId: app.datasetId,
    name: 'Northerners',
    rule: NORTH,
  })
  const { of, id } = await journeyWith(app, segment.id)
  expect((await of('sarah')).segment?.cases).toBe(100)
  await app.send('POST', `/api/ingest/${app.datasetId}`, [
    { case: 'new', event: 'visit', attributes: { region: 'north' } },
  ])
  expect((await of('sarah')).segment).toMatchObject({ cases: 101, of: 301 })

  const client = await joinRaw(`${app.test.app.url.replace('http', 'ws')}/sync/${id}?v=1&token=${app.token}`)
  const buyers = { groups: [{ conditions: [{ kind: 'did', rule: { events: ['buy'] } }] }] }
  await app.send('PATCH', `/api/segments/${segment.id}`, { rule: buyers, name: 'Buyers' })
  for (;;) {
    const message = (await client.next('push')).value as PushMessage
    if (message.kind === 'dataset-changed') break
  }
  client.close()
  expect((await of('sarah')).segment).toMatchObject({ name: 'Buyers', cases: 140, words: 'did “buy”' })
})

it('a persona without a segment, one that is gone and one of another workspace have no numbers of their own', async () => {
  const app = await openScene()
  const make = (datasetId: string) =>
    app.send<SegmentItem>('POST', '/api/segments', { datasetId, name: 'Northerners', rule: NORTH })
  const segment = await make(app.datasetId)
  const { of, id } = await journeyWith(app, segment.id)
  const code = async (persona: string): Promise<string> => {
    const address = `/api/journeys/${id}/readings?persona=${persona}`
    return (await app.test.request<ErrorBody>(address, { bearer: app.token })).body.error?.code
  }
  expect(await code('tom')).toBe('segment-not-found')
  expect(await code('nobody')).toBe('segment-not-found')

  const elsewhere = await addWorkspace(keptBy(app.test), (await addPerson(keptBy(app.test), 'editor')).id, 'owner')
  const other = await app.send<{ id: string }>('POST', `/api/datasets?workspace=${elsewhere}`, { name: 'Theirs' })
  const theirs = await make(other.id)
  const bound = await journeyWith(app, theirs.id)
  const answer = await app.test.request<ErrorBody>(`/api/journeys/${bound.id}/readings?persona=sarah`, {
    bearer: app.token,
  })
  expect(answer.body.error.code).toBe('segment-not-found')

  expect((await of('sarah')).segment?.cases).toBe(100)
  await app.send('DELETE', `/api/segments/${segment.id}`)
  expect(await code('sarah')).toBe('segment-not-found')
})

it('a link that shows a part gives everybody’s numbers only, one that shows all gives a persona’s, too', async () => {
  const app = await openScene()
  const body = { datasetId: app.datasetId, name: 'Northerners', rule: NORTH }
  const segment = await app.send<SegmentItem>('POST', '/api/segments', body)
  const { id } = await journeyWith(app, segment.id)
  const statusBy = async (shows: object | null): Promise<number> => {
    const link = await app.send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'viewer', shows })
    const cookie = await app.test.openShare(link.token)
    return (await app.test.request(`/api/journeys/${id}/readings?persona=sarah`, { cookie })).status
  }
  expect(await statusBy(null)).toBe(200)
  expect(await statusBy({ laneIds: null, numberIds: [] })).toBe(404)
})

it('elements of another dataset say why they have no number', async () => {
  const app = await openScene()
  const { id: otherId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Other' })
  const segment = await app.send<SegmentItem>('POST', '/api/segments', {
    datasetId: otherId,
    name: 'Callers',
    rule: { groups: [{ conditions: [{ kind: 'did', rule: { events: ['call'] } }] }] },
  })
  const { of, visitId } = await journeyWith(app, segment.id)
  const visit = (await of('sarah')).elements.find(({ elementId }) => elementId === visitId)
  expect(visit?.cases).toMatchObject({ value: null, note: 'the segment “Callers” is of another dataset' })
})

it('segments are listed with the workspace, and go with their dataset', async () => {
  const app = await openScene()
  const rule = NORTH
  for (const name of ['Second', 'First']) {
    await app.send('POST', '/api/segments', { datasetId: app.datasetId, name, rule })
  }
  const list = async () =>
    (await app.send<{ segments: SegmentItem[] }>('GET', '/api/segments?workspace=first')).segments
  expect((await list()).map(({ name }) => name)).toEqual(['First', 'Second'])
  expect((await list())[0]).toMatchObject({
    datasetId: app.datasetId,
    rule: { match: 'all', groups: [{ conditions: [{ which: 'first', not: false }] }] },
  })
  await app.send('DELETE', `/api/datasets/${app.datasetId}`)
  expect(await list()).toEqual([])
})

it('only editors of the workspace change segments; nobody else learns that there are any', async () => {
  const test = await startTestApp({ token: 'a-script-token' })
  const owner = await test.signIn()
  const { id: datasetId } = (
    await test.request<{ id: string }>('/api/datasets', { method: 'POST', body: { name: 'Ours' }, cookie: owner })
  ).body
  const body = { datasetId, name: 'Northerners', rule: NORTH }
  const made = await test.request<SegmentItem>('/api/segments', { method: 'POST', body, cookie: owner })
  expect(made.status).toBe(201)
  const cookieName = owner.split('=', 1)[0] ?? ''
  const person = async (role: 'viewer' | 'editor' | null) => {
    const { id, token } = await addPerson(keptBy(test), role)
    if (role === null) await addWorkspace(keptBy(test), id, 'owner')
    return `${cookieName}=${token}`
  }
  const shared = await makeSharedJourney(test, { cookie: owner })
  const tried = async (cookie: string) => {
    const statuses: number[] = []
    for (const [method, address, sent] of [
      ['GET', '/api/segments?workspace=first', undefined],
      ['POST', '/api/segments', body],
      ['PATCH', `/api/segments/${made.body.id}`, { name: 'Mine' }],
    ] as const) {
      statuses.push((await test.request(address, { method, cookie, ...(sent && { body: sent }) })).status)
    }
    return statuses
  }
  expect(await tried(await person('viewer'))).toEqual([403, 403, 403])
  expect(await tried(await person(null))).toEqual([404, 404, 404])
  // Who edits one journey by a link binds its personas, and changes nothing of the workspace.
  expect(await tried(await test.openShare(shared.editor.token))).toEqual([200, 403, 403])
  expect(await tried(await person('editor'))).toEqual([200, 201, 200])
})

it('calls nothing a difference that chance may have made', () => {
  const share = (k: number, n: number) => {
    const interval = wilsonInterval(k, n)
    return { value: k / n, unit: 'share', n, ...(interval && { interval }) } as const
  }
  expect(differenceBetween(share(52, 100), share(50, 100))?.isReal).toBe(false)
  // z is 2.3: too little where many numbers are compared.
  expect(differenceBetween(share(60, 100), share(44, 100))?.isReal).toBe(false)
  expect(differenceBetween(share(90, 100), share(30, 100))?.isReal).toBe(true)
  // However large: it rests on too few.
  expect(differenceBetween(share(29, 29), share(0, 100))?.isReal).toBe(false)
  expect(differenceBetween({ value: 3, unit: 'cases', n: 3 }, { value: 5, unit: 'cases', n: 5 })).toBeUndefined()
  expect(
    differenceBetween({ value: 9, unit: 'seconds', n: 100, interval: [8, 10] }, { value: null, unit: 'seconds', n: 0 }),
  ).toBeUndefined()
  const median = differenceBetween(
    { value: 100, unit: 'seconds', n: 100, interval: [90, 120] },
    { value: 50, unit: 'seconds', n: 100, interval: [40, 55] },
  )
  const stretch = 3 / 1.959963984540054
  expect(median?.interval[0]).toBeCloseTo(50 - Math.hypot(10 * stretch, 5 * stretch), 9)
  expect(median?.interval[1]).toBeCloseTo(50 + Math.hypot(20 * stretch, 10 * stretch), 9)
})
