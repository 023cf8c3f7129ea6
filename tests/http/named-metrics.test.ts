import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { DatasetFreshness, Reading } from '#shared/metrics/reading.ts'
import { makeSharedJourney, startTestApp } from '#tests/support/http-app.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'

const EVERY = { events: [], channels: [], where: [] }
const events = (...names: string[]) => ({ ...EVERY, events: names })
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 0, 5)

interface Told {
  readonly reading: Reading
  readonly datasets: readonly DatasetFreshness[]
}

/** 100 customers order for 10 each, 40 of them a second time for 30; 60 answer a survey: 30 tens, 10 sevens, 20 zeros. */
async function openScene(): Promise<MetricsApp & { readonly datasetId: string }> {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Shop' })
  const rows: object[] = []
  for (let customer = 0; customer < 100; customer++) {
    const add = (event: string, day: number, attributes: object) =>
      rows.push({ case: `c${customer}`, event, timestamp: START + day * DAY_MS, attributes })
    add('order', 0, { price: 10 })
    if (customer < 40) add('order', 3, { price: 30 })
    if (customer < 60) add('survey', 5, { score: customer < 30 ? 10 : customer < 40 ? 7 : 0 })
  }
  await app.send('POST', `/api/ingest/${datasetId}`, rows)
  return { ...app, datasetId }
}

const question = (datasetId: string, asked: object, show: string, rest: object = {}) => ({
  name: show,
  datasetId,
  definition: { kind: 'question', question: asked, show },
  ...rest,
})

const NPS = { kind: 'score', rule: events('survey'), field: 'score', scale: { kind: 'nps' } }
const REVENUE = { kind: 'amount', rule: events('order'), field: 'price' }

it('says of each metric its value, what it rests on and how it is made', async () => {
  const app = await openScene()
  const tried = async (asked: object, show: string, rest: object = {}): Promise<Reading> =>
    (await app.send<Told>('POST', '/api/metrics/reading', question(app.datasetId, asked, show, rest))).reading

  const nps = await tried(NPS, 'score')
  expect(nps).toMatchObject({ unit: 'points', n: 60, nOf: 'answers' })
  expect(nps.value).toBeCloseTo(100 / 6, 9)
  // By hand: p = 1/2, d = 1/3.
  const margin = 100 * 1.959963984540054 * Math.sqrt((1 / 2 + 1 / 3 - (1 / 6) ** 2) / 60)
  expect(nps.interval?.[0]).toBeCloseTo(100 / 6 - margin, 9)
  expect(nps.definition).toBe(
    'Share of answers of 9 or 10 less the share of answers of 0 to 6, times 100, over all answers of 0 to 10 in “score” of “survey”.',
  )
  expect(nps.filter).toBe('event is “survey”')

  const money = { unit: 'money', currency: 'EUR', decimals: 2 }
  expect(await tried(REVENUE, 'sum', money)).toMatchObject({
    value: 2_200,
    unit: 'money',
    currency: 'EUR',
    decimals: 2,
    n: 140,
    nOf: 'events',
    isExact: true,
  })
  expect((await tried(REVENUE, 'mean', money)).value).toBeCloseTo(2_200 / 140, 9)
  expect(await tried(REVENUE, 'perCase', money)).toMatchObject({ value: 22, n: 100 })
  expect(await tried({ kind: 'repeat', rule: events('order'), withinHours: 72 }, 'rate')).toMatchObject({
    value: 0.4,
    unit: 'share',
    n: 100,
  })
  expect(
    await tried({ kind: 'leakage', from: events('order'), to: events('survey'), hours: 72 }, 'contained'),
  ).toMatchObject({ value: 0.6, n: 100 })
  expect(await tried({ kind: 'count', rule: events('order') }, 'events')).toMatchObject({ value: 140, isExact: true })
  expect(await tried({ ...NPS, field: 'grade' }, 'score')).toMatchObject({
    value: null,
    n: 0,
    note: 'the dataset has no field “grade”',
  })
  expect(await tried({ kind: 'rateOf', among: events('nothing'), having: events('order') }, 'rate')).toMatchObject({
    value: null,
    note: 'no cases yet',
  })
})

