import { expect, test, vi } from 'vitest'
import { identityDeclaration, type IdentityDeclarationInput } from '#shared/contract/rest/identity.ts'
import { mapped, startDatasets, type TestDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { askMetric } from '#server/metrics/ask.ts'
import { metricSchema } from '#shared/metrics/metric.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'

vi.setConfig({ testTimeout: 60_000 })

const declared = (input: IdentityDeclarationInput) => identityDeclaration.parse(input)

async function imported(
  { datasets }: Pick<TestDatasets, 'datasets'>,
  name: string,
  text: string,
  personal: string[] = [],
) {
  const { id } = await uploaded(datasets, { name, text })
  const { refusal } = await mapped(datasets, id, { case: 'id', timestamp: 'time', event: 'what', personal })
  if (refusal !== null) throw new Error(refusal)
  return id
}

/** A visitor who signs in on two devices, one who never does, and one who only calls. */
const WEB = [
  'id,time,what,user',
  'anon-1,2026-01-01T10:00:00Z,visit,',
  'anon-1,2026-01-01T10:05:00Z,sign in,u7',
  'anon-2,2026-01-02T10:00:00Z,visit,u7',
  'anon-3,2026-01-02T11:00:00Z,visit,unknown',
  'anon-4,2026-01-02T12:00:00Z,visit,Unknown',
].join('\n')
const CALLS = ['id,time,what', 'u7,2026-01-01T12:00:00Z,call', 'u8,2026-01-03T12:00:00Z,call'].join('\n')

async function ok<Value>(asked: Promise<{ ok: true; value: Value } | { ok: false; reason: string }>): Promise<Value> {
  const told = await asked
  if (!told.ok) throw new Error(told.reason)
  return told.value
}

const peopleOf = async ({ datasets, engine }: TestDatasets, id: string): Promise<string[]> => {
  const table = await datasets.table(id)
  const rows = await engine.query<{ id: string }>(
    `SELECT DISTINCT case_id AS id FROM ${table?.table ?? ''} ORDER BY id`,
  )
  return rows.map((row) => row.id)
}

test('cases that share a key are one person, it says before which, and undoing brings back what was', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const id = await imported(test, 'web.csv', WEB)
  const before = await datasets.get(id)
  const declaration = declared({ keys: [{ field: 'user', kind: 'User id' }] })
  const summary = await ok(datasets.identity.preview(id, declaration))
  expect(summary).toMatchObject({
    cases: 4,
    people: 3,
    merged: 2,
    mergedPeople: 1,
    keys: [{ field: 'user', kind: 'user id', isMissing: false, values: 1, cases: 2, placeholderCases: 2 }],
    largest: [{ person: 'anon-1', cases: 2, ids: ['anon-1', 'anon-2'], kinds: ['user id'] }],
  })
  // Looking changes nothing.
  expect((await datasets.get(id))?.cases).toBe(4)
  const applied = await ok(datasets.identity.apply(id, declaration))
  expect(applied.summary).toEqual(summary)
  expect(await datasets.get(id)).toMatchObject({ events: 5, cases: 3 })
  expect(await peopleOf(test, id)).toEqual(['anon-1', 'anon-3', 'anon-4'])
  expect((await datasets.table(id))?.joinedBy).toEqual(['user id'])
  expect((await ok(datasets.identity.look(id))).summary).toEqual(summary)
  const undone = await ok(datasets.identity.undo(id))
  expect(undone).toMatchObject({ declaration: null, since: null, summary: null })
  expect(await datasets.get(id)).toEqual({ ...before, updatedAt: expect.any(Number) })
  expect(await peopleOf(test, id)).toEqual(['anon-1', 'anon-2', 'anon-3', 'anon-4'])
})

test('a person has the same id in all datasets that declare the same kind', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const web = await imported(test, 'web.csv', WEB)
  const calls = await imported(test, 'calls.csv', CALLS)
  await ok(datasets.identity.apply(web, declared({ keys: [{ field: 'user', kind: 'user id' }] })))
  const { summary, kinds } = await ok(datasets.identity.apply(calls, declared({ caseKinds: ['user id'] })))
  expect(summary).toMatchObject({
    cases: 2,
    people: 2,
    merged: 0,
    elsewhere: [{ id: web, name: 'web.csv', people: 1 }],
  })
  expect(kinds).toEqual(['user id'])
  expect(await peopleOf(test, calls)).toEqual(['anon-1', 'u8'])
  expect(await peopleOf(test, web)).toEqual(['anon-1', 'anon-3', 'anon-4'])
  // Undone in one, the other is as if it were alone.
  await ok(datasets.identity.undo(web))
  expect(await peopleOf(test, calls)).toEqual(['u7', 'u8'])
})

