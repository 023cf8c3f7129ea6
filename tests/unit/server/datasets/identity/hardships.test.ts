import { expect, test, vi } from 'vitest'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { identityDeclaration } from '#shared/contract/rest/identity.ts'
import { openDatasets, startDatasets, type TestDatasets } from '#tests/support/data-datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

vi.setConfig({ testTimeout: 120_000 })

const BY_USER = identityDeclaration.parse({ keys: [{ field: 'user', kind: 'user id' }] })
const USER_CASES = identityDeclaration.parse({ caseKinds: ['user id'] })

/** `rows`: SQL that gives case and user. */
const generated = ({ datasets }: TestDatasets, rows: string): Promise<{ id: string }> =>
  datasets.createGenerated({
    workspaceId: FIRST_WORKSPACE,
    name: 'Generated',
    fields: ['user'],
    fill: (table) => [
      {
        sql: `INSERT INTO ${table} SELECT r.id, TIMESTAMP '2026-01-01', row_number() OVER (), 'visit', NULL, NULL, NULL, r.user
              FROM (${rows}) r(id, user)`,
      },
    ],
  })

/** Live events are looked at after they were stored, with rests between. */
const SOON = { timeout: 20_000 }

const casesOf = async ({ datasets }: TestDatasets, id: string): Promise<number | undefined> =>
  (await datasets.get(id))?.cases

async function summaryOf({ datasets }: TestDatasets, id: string) {
  const told = await datasets.identity.look(id)
  return told.ok ? told.value.summary : null
}

test('a value that a hundred thousand cases share joins none of them', async () => {
  const open = await startDatasets()
  const { id } = await generated(
    open,
    `SELECT 'c' || range, 'call centre' FROM range(100000) UNION ALL SELECT 'c' || range, 'u' || (range // 2) FROM range(100000)`,
  )
  await open.datasets.identity.apply(id, BY_USER)
  expect(await summaryOf(open, id)).toMatchObject({
    cases: 100_000,
    people: 50_000,
    merged: 100_000,
    keys: [{ values: 50_000, tooCommon: { values: 1, top: [{ value: 'call centre', cases: 100_000 }] } }],
  })
  expect(await casesOf(open, id)).toBe(50_000)
})

test('a chain of fifty thousand cases, each tied to the next only, is one person', async () => {
  const open = await startDatasets()
  const { id } = await generated(
    open,
    `SELECT 'c' || range, 'u' || range FROM range(50000) UNION ALL SELECT 'c' || range, 'u' || (range + 1) FROM range(50000)`,
  )
  await open.datasets.identity.apply(id, BY_USER)
  expect(await summaryOf(open, id)).toMatchObject({
    cases: 50_000,
    people: 1,
    largest: [{ person: 'c0', cases: 50_000 }],
  })
  await open.datasets.identity.undo(id)
  expect(await casesOf(open, id)).toBe(50_000)
})

test('an engine that dies meanwhile has either joined all or nothing, and it says which', async () => {
  const open = await startDatasets()
  const { datasets, engine } = open
  const { id } = await generated(open, `SELECT 'c' || range, 'u' || (range // 2) FROM range(20000)`)
  for (const delayMs of [0, 30, 120, 400]) {
    const applying = datasets.identity.apply(id, BY_USER)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    const killed = engine.processId()
    process.kill(killed ?? 0, 'SIGKILL')
    await Promise.allSettled([applying])
    // What is asked from here on is asked of the next one.
    await expect.poll(() => engine.processId(), { timeout: 10_000 }).not.toBe(killed)
    const isJoined = (await summaryOf(open, id)) !== null
    expect(await casesOf(open, id), `killed after ${delayMs} ms`).toBe(isJoined ? 10_000 : 20_000)
    await datasets.identity.undo(id)
    expect(await casesOf(open, id)).toBe(20_000)
  }
  await datasets.identity.apply(id, BY_USER)
  expect(await casesOf(open, id)).toBe(10_000)
})

test('what is declared outlives the server, and what came at its end is joined at the next start', async () => {
  const folder = await temporaryFolder()
  const first = await openDatasets(folder)
  const { id } = await generated(first, `VALUES ('a', 'u1'), ('b', 'u1'), ('c', NULL)`)
  await first.datasets.identity.apply(id, BY_USER)
  await first.datasets.ingest(id, [{ index: 0, raw: { case: 'c', event: 'visit', attributes: { user: 'u1' } } }])
  await first.close()
  const second = await startDatasets(folder)
  await expect.poll(() => casesOf(second, id), SOON).toBe(1)
  expect(await summaryOf(second, id)).toMatchObject({ cases: 3, people: 1 })
})

test('what ties ids together is forgotten with the events that said it', async () => {
  const open = await startDatasets()
  const { datasets } = open
  const { id } = await datasets.createEmpty(FIRST_WORKSPACE, 'Live')
  await datasets.identity.apply(id, BY_USER)
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()
  const send = (caseId: string, days: number, user?: string) =>
    datasets.ingest(id, [
      {
        index: 0,
        raw: { case: caseId, event: 'visit', timestamp: ago(days), attributes: user === undefined ? {} : { user } },
      },
    ])
  await send('phone', 90, 'ann')
  await send('phone', 5)
  await send('laptop', 4, 'ann')
  await expect.poll(() => casesOf(open, id), SOON).toBe(1)
  await datasets.retention.set(id, 30)
  expect(await casesOf(open, id)).toBe(2)
})

test('the deletion of a person goes on where it broke off, though nothing ties their ids together any more', async () => {
  const folder = await temporaryFolder()
  const first = await openDatasets(folder)
  const web = await generated(first, `VALUES ('anon-1', 'u1'), ('anon-2', 'u1'), ('anon-3', 'u2')`)
  const calls = await generated(first, `VALUES ('u1', NULL), ('u2', NULL)`)
  await first.datasets.identity.apply(web.id, BY_USER)
  await first.datasets.identity.apply(calls.id, USER_CASES)
  // Dies with the rows of one dataset gone, before the other's.
  const gone = new Promise<void>((resolve) => {
    const stop = first.datasets.onChanged(() => {
      process.kill(first.engine.processId() ?? 0, 'SIGKILL')
      stop()
      resolve()
    })
  })
  const removing = first.datasets.removeCustomer(FIRST_WORKSPACE, 'anon-2')
  await gone
  await Promise.allSettled([removing])
  await first.close()
  const second = await startDatasets(folder)
  await expect.poll(async () => [await casesOf(second, web.id), await casesOf(second, calls.id)], SOON).toEqual([1, 1])
  const [left] = await second.engine.query<{ notes: number }>('SELECT count(*) AS notes FROM unfinished_removals')
  expect(left).toEqual({ notes: 0 })
})