it('keeps metrics, makes others of them, and reads both anew when rows come', async () => {
  const app = await openScene()
  const keep = (body: object) => app.send<NamedMetricItem>('POST', '/api/metrics', body)
  const read = async (id: string) => app.send<Told>('GET', `/api/metrics/${id}/reading`)
  const revenue = await keep(
    question(app.datasetId, REVENUE, 'sum', { name: 'Revenue', target: 3_000, direction: 'up' }),
  )
  const buyers = await keep(
    question(app.datasetId, { kind: 'count', rule: events('order') }, 'cases', { name: 'Buyers' }),
  )
  const nps = await keep(question(app.datasetId, NPS, 'score', { name: 'NPS' }))
  expect(revenue).toMatchObject({
    name: 'Revenue',
    target: 3_000,
    direction: 'up',
    workspaceId: 'first',
    decimals: null,
  })

  const each = await keep({
    name: 'Revenue a buyer',
    definition: { kind: 'ratio', aboveId: revenue.id, belowId: buyers.id },
  })
  const told = await read(each.id)
  expect(told.reading).toMatchObject({ value: 22, n: 100, unit: 'number' })
  expect(told.reading.definition).toContain('“Revenue” divided by “Buyers”')
  expect(told.reading.interval).toBeUndefined()
  expect(told.datasets.map(({ datasetId }) => datasetId)).toEqual([app.datasetId])

  const index = await keep({
    name: 'Health',
    definition: {
      kind: 'index',
      parts: [
        { metricId: nps.id, weight: 3, from: -100, to: 100 },
        { metricId: each.id, weight: 1, from: 0, to: 20 },
      ],
    },
  })
  // (3 · 58.33 + 1 · 100) / 4: the second is beyond its end.
  expect((await read(index.id)).reading.value).toBeCloseTo((3 * (100 / 6 + 100) * 0.5 + 100) / 4, 9)

  await app.send('POST', `/api/ingest/${app.datasetId}`, [{ case: 'new', event: 'order', attributes: { price: 10 } }])
  expect((await read(each.id)).reading.value).toBeCloseTo(2_210 / 101, 9)

  const list = async () =>
    (await app.send<{ metrics: NamedMetricItem[] }>('GET', '/api/metrics?workspace=first')).metrics.map(
      ({ name }) => name,
    )
  expect(await list()).toEqual(['Buyers', 'Health', 'NPS', 'Revenue', 'Revenue a buyer'])

  await app.send('DELETE', `/api/metrics/${buyers.id}`)
  expect((await read(each.id)).reading).toMatchObject({ value: null, note: 'a metric that it is made of is gone' })
  // What rests on a dataset goes with it; what is made of others stays and says so.
  await app.send('DELETE', `/api/datasets/${app.datasetId}`)
  expect(await list()).toEqual(['Health', 'Revenue a buyer'])
})

it('refuses what makes no sense, and a metric that would be made of itself', async () => {
  const app = await openScene()
  const code = async (method: string, address: string, body: object): Promise<string> =>
    (await app.test.request<ErrorBody>(address, { method, body, bearer: app.token })).body.error?.code
  const nps = question(app.datasetId, NPS, 'score')
  expect(await code('POST', '/api/metrics', { ...nps, definition: { ...nps.definition, show: 'median' } })).toBe(
    'not-valid',
  )
  expect(await code('POST', '/api/metrics', { ...nps, datasetId: null })).toBe('not-valid')
  expect(await code('POST', '/api/metrics', { ...nps, datasetId: 'nowhere' })).toBe('dataset-not-found')

  const { id } = await app.send<NamedMetricItem>('POST', '/api/metrics', nps)
  const ratio = (aboveId: string, belowId: string) => ({ name: 'R', definition: { kind: 'ratio', aboveId, belowId } })
  expect(await code('POST', '/api/metrics', ratio(id, 'nobody'))).toBe('metric-not-found')
  const first = await app.send<NamedMetricItem>('POST', '/api/metrics', ratio(id, id))
  const second = await app.send<NamedMetricItem>('POST', '/api/metrics', ratio(first.id, id))
  expect(await code('PUT', `/api/metrics/${first.id}`, ratio(second.id, id))).toBe('not-valid')
  expect(await code('PUT', `/api/metrics/${first.id}`, ratio(first.id, id))).toBe('not-valid')

  const elsewhere = await addWorkspace(keptBy(app.test), (await addPerson(keptBy(app.test), 'editor')).id, 'owner')
  const other = await app.send<{ id: string }>('POST', `/api/datasets?workspace=${elsewhere}`, { name: 'Theirs' })
  const theirs = await app.send<NamedMetricItem>('POST', '/api/metrics', question(other.id, NPS, 'score'))
  expect(theirs.workspaceId).toBe(elsewhere)
  expect(await code('POST', '/api/metrics', ratio(id, theirs.id))).toBe('not-valid')
  expect(await code('PUT', `/api/metrics/${id}`, question(other.id, NPS, 'score'))).toBe('not-valid')
})

it('only editors of the workspace change metrics; nobody else learns that there are any', async () => {
  const test = await startTestApp({ token: 'a-script-token' })
  const owner = await test.signIn()
  const { id: datasetId } = (
    await test.request<{ id: string }>('/api/datasets', { method: 'POST', body: { name: 'Ours' }, cookie: owner })
  ).body
  const body = question(datasetId, NPS, 'score')
  const made = await test.request<NamedMetricItem>('/api/metrics', { method: 'POST', body, cookie: owner })
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
      ['GET', '/api/metrics?workspace=first', undefined],
      ['POST', '/api/metrics', body],
      ['PUT', `/api/metrics/${made.body.id}`, body],
      ['GET', `/api/metrics/${made.body.id}/reading`, undefined],
    ] as const) {
      statuses.push((await test.request(address, { method, cookie, ...(sent && { body: sent }) })).status)
    }
    return statuses
  }
  expect(await tried(await person('viewer'))).toEqual([403, 403, 403, 403])
  expect(await tried(await person(null))).toEqual([404, 404, 404, 404])
  // Who edits one journey by a link puts metrics on it, and changes nothing of the workspace.
  expect(await tried(await test.openShare(shared.editor.token))).toEqual([200, 403, 403, 403])
  expect(await tried(await person('editor'))).toEqual([200, 201, 200, 200])
})