test('ids that are hashed in one dataset join those that are clear in another', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const rows = 'id,time,what,mail\nc1,2026-01-01,buy,Ann@Example.com\nc2,2026-01-01,buy,NULL\nc3,2026-01-01,buy,null'
  const hashed = await imported(test, 'hashed.csv', rows, ['mail'])
  const clear = await imported(test, 'clear.csv', 'id,time,what\nann@example.com,2026-01-02,complain')
  await ok(datasets.identity.apply(hashed, declared({ keys: [{ field: 'mail', kind: 'e-mail' }] })))
  await ok(datasets.identity.apply(clear, declared({ caseKinds: ['e-mail'] })))
  expect(await peopleOf(test, clear)).toEqual(['ann@example.com'])
  expect(await peopleOf(test, hashed)).toEqual(['ann@example.com', 'c2', 'c3'])
})

test('two datasets that both count from one are not taken for each other', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const orders = await imported(test, 'a.csv', 'id,time,what,mail\n1,2026-01-01,buy,a@x.org\n2,2026-01-01,buy,a@x.org')
  const tickets = await imported(test, 'b.csv', 'id,time,what,mail\n1,2026-01-01,ask,b@x.org\n2,2026-01-01,ask,b@x.org')
  const declaration = declared({ keys: [{ field: 'mail', kind: 'e-mail' }] })
  await ok(datasets.identity.apply(orders, declaration))
  expect(await peopleOf(test, orders)).toEqual(['1'])
  await ok(datasets.identity.apply(tickets, declaration))
  const [[a], [b]] = [await peopleOf(test, orders), await peopleOf(test, tickets)]
  expect(a).toMatch(/^1 \(joined [0-9a-f]{12}\)$/)
  expect(b).toMatch(/^1 \(joined [0-9a-f]{12}\)$/)
  expect(a).not.toBe(b)
})

test('what too many share, and cases with too many ids, join nobody and are told', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const shared = Array.from({ length: 6 }, (_, at) => `s${at},2026-01-01,visit,agent@shop.org,`)
  const kiosk = Array.from({ length: 4 }, (_, at) => `kiosk,2026-01-01,visit,,u${at}`)
  const own = Array.from({ length: 4 }, (_, at) => `o${at},2026-01-01,visit,,u${at}`)
  const id = await imported(test, 'a.csv', ['id,time,what,mail,user', ...shared, ...kiosk, ...own].join('\n'))
  const keys = [
    { field: 'mail', kind: 'e-mail', maxCases: 5 },
    { field: 'user', kind: 'user id', maxValues: 3 },
  ]
  expect(await ok(datasets.identity.preview(id, declared({ keys })))).toMatchObject({
    cases: 11,
    people: 11,
    merged: 0,
    keys: [
      { values: 0, tooCommon: { values: 1, top: [{ value: 'agent@shop.org', cases: 6 }] }, tooMany: { cases: 0 } },
      { values: 0, tooCommon: { values: 0 }, tooMany: { cases: 1 } },
    ],
  })
  const wide = keys.map((key) => ({ ...key, maxCases: 6, maxValues: 4 }))
  expect(await ok(datasets.identity.preview(id, declared({ keys: wide })))).toMatchObject({ people: 2, merged: 11 })
})

test('live events join as they come, and what is read anew is joined before anybody is told', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const { id } = await datasets.createEmpty(FIRST_WORKSPACE, 'Live')
  // The case is a user or, before they sign in, an anonymous id: both kinds.
  const declaration = declared({
    caseKinds: ['user id', 'anonymous id'],
    keys: [{ field: 'anonymousId', kind: 'anonymous id' }],
  })
  await ok(datasets.identity.apply(id, declaration))
  const send = (caseId: string, anonymousId?: string) =>
    datasets.ingest(id, [
      { index: 0, raw: { case: caseId, event: 'visit', attributes: anonymousId ? { anonymousId } : {} } },
    ])
  await send('anon-1')
  await send('anon-2')
  await send('ann')
  await expect.poll(async () => (await datasets.get(id))?.cases, { timeout: 20_000 }).toBe(3)
  await send('ann', 'anon-1')
  await expect.poll(async () => (await datasets.get(id))?.cases, { timeout: 20_000 }).toBe(2)
  await send('ann', 'anon-2')
  await expect.poll(async () => (await datasets.get(id))?.cases, { timeout: 20_000 }).toBe(1)
  expect(await peopleOf(test, id)).toEqual(['ann'])

  const web = await imported(test, 'web.csv', WEB)
  await ok(datasets.identity.apply(web, declared({ keys: [{ field: 'user', kind: 'user id' }] })))
  const told: number[] = []
  datasets.onChanged((changed) => {
    if (changed === web) void datasets.get(web).then((body) => told.push(body?.cases ?? 0))
  })
  const again = await mapped(datasets, web, { case: 'id', timestamp: 'time', event: 'what' })
  expect(again.dataset).toMatchObject({ events: 5, cases: 3 })
  expect(new Set(told)).toEqual(new Set([3]))
})

