import path from 'node:path'
import { expect, test } from 'vitest'
import type { DatasetBody, JobBody } from '#shared/contract/rest/datasets.ts'
import { filesWith } from '#tests/support/files-with.ts'
import { startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { workbookOf, zipOf } from '#tests/support/zip-file.ts'

const TOKEN = 'data-token-of-the-owner'
const as = { bearer: TOKEN }
/** Nothing else is called like this. */
const PLANTED = 'planted.person@Nowhere.example'
const NAME = 'Zerlinda Plantagenetovna'
const MAPPING = { case: 'customer', timestamp: 'time', event: 'what' }
const PERSONAL = ['customer', 'full name', 'notes']

/** Named in a good row, in one without a time, in one that is too long and in one whose quote never closes. */
const CSV = [
  'customer,time,what,full name,notes,plan',
  ...Array.from({ length: 30 }, (_, row) => `c${row}@somewhere.example,2025-03-01T10:00:00Z,visit,Ann,,free`),
  `${PLANTED},2025-03-01T10:00:00Z,visit,${NAME},"call, then ${PLANTED}",free`,
  `${PLANTED},2025-03-01T10:00:00Z,visit,${NAME},"call, then ${PLANTED}",free`,
  ` ${PLANTED.toUpperCase()} ,2025-03-01T10:05:00Z,buy,${NAME},,free`,
  `${PLANTED},soon,visit,${NAME},,free`,
  `${PLANTED},2025-03-01T10:05:00Z,visit,${NAME},,free,${PLANTED},too much`,
  `"${PLANTED},2025-03-01T10:05:00Z,visit,${NAME}"x,,free`,
].join('\n')

async function bring(server: TestApp, content: string | Buffer, fileName: string) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), fileName)
  const response = await fetch(`${server.app.url}/api/datasets`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${TOKEN}` },
  })
  const { id, job } = (await response.json()) as { id: string; job: string }
  await ended(server, job)
  return id
}

async function ended(server: TestApp, job: string): Promise<JobBody> {
  const ask = async () => (await server.request<JobBody>(`/api/jobs/${job}`, as)).body
  await expect.poll(async () => (await ask()).state, { timeout: 30_000 }).not.toBe('running')
  return ask()
}

async function read(server: TestApp, id: string, mapping: object): Promise<DatasetBody> {
  const started = await server.request<{ job: string }>(`/api/datasets/${id}/mapping`, {
    ...as,
    method: 'POST',
    body: mapping,
  })
  expect(await ended(server, started.body.job)).toMatchObject({ state: 'done' })
  return (await server.request<DatasetBody>(`/api/datasets/${id}`, as)).body
}

/** Every route that gives something, asked about what there is; gives those whose answer has one of the texts. */
async function routesWith(server: TestApp, id: string, texts: readonly string[]): Promise<string[]> {
  const { body } = await server.request<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json', as)
  const workspace = (await server.request<DatasetBody>(`/api/datasets/${id}`, as)).body.workspaceId
  const journey = await server.request<{ id: string }>('/api/journeys', {
    ...as,
    method: 'POST',
    body: { datasetId: id },
  })
  const asked: { method: string; address: string; body?: unknown }[] = Object.entries(body.paths).flatMap(
    ([route, ways]) => {
      if (!('get' in ways) || route.startsWith('/enter')) return []
      const own = route.startsWith('/api/workspaces')
        ? workspace
        : route.startsWith('/api/journeys')
          ? journey.body.id
          : id
      return [{ method: 'GET', address: route.replace('{id}', own).replaceAll(/\{\w+\}/g, id) }]
    },
  )
  for (const format of ['json', 'csv'])
    asked.push({ method: 'GET', address: `/api/datasets/${id}/rejects?format=${format}` })
  for (const kind of ['overview', 'events']) {
    asked.push({ method: 'POST', address: `/api/datasets/${id}/metrics`, body: { metric: { kind } } })
  }
  const found: string[] = []
  for (const { method, address, body: sent } of asked) {
    const answer = await server.request(address, { ...as, method, body: sent })
    const text = JSON.stringify(answer.body).toLowerCase()
    if (texts.some((planted) => text.includes(planted.toLowerCase()))) found.push(`${method} ${address}`)
  }
  expect(asked.length).toBeGreaterThan(30)
  return found
}

const nowhere = ['planted.person', 'Plantagenetovna']

test('columns that name people are proposed with a reason, and nothing is hashed before somebody says so', async () => {
  const server = await startTestApp({ token: TOKEN })
  const id = await bring(server, CSV, 'events.csv')
  const { body } = await server.request<DatasetBody>(`/api/datasets/${id}`, as)
  expect(body.profile?.personal).toEqual([
    { column: 'customer', reason: '100 % of the values are e-mail addresses.' },
    { column: 'full name', reason: 'The name of the column says that it holds names of people.' },
  ])
  // The guard can fail: the file still lies there as it came, and the wizard shows its first rows.
  expect((await filesWith(server.folder, ['c1@somewhere.example'])).length).toBeGreaterThan(0)
  expect(body.personal).toEqual({ case: false, columns: [] })
})

const CELLS = CSV.split('\n')
  .slice(0, 31)
  .map((row) => row.split(','))
const PLANTED_CELLS = ['10:00', '10:00', '10:05'].map((time, row) => [
  row === 2 ? ` ${PLANTED.toUpperCase()} ` : PLANTED,
  `2025-03-01T${time}:00Z`,
  row === 2 ? 'buy' : 'visit',
  NAME,
  row === 2 ? '' : `call ${PLANTED}`,
  'free',
])

test.each([
  ['CSV', 'events.csv', () => CSV],
  ['a workbook', 'events.xlsx', () => workbookOf([{ name: 'Data', rows: [...CELLS, ...PLANTED_CELLS] }])],
  ['an archive', 'events.zip', () => zipOf({ 'events.csv': CSV })],
])('what is personal in %s stands in no file and no answer after the import', async (_kind, name, content) => {
  const server = await startTestApp({ token: TOKEN })
  const id = await bring(server, content(), name)
  if (name === 'events.csv') expect(await filesWith(server.folder, nowhere)).not.toEqual([])
  const dataset = await read(server, id, { ...MAPPING, personal: PERSONAL, dropDuplicates: true })
  expect(dataset.personal).toEqual({ case: true, columns: PERSONAL })
  // Three ways of writing one address are one customer.
  expect(dataset).toMatchObject({ state: 'ready', cases: 31, events: 32 })
  const names = dataset.fields.find((field) => field.name === 'full name')
  expect(names?.values.map(({ value }) => value.length)).toEqual([32, 32])
  expect(await filesWith(server.folder, nowhere)).toEqual([])
  expect(await routesWith(server, id, nowhere)).toEqual([])
  // Read once more from the copy that was kept: the same numbers, and hashed once only.
  const again = await read(server, id, { ...MAPPING, dropDuplicates: true })
  expect(again).toMatchObject({ cases: 31, events: 32, result: { rejected: dataset.result?.rejected } })
  expect(again.fields).toEqual(dataset.fields)
  expect(await filesWith(server.folder, nowhere)).toEqual([])
  expect(await routesWith(server, id, nowhere)).toEqual([])
})

interface Traces {
  readonly datasets: readonly { readonly name: string; readonly events: number; readonly cases: number }[]
  readonly notSearched: readonly { readonly name: string }[]
}

test('one call deletes a customer from every dataset, its files and its rejects, and the audit log does not name them', async () => {
  const server = await startTestApp({ token: TOKEN })
  const hashed = await bring(server, CSV, 'hashed.csv')
  await read(server, hashed, { ...MAPPING, personal: PERSONAL })
  const clear = await bring(server, CSV, 'clear.csv')
  await read(server, clear, MAPPING)
  const unread = await bring(server, 'customer,time,what\nx,2025-03-01,visit', 'unread.csv')
  const { workspaceId } = (await server.request<DatasetBody>(`/api/datasets/${hashed}`, as)).body
  const address = `/api/workspaces/${workspaceId}/customers`
  const ask = { ...as, body: { id: PLANTED } }

  const found = await server.request<Traces>(`${address}/find`, { ...ask, method: 'POST' })
  const traces = {
    datasets: expect.arrayContaining([
      expect.objectContaining({ name: 'hashed', events: 3, cases: 1 }),
      // The same address, once in small and once in capital letters.
      expect.objectContaining({ name: 'clear', events: 3, cases: 2 }),
    ]) as unknown,
    notSearched: [{ id: unread, name: 'unread' }],
  }
  expect(found.body).toEqual(traces)
  const removed = await server.request<Traces>(address, { ...ask, method: 'DELETE' })
  expect([removed.status, removed.body]).toEqual([200, traces])
  expect((await server.request<Traces>(`${address}/find`, { ...ask, method: 'POST' })).body.datasets).toEqual([])

  for (const id of [hashed, clear]) {
    expect((await server.request<DatasetBody>(`/api/datasets/${id}`, as)).body).toMatchObject({ events: 30, cases: 30 })
    // Read once more from what is kept, nobody comes back.
    expect(await read(server, id, MAPPING)).toMatchObject({ events: 30, cases: 30 })
    expect(await routesWith(server, id, nowhere)).toEqual([])
  }
  expect(await filesWith(path.join(server.folder, 'uploads'), nowhere)).toEqual([])
  expect(await filesWith(path.join(server.folder, 'rejects'), nowhere)).toEqual([])
  const audit = await server.request<{ entries: readonly { act: string; details: object }[] }>(
    `/api/workspaces/${workspaceId}/audit`,
    as,
  )
  const entry = audit.body.entries.find(({ act }) => act === 'customer-deleted')
  expect(entry?.details).toMatchObject({ datasets: '2', events: '6' })
  expect(JSON.stringify(audit.body)).not.toContain(PLANTED)
})

test('a hash finds the customer as well', async () => {
  const server = await startTestApp({ token: TOKEN })
  const id = await bring(server, CSV, 'events.csv')
  const { workspaceId, fields } = await read(server, id, { ...MAPPING, personal: PERSONAL })
  const name = fields.find((field) => field.name === 'full name')?.values.at(-1)?.value
  const found = await server.request<Traces>(`/api/workspaces/${workspaceId}/customers/find`, {
    ...as,
    method: 'POST',
    body: { id: name },
  })
  expect(found.body.datasets).toEqual([expect.objectContaining({ events: 3, cases: 1 })])
})

test('columns of a dataset that is only fed live are hashed later, for good, and what comes is the same customer', async () => {
  const server = await startTestApp({ token: TOKEN })
  const made = await server.request<{ id: string }>('/api/datasets', { ...as, method: 'POST', body: { name: 'Live' } })
  const { id } = made.body
  const send = (event: string, who = PLANTED) =>
    server.request(`/api/ingest/${id}`, {
      ...as,
      method: 'POST',
      body: { case: who, event, attributes: { 'full name': NAME, plan: 'free' } },
    })
  const mark = (body: object) =>
    server.request<DatasetBody>(`/api/datasets/${id}/personal`, { ...as, method: 'PUT', body })
  await send('visit')
  expect(await filesWith(server.folder, nowhere)).not.toEqual([])
  expect((await mark({ case: false, columns: [] })).status).toBe(400)
  const marked = await mark({ case: true, columns: ['full name'] })
  expect([marked.status, marked.body]).toMatchObject([200, { personal: { case: true, columns: ['full name'] } }])
  expect(marked.body.fields.find(({ name }) => name === 'full name')?.values[0]?.value).toHaveLength(32)
  // Again, and more of it: what is hashed is not hashed once more.
  await mark({ case: true, columns: ['full name', 'plan', 'comes later'] })
  await send('buy', PLANTED.toUpperCase())
  const { body } = await server.request<DatasetBody>(`/api/datasets/${id}`, as)
  expect(body).toMatchObject({ events: 2, cases: 1, personal: { columns: ['full name', 'plan', 'comes later'] } })
  expect(body.fields.map(({ distinct }) => distinct)).toEqual([1, 1])
  expect(await filesWith(server.folder, nowhere)).toEqual([])
  expect(await routesWith(server, id, nowhere)).toEqual([])

  // With a file its columns are marked where it is read.
  const file = await bring(server, CSV, 'events.csv')
  const refused = await server.request(`/api/datasets/${file}/personal`, {
    ...as,
    method: 'PUT',
    body: { case: true, columns: [] },
  })
  expect(refused.status).not.toBe(200)
})
