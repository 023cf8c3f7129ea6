import { expect, it } from 'vitest'
import { EVERYONE } from '#shared/contract/access-entries.ts'
import type { NumbersBody } from '#shared/contract/rest/numbers.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString()

/** 100 begin; 60 get to the middle, 30 of them to the end; 10 get to the end past the middle. */
const VISITS = Array.from({ length: 100 }, (_, index) => {
  const of = (event: string, minute: number) => ({ case: `c${index}`, event, timestamp: at(minute) })
  return [
    of('begin', 0),
    ...(index < 60 ? [of('middle', 1)] : []),
    ...(index < 30 || index >= 90 ? [of('end', 2)] : []),
  ]
}).flat()

async function boundJourney(
  { send, createJourney }: MetricsApp,
  title: string,
  datasetId: string,
  events: readonly string[],
) {
  const blank = await createJourney({ title })
  const journey = await send<JourneyJson>('GET', `/api/journeys/${blank.id}`)
  const bindings = events.map((event, index) => ({
    id: `binding${index}`,
    elementId: journey.stages[index]?.id,
    datasetId,
    rule: { events: [event], channels: [], where: [] },
  }))
  await send('POST', '/api/journeys', { document: { ...journey, bindings } })
  return journey.stages.map((stage) => stage.title)
}

it('tells of each journey with numbers who begins it, who gets to its end, and where most are lost', async () => {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Visits' })
  await app.send('POST', `/api/ingest/${datasetId}`, VISITS)
  const names = await boundJourney(app, 'Long', datasetId, ['begin', 'middle', 'end'])
  await boundJourney(app, 'Begun', datasetId, ['begin'])
  const numbers = (query = '') => app.send<NumbersBody>('GET', `/api/workspaces/first/numbers${query}`)

  const { journeys, next } = await numbers()
  // The blank ones that they were made from show no numbers.
  expect([journeys.map(({ title }) => title), next]).toEqual([['Begun', 'Long'], null])
  const [begun, long] = journeys
  expect(begun).toMatchObject({ cases: { value: 100 }, endToEnd: null, dropOff: null })
  expect(long).toMatchObject({
    cases: { value: 100, unit: 'cases' },
    endToEnd: { value: 0.4, n: 100, unit: 'share' },
    dropOff: { name: names[1], reading: { value: 0.5, n: 60 } },
    datasets: [{ name: 'Visits', cases: 100 }],
  })
  expect(long?.along.map(({ name, readings }) => [name, readings.cases.value])).toEqual([
    [names[0], 100],
    [names[1], 60],
    [names[2], 40],
  ])
  expect(long?.endToEnd?.interval?.[0]).toBeCloseTo(0.3094, 4)
  expect(long?.endToEnd?.definition).not.toBe('')

  // The same while nothing changes, new as soon as something does.
  expect((await numbers()).journeys[1]?.endToEnd).toEqual(long?.endToEnd)
  await app.send('POST', `/api/ingest/${datasetId}`, { case: 'c80', event: 'end', timestamp: at(3) })
  expect((await numbers()).journeys[1]?.endToEnd?.value).toBe(0.41)

  const first = await numbers('?limit=1')
  const second = await numbers(`?limit=1&cursor=${first.next ?? ''}`)
  expect([...first.journeys, ...second.journeys].map(({ title }) => title)).toEqual(['Begun', 'Long'])
  expect(second.next).toBeNull()
  expect((await app.test.request('/api/workspaces/first/numbers?cursor=x', { bearer: app.token })).status).toBe(400)

  const { body, headers } = await app.test.request<string>('/api/workspaces/first/numbers/export', {
    bearer: app.token,
  })
  expect(headers.get('content-type')).toContain('text/csv')
  const lines = body.trim().split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFF?"journey","kind","name","metric","value"/)
  expect(lines.filter((line) => line.startsWith('"Long"') && line.includes('"conversion"'))).toHaveLength(2)
  expect(lines.filter((line) => line.includes('"journey"'))).toHaveLength(1)
})

it('shows nobody a journey that they may not see, nor anything to who is no member', async () => {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Visits' })
  await app.send('POST', `/api/ingest/${datasetId}`, VISITS)
  for (const title of ['Open', 'Closed']) await boundJourney(app, title, datasetId, ['begin', 'end'])
  const { journeys } = await app.send<NumbersBody>('GET', '/api/workspaces/first/numbers')
  const closed = journeys.find(({ title }) => title === 'Closed')
  await app.send('PUT', `/api/journeys/${closed?.id ?? ''}/access`, { entries: [{ personId: EVERYONE, role: 'none' }] })
  const cookieName = (await app.test.signIn()).split('=', 1)[0] ?? ''
  const store = keptBy(app.test)
  const viewer = await addPerson(store, 'viewer')
  const stranger = await addPerson(store, null)
  await addWorkspace(store, stranger.id, 'owner')
  const asked = async (token: string, what = '') =>
    app.test.request<NumbersBody & string>(`/api/workspaces/first/numbers${what}`, { cookie: `${cookieName}=${token}` })
  expect((await asked(viewer.token)).body.journeys.map(({ title }) => title)).toEqual(['Open'])
  expect((await asked(viewer.token, '/export')).body).not.toContain('Closed')
  expect((await asked(stranger.token)).status).toBe(404)
})
