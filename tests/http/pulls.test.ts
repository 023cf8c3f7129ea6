import { expect, test } from 'vitest'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { PullItem } from '#shared/contract/rest/pulls.ts'
import { startFileServer } from '#tests/support/file-server.ts'
import { startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { haveServices } from '#tests/support/services.ts'
import { newDatabase, sharedPostgres } from '#tests/support/stores.ts'

const TOKEN = 'token-of-the-owner'
const as = { bearer: TOKEN }
const SECRET = 'Bearer of-the-file-server'
const NIGHTLY = { cron: '0 3 * * *', timezone: 'Europe/Berlin' }
const MAPPING = { case: 'id', timestamp: 'time', event: 'event' }

const csv = (...names: readonly string[]): string =>
  ['id,time,event', ...names.map((name, index) => `c${index},2026-03-01T10:00:0${index}Z,${name}`)].join('\n')

async function startWithDataset(settings: object = {}) {
  const files = await startFileServer()
  const server = await startTestApp({ token: TOKEN, pullHosts: ['127.0.0.1'], ...settings })
  const { id } = (await server.request<{ id: string }>('/api/datasets', { ...as, method: 'POST', body: { name: 'D' } }))
    .body
  return { files, server, id, ...actsOn(server, id) }
}

function actsOn(server: TestApp, id: string) {
  const pulls = `/api/datasets/${id}/pulls`
  const dataset = async () => (await server.request<DatasetBody>(`/api/datasets/${id}`, as)).body
  const list = async () => (await server.request<{ pulls: PullItem[] }>(pulls, as)).body.pulls
  /** The last run of the only pull, once it ended. */
  const ended = async () => {
    await expect.poll(async () => (await list())[0]?.runs[0]?.result, { timeout: 20_000 }).not.toBe('running')
    const run = (await list())[0]?.runs[0]
    return [run?.result, run?.reason]
  }
  return {
    pulls,
    dataset,
    list,
    ended,
    make: (body: object) =>
      server.request<PullItem & { error?: { code: string } }>(pulls, {
        ...as,
        method: 'POST',
        body: { ...NIGHTLY, ...body },
      }),
    runAgain: async () => {
      const [pull] = await list()
      const { status } = await server.request(`${pulls}/${pull?.id ?? ''}/run`, { ...as, method: 'POST' })
      return status === 202 ? ended() : [String(status), null]
    },
    map: async () => {
      const { status } = await server.request(`/api/datasets/${id}/mapping`, { ...as, method: 'POST', body: MAPPING })
      expect(status).toBe(202)
      await expect.poll(async () => (await dataset()).state, { timeout: 20_000 }).toBe('ready')
      expect((await dataset()).error).toBeNull()
    },
    names: async () => (await dataset()).eventNames.map(({ event }) => event).toSorted(),
  }
}

test('the first file asks for its columns; the next replaces its rows, the same changes nothing, live events stay', async () => {
  const { files, server, id, make, ended, runAgain, map, names, list, dataset } = await startWithDataset()
  let content = csv('a', 'b')
  files.answer = ({ headers }, response) => {
    const etag = `"${content.length}"`
    void (headers['if-none-match'] === etag
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag }).end(content))
  }
  const made = await make({
    origin: { kind: 'url', url: `${files.url}/day.csv`, headerName: 'Authorization' },
    secret: SECRET,
  })
  expect([made.status, made.body]).toMatchObject([201, { hasSecret: true, mode: 'replace', isPaused: false }])
  expect(await ended()).toEqual(['columns-needed', null])
  expect(files.asked[0]?.headers.authorization).toBe(SECRET)
  await server.request(`/api/ingest/${id}`, { ...as, method: 'POST', body: { case: 'x', event: 'live' } })
  expect(await runAgain()).toEqual(['unchanged', null])
  await map()
  expect(await names()).toEqual(['a', 'b', 'live'])

  expect(await runAgain()).toEqual(['unchanged', null])
  expect(files.asked.at(-1)?.headers['if-none-match']).toBe(`"${csv('a', 'b').length}"`)
  content = csv('a', 'b', 'c')
  expect(await runAgain()).toEqual(['imported', null])
  expect(await names()).toEqual(['a', 'b', 'c', 'live'])
  content = csv('d', 'e')
  expect(await runAgain()).toEqual(['imported', null])
  expect(await names()).toEqual(['d', 'e', 'live'])
  expect((await dataset()).files).toMatchObject([{ name: 'day.csv', bytes: content.length }])

  // What cannot be read leaves everything as it was, is said, and is tried again soon.
  content = 'id,time\n'
  expect((await runAgain())[0]).toBe('failed')
  expect(await names()).toEqual(['d', 'e', 'live'])
  const [failing] = await list()
  expect(failing).toMatchObject({ failures: 1 })
  expect(failing?.nextAt ?? 0).toBeLessThan(Date.now() + 61_000)
  expect(JSON.stringify([made.body, failing, (await server.request('/api/openapi.json', as)).body])).not.toContain(
    SECRET,
  )
  content = csv('f')
  expect(await runAgain()).toEqual(['imported', null])
  expect(await names()).toEqual(['f', 'live'])
  expect((await list())[0]).toMatchObject({ failures: 0 })
})