test('whoever deletes a person by one id deletes all that are joined with it', async () => {
  const test = await startDatasets()
  const { datasets } = test
  const web = await imported(test, 'web.csv', WEB)
  const calls = await imported(test, 'calls.csv', CALLS)
  await ok(datasets.identity.apply(web, declared({ keys: [{ field: 'user', kind: 'user id' }] })))
  await ok(datasets.identity.apply(calls, declared({ caseKinds: ['user id'] })))
  const traces = {
    datasets: [
      { id: calls, name: 'calls.csv', events: 1, cases: 1 },
      { id: web, name: 'web.csv', events: 3, cases: 2 },
    ],
  }
  const sorted = (found: { datasets: { name: string }[] }) => ({
    datasets: found.datasets.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  })
  for (const id of ['anon-2', 'u7']) expect(sorted(await datasets.findCustomer(FIRST_WORKSPACE, id))).toEqual(traces)
  expect(sorted(await ok(datasets.removeCustomer(FIRST_WORKSPACE, 'anon-2')))).toEqual(traces)
  expect(await peopleOf(test, web)).toEqual(['anon-3', 'anon-4'])
  expect(await peopleOf(test, calls)).toEqual(['u8'])
  // What says nothing of anybody deletes nobody.
  expect((await datasets.findCustomer(FIRST_WORKSPACE, 'unknown')).datasets).toEqual([])
})

test('several datasets are one log in which a person’s events stand together, whatever they come from', async () => {
  const test = await startDatasets()
  const { datasets, engine } = test
  const web = await imported(test, 'web.csv', WEB)
  const calls = await imported(test, 'calls.csv', CALLS)
  const early = await datasets.combine(FIRST_WORKSPACE, 'All', [web, calls])
  expect(early).toMatchObject({ ok: false, reason: 'not-ready' })
  await ok(datasets.identity.apply(web, declared({ keys: [{ field: 'user', kind: 'user id' }] })))
  await ok(datasets.identity.apply(calls, declared({ caseKinds: ['user id'] })))
  expect(await datasets.combine('elsewhere', 'All', [web, calls])).toMatchObject({ reason: 'dataset-not-found' })
  const { id } = await ok(datasets.combine(FIRST_WORKSPACE, 'All', [web, calls]))
  expect(await datasets.combine(FIRST_WORKSPACE, 'More', [web, id])).toMatchObject({ reason: 'not-ready' })
  const body = await datasets.get(id)
  expect(body).toMatchObject({
    events: 7,
    cases: 4,
    madeOf: [
      { id: web, name: 'web.csv' },
      { id: calls, name: 'calls.csv' },
    ],
  })
  expect(body?.fields.map(({ name }) => name)).toEqual(['source dataset', 'user'])
  expect(await peopleOf(test, id)).toEqual([
    'anon-1',
    'anon-3 (in web.csv)',
    'anon-4 (in web.csv)',
    'u8 (in calls.csv)',
  ])
  // Who was on the website and calls within a day: measured over both.
  const leakage = metricSchema.parse({
    kind: 'leakage',
    from: { events: ['visit'] },
    to: { events: ['call'] },
    hours: 24,
  })
  const ask = async () => {
    const table = await datasets.table(id)
    if (!table) throw new Error('no table')
    return askMetric(engine, table, leakage)
  }
  expect(await ask()).toMatchObject({ fromEvents: 4, leakedEvents: 1, cases: 3, leakedCases: 1 })
  // Events that come to one of them are in it.
  const told = new Promise<void>((resolve) => datasets.onChanged((changed) => changed === id && resolve()))
  await datasets.ingest(calls, [{ index: 0, raw: { case: 'u7', event: 'call', timestamp: '2026-01-02T13:00:00Z' } }])
  await told
  expect(await ask()).toMatchObject({ fromEvents: 4, leakedEvents: 2, cases: 3, leakedCases: 1 })
  expect(await datasets.ingest(id, [{ index: 0, raw: { case: 'u7', event: 'call' } }])).toMatchObject({
    reason: 'not-ready',
  })
  // A person who is deleted is gone from it, and a dataset that is deleted as well.
  await ok(datasets.removeCustomer(FIRST_WORKSPACE, 'u7'))
  expect(await peopleOf(test, id)).toEqual(['anon-3 (in web.csv)', 'anon-4 (in web.csv)', 'u8 (in calls.csv)'])
  await datasets.remove(web)
  expect(await peopleOf(test, id)).toEqual(['u8 (in calls.csv)'])
})

test('ids that are marked as personal later still join, and nobody is told of in clear', async () => {
  const test = await startDatasets()
  const { datasets, engine } = test
  const { id } = await datasets.createEmpty(FIRST_WORKSPACE, 'Feed')
  const send = (caseId: string, user?: string) =>
    datasets.ingest(id, [{ index: 0, raw: { case: caseId, event: 'visit', attributes: user ? { user } : {} } }])
  await send('anon-1', 'u7')
  await send('anon-2', 'u7')
  await send('anon-3')
  await ok(datasets.identity.apply(id, declared({ keys: [{ field: 'user', kind: 'user id' }] })))
  expect(await peopleOf(test, id)).toHaveLength(2)

  await ok(datasets.markPersonal(id, { case: true, columns: ['user'] }))
  expect(await peopleOf(test, id)).toHaveLength(2)
  const kept = JSON.stringify(await engine.query(`SELECT * FROM people_of_events_${id}`))
  expect(kept).not.toContain('anon-')
  await send('anon-4', 'u7')
  await expect.poll(async () => (await datasets.get(id))?.cases, { timeout: 20_000 }).toBe(2)
})
