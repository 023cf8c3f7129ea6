import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { IdentityBody, IdentitySummary } from '#shared/contract/rest/identity.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson } from '#tests/support/people.ts'

const MAPPING = { case: 'visitor_id', timestamp: 'time', event: 'what' }
const BY_USER = { keys: [{ field: 'user_id', kind: 'user id' }] }

/** Twelve visitors: each person has two devices, buys on the second, and is known by their user id on both. */
const WEB = [
  'visitor_id,time,what,user_id',
  ...Array.from({ length: 12 }, (_, at) => {
    const [person, device] = [Math.floor(at / 2), at % 2]
    const what = device === 0 ? 'visit' : 'buy'
    return `v${at},2026-01-0${1 + device}T10:00:00Z,${what},user-${person}`
  }),
].join('\n')

async function imported(app: MetricsApp, name: string, text: string): Promise<DatasetBody> {
  const file = path.join(await temporaryFolder(), name)
  await writeFile(file, text)
  return app.importFile(file, MAPPING)
}

const funnel = { kind: 'funnel' as const, steps: [{ events: ['visit'] }, { events: ['buy'] }] }

test('joined through the API, every number is of people and says so, and undone it is what it was', async () => {
  const app = await startMetricsApp()
  const { id, workspaceId } = await imported(app, 'web.csv', WEB)
  const address = `/api/datasets/${id}/identity`
  const { id: journey } = await app.createJourney({ datasetId: id })
  const before = await app.readings(journey)
  expect((await app.ask(id, funnel)).reached).toEqual([6, 0])

  const asked = await app.send<IdentityBody>('GET', address)
  expect(asked).toMatchObject({ declaration: null, since: null, summary: null, kinds: [], others: [] })
  expect(asked.guesses).toEqual([
    { field: null, kind: 'anonymous id', reason: 'The case is the column “visitor_id”, which sounds like one.' },
    {
      field: 'user_id',
      kind: 'user id',
      reason: '“user_id” sounds like one and has 6 different values over 12 cases.',
    },
  ])
  const preview = await app.send<IdentitySummary>('POST', `${address}/preview`, BY_USER)
  expect(preview).toMatchObject({ cases: 12, people: 6, merged: 12, mergedPeople: 6 })
  expect((await app.ask(id, funnel)).reached).toEqual([6, 0])

  const applied = await app.send<IdentityBody>('PUT', address, BY_USER)
  expect(applied.summary).toEqual(preview)
  expect(applied.declaration?.keys).toEqual([{ field: 'user_id', kind: 'user id', maxCases: 50, maxValues: 50 }])
  expect((await app.ask(id, funnel)).reached).toEqual([6, 6])
  const after = await app.readings(journey)
  const visit = after.elements.find(({ cases }) => cases.filter.startsWith('event is “visit”'))
  expect(visit?.cases).toMatchObject({ value: 6 })
  expect(visit?.cases.filter).toContain('a case is a person, whose ids are joined by user id')
  const behind = await app.send<CasesBehind>(
    'GET',
    `/api/journeys/${journey}/readings/cases?of=${visit?.elementId ?? ''}&measure=cases`,
  )
  expect(behind).toMatchObject({ cases: 6, list: [{ caseId: 'v0', events: 2 }, {}, {}, {}, {}, {}] })
  const reading = await app.send<{ reading: { filter: string } }>('POST', '/api/metrics/reading', {
    name: 'Buyers',
    datasetId: id,
    definition: { kind: 'question', question: { kind: 'count', rule: { events: ['buy'] } }, show: 'cases' },
  })
  expect(reading.reading.filter).toContain('a case is a person')

  const audit = await app.send<{ entries: readonly { act: string; details: object }[] }>(
    'GET',
    `/api/workspaces/${workspaceId}/audit`,
  )
  expect(audit.entries.find(({ act }) => act === 'identity-set')?.details).toMatchObject({
    by: 'user_id',
    cases: '12',
    people: '6',
  })

  expect(await app.send<IdentityBody>('DELETE', address)).toMatchObject({ declaration: null, summary: null })
  expect((await app.ask(id, funnel)).reached).toEqual([6, 0])
  expect((await app.readings(journey)).elements).toEqual(before.elements)
})