test('a file that a person brought stays; one that is added stands beside those before', async () => {
  const { files, server, id, make, ended, runAgain, map, names } = await startWithDataset()
  let content = csv('a')
  files.answer = (_request, response) => void response.writeHead(200).end(content)
  const form = new FormData()
  form.append('file', new File([csv('own')], 'own.csv'))
  const { id: other } = (await (
    await fetch(`${server.app.url}/api/datasets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: form,
    })
  ).json()) as { id: string }
  const acts = actsOn(server, other)
  await expect.poll(async () => (await acts.dataset()).state, { timeout: 20_000 }).toBe('mapping-needed')
  await acts.map()
  await acts.make({ origin: { kind: 'url', url: files.url } })
  expect(await acts.ended()).toEqual(['imported', null])
  content = csv('b')
  expect(await acts.runAgain()).toEqual(['imported', null])
  expect(await acts.names()).toEqual(['b', 'own'])

  await make({ origin: { kind: 'url', url: files.url }, mode: 'add' })
  await ended()
  await map()
  content = csv('c')
  expect(await runAgain()).toEqual(['imported', null])
  expect([id, await names()]).toEqual([id, ['b', 'c']])
})

test('only what may be fetched is; what may not says so', async () => {
  const { files, make, ended, list, pulls, server } = await startWithDataset({ pullHosts: [] })
  expect((await make({ origin: { kind: 'url', url: files.url } })).body.error?.code).toBe('address-not-allowed')
  const plain = { kind: 'postgres', host: '127.0.0.1', database: 'd', user: 'u', query: 'select 1', tls: 'off' }
  expect((await make({ origin: plain })).body.error?.code).toBe('address-not-allowed')
  expect((await make({ origin: { kind: 'url', url: 'https://me:pw@example.org/' } })).status).toBe(400)
  for (const plan of [{ cron: 'soon' }, { timezone: 'Nowhere' }, { cron: '* * * * * *' }]) {
    expect((await make({ origin: { kind: 'url', url: 'https://example.org/' }, ...plan })).body.error?.code).toBe(
      'schedule-not-valid',
    )
  }
  expect((await make({ origin: { kind: 'url', url: files.url.replace('http:', 'https:') } })).status).toBe(201)
  expect((await ended()).join()).toContain('failed,“127.0.0.1” is not on the public internet')
  const [pull] = await list()
  const change = (body: object) =>
    server.request<PullItem>(`${pulls}/${pull?.id ?? ''}`, { ...as, method: 'PATCH', body })
  expect((await change({ isPaused: true })).body).toMatchObject({ isPaused: true, nextAt: null })
  expect((await change({ cron: '0 0 1 1 *', isPaused: false })).body).toMatchObject({
    isPaused: false,
    cron: '0 0 1 1 *',
    timezone: NIGHTLY.timezone,
  })
  expect((await change({ cron: 'never' })).status).toBe(422)
  expect((await server.request(`${pulls}/${pull?.id ?? ''}`, { ...as, method: 'DELETE' })).status).toBe(204)
  expect(await list()).toEqual([])
  expect(files.asked).toEqual([])
})

test('what is due is fetched by the plan, and a run that a restart cut off is said and begun anew', async () => {
  const { files, server, id, make, ended, list } = await startWithDataset()
  files.answer = (_request, response) => void response.writeHead(200).end(csv('a'))
  await make({ origin: { kind: 'url', url: files.url } })
  await ended()
  const [pull] = await list()
  await server.close()
  const database = await openDatabase(server.folder)
  const past = Date.now() - 1
  await database.updateTable('dataset_pulls').set({ next_at: past, claimed_by: 'gone', claimed_until: past }).execute()
  const gone = { id: 'gone', pull_id: pull?.id ?? '', started_at: past, result: 'running' }
  await database
    .insertInto('pull_runs')
    .values({ ...gone, ended_at: null, reason: null, byte_count: null, events: null })
    .execute()
  await database.destroy()
  const again = await startTestApp({ token: TOKEN, pullHosts: ['127.0.0.1'], dataFolder: server.folder })
  const acts = actsOn(again, id)
  await expect.poll(async () => (await acts.list())[0]?.runs.length, { timeout: 20_000 }).toBe(3)
  await acts.ended()
  const runs = (await acts.list())[0]?.runs.map(({ result, reason }) => [result, reason])
  expect(runs?.filter(([result]) => result === 'failed')).toEqual([
    ['failed', 'The server was restarted in the middle of it.'],
  ])
})

test.skipIf(!haveServices('postgresql'))(
  'rows of a query come by a rising column: only newer ones are fetched, each is there once',
  async () => {
    const url = await newDatabase()
    const postgres = await sharedPostgres()
    await postgres.query(url, 'create table e(n int, id text, time timestamptz, event text)')
    const insert = (n: number, event: string) =>
      postgres.query(
        url,
        `insert into e values (${n}, 'c', '2026-03-01T10:00Z'::timestamptz + ${n} * interval '1 s', '${event}')`,
      )
    await insert(1, 'a')
    const { id, make, ended, map, runAgain, names, server, dataset } = await startWithDataset()
    const { port, username, pathname } = new URL(url)
    const origin = {
      kind: 'postgres',
      host: '127.0.0.1',
      port: Number(port),
      user: username,
      database: pathname.slice(1),
      tls: 'off',
    }
    await make({ origin: { ...origin, query: 'select * from e', watermark: 'n' }, secret: 'unused' })
    expect(await ended()).toEqual(['columns-needed', null])
    await map()
    await insert(2, 'b')
    expect(await runAgain()).toEqual(['imported', null])
    expect(await runAgain()).toEqual(['unchanged', null])
    await insert(3, 'c')
    expect(await runAgain()).toEqual(['imported', null])
    expect([await names(), (await dataset()).events, (await dataset()).files.length]).toEqual([['a', 'b', 'c'], 3, 1])

    // The server ended after the rows were read and before it was noted up to where: nothing is there twice.
    await server.close()
    const database = await openDatabase(server.folder)
    await database.updateTable('dataset_pulls').set({ seen: '{"last":"1","sha256":"another"}' }).execute()
    await database.destroy()
    const again = actsOn(await startTestApp({ token: TOKEN, pullHosts: ['127.0.0.1'], dataFolder: server.folder }), id)
    await insert(4, 'd')
    expect(await again.runAgain()).toEqual(['imported', null])
    expect([await again.names(), (await again.dataset()).events]).toEqual([['a', 'b', 'c', 'd'], 4])
  },
)