test('what is no declaration is refused at the door, and hostile words join nothing', async () => {
  const app = await startMetricsApp()
  const { id } = await imported(app, 'web.csv', WEB)
  const refused = async (body: object): Promise<number> =>
    (await app.test.request<ErrorBody>(`/api/datasets/${id}/identity`, { method: 'PUT', body, bearer: app.token }))
      .status
  for (const body of [
    {},
    { keys: [] },
    { caseKinds: ['user id', 'USER ID'] },
    { keys: [{ field: 'user_id', kind: "'); DROP TABLE x; --" }] },
    { keys: [{ field: 'user_id', kind: 'user id', maxCases: 0 }] },
    { keys: [BY_USER.keys[0], BY_USER.keys[0]] },
  ]) {
    expect(await refused(body), JSON.stringify(body)).toBe(400)
  }
  const hostile = { keys: [{ field: "user_id'); DROP TABLE x; --", kind: 'user id' }] }
  expect(await app.send<IdentitySummary>('POST', `/api/datasets/${id}/identity/preview`, hostile)).toMatchObject({
    cases: 12,
    people: 12,
    keys: [{ isMissing: true }],
  })
  const empty = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Live' })
  expect(
    await app.send<IdentityBody>('PUT', `/api/datasets/${empty.id}/identity`, { caseKinds: ['user id'] }),
  ).toMatchObject({
    summary: { cases: 0, people: 0 },
  })
})

test('whose the largest groups are is told to those only who may see customers', async () => {
  const app = await startMetricsApp()
  const { id, workspaceId } = await imported(app, 'web.csv', WEB)
  await app.send('PUT', `/api/datasets/${id}/identity`, BY_USER)
  const owner = await app.test.signIn()
  const cookie = `${owner.split('=', 1)[0]}=${(await addPerson(keptBy(app.test), 'editor')).token}`
  const seen = async () =>
    (await app.test.request<IdentityBody>(`/api/datasets/${id}/identity`, { cookie })).body.summary?.largest[0]
  expect(await seen()).toEqual({ person: 'v0', cases: 2, ids: ['v0', 'v1'], kinds: ['user id'] })
  await app.send('PUT', `/api/workspaces/${workspaceId}/customer-sight`, { seenBy: 'admin' })
  expect(await seen()).toEqual({ person: null, cases: 2, ids: [], kinds: ['user id'] })
})

test('a journey is measured over two sources as one', async () => {
  const app = await startMetricsApp()
  const web = await imported(app, 'web.csv', WEB)
  const calls = await imported(
    app,
    'calls.csv',
    'visitor_id,time,what\nuser-0,2026-01-01T12:00:00Z,call\nuser-9,2026-01-01T12:00:00Z,call',
  )
  const body = { name: 'Website and calls', madeOf: [web.id, calls.id] }
  const early = await app.test.request<ErrorBody>('/api/datasets', { method: 'POST', body, bearer: app.token })
  expect(early).toMatchObject({ status: 409, body: { error: { code: 'not-ready' } } })
  await app.send('PUT', `/api/datasets/${web.id}/identity`, BY_USER)
  await app.send('PUT', `/api/datasets/${calls.id}/identity`, { caseKinds: ['user id'] })
  const { id } = await app.send<{ id: string }>('POST', '/api/datasets', body)
  expect(await app.send<DatasetBody>('GET', `/api/datasets/${id}`)).toMatchObject({
    events: 14,
    cases: 7,
    madeOf: [
      { id: web.id, name: web.name },
      { id: calls.id, name: calls.name },
    ],
  })
  const leak = { kind: 'leakage' as const, from: { events: ['visit'] }, to: { events: ['call'] }, hours: 24 }
  expect(await app.ask(id, leak)).toMatchObject({ fromEvents: 6, leakedEvents: 1, cases: 6, leakedCases: 1 })
  const { id: journey } = await app.createJourney({ datasetId: id })
  const [first] = (await app.readings(journey)).elements
  expect(first?.cases.filter).toContain('a case is a person, whose ids are joined by user id')

  // What can have no effect is refused.
  for (const [method, path, sent] of [
    ['POST', 'sources', { name: 'A sender' }],
    [
      'POST',
      'pulls',
      { name: 'A plan', origin: { kind: 'url', url: 'https://example.com/a.csv' }, cron: '0 5 * * *', timezone: 'UTC' },
    ],
    ['PUT', 'retention', { days: 30 }],
  ] as const) {
    const answer = await app.test.request<ErrorBody>(`/api/datasets/${id}/${path}`, {
      method,
      body: sent,
      bearer: app.token,
    })
    expect([path, answer.status, answer.body.error.code]).toEqual([path, 409, 'not-ready'])
  }
})
