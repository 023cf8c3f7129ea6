import { expect, test } from 'vitest'
import type { DatasetBody, DatasetListItem, JobBody, RejectItem } from '#shared/contract/rest/datasets.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'

const TOKEN = 'data-token-of-the-owner'
const MAPPING = { case: 'id', timestamp: 'time', event: 'what' }
const CSV =
  'id,time,what,plan\nc1,2025-03-01T10:00:00Z,visit,free\nc1,2025-03-01T10:05:00Z,buy,paid\n,2025-03-01T10:06:00Z,"=lost",paid\n'

interface Refusal {
  readonly error: { readonly code: string; readonly message: string }
}
interface Created {
  readonly id: string
  readonly job: string
}

async function start() {
  const server = await startTestApp({ token: TOKEN })
  const as = { bearer: TOKEN }
  const jobEnded = async (id: string): Promise<JobBody> => {
    const ask = async () => (await server.request<JobBody>(`/api/jobs/${id}`, as)).body
    await expect.poll(async () => (await ask()).state, { timeout: 30_000 }).not.toBe('running')
    return ask()
  }
  return { server, as, jobEnded, upload: (text: string | Buffer, name = 'events.csv') => upload(server, text, name) }
}

async function upload(
  server: TestApp,
  text: string | Buffer,
  fileName: string,
): Promise<{ status: number; body: Created }> {
  const form = new FormData()
  form.append('name', 'My events')
  form.append('file', new Blob([new Uint8Array(Buffer.from(text))]), fileName)
  const response = await fetch(`${server.app.url}/api/datasets`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${TOKEN}` },
  })
  return { status: response.status, body: (await response.json()) as Created }
}

test('a file is uploaded, looked at, mapped, read, asked for its rejects, renamed and deleted', async () => {
  const { server, as, jobEnded, upload } = await start()
  const created = await upload(CSV)
  expect(created.status).toBe(202)
  const { id } = created.body
  expect(await jobEnded(created.body.job)).toMatchObject({ kind: 'profile', state: 'done' })
  const profiled = await server.request<DatasetBody>(`/api/datasets/${id}`, as)
  expect(profiled.body).toMatchObject({
    name: 'My events',
    state: 'mapping-needed',
    profile: {
      fileName: 'events.csv',
      fileBytes: CSV.length,
      encoding: 'utf-8',
      delimiter: ',',
      guess: { timestamp: 'time' },
    },
  })
  const refused = await server.request<Refusal>(`/api/datasets/${id}/mapping`, {
    ...as,
    method: 'POST',
    body: { ...MAPPING, case: 'x' },
  })
  expect([refused.status, refused.body.error.code]).toEqual([422, 'mapping-not-valid'])
  const started = await server.request<Created>(`/api/datasets/${id}/mapping`, { ...as, method: 'POST', body: MAPPING })
  expect(started.status).toBe(202)
  expect(await jobEnded(started.body.job)).toMatchObject({ kind: 'import', state: 'done', progress: 1, rows: 3 })
  const ready = await server.request<DatasetBody>(`/api/datasets/${id}`, as)
  expect(ready.body).toMatchObject({
    state: 'ready',
    events: 2,
    cases: 1,
    result: { accepted: 2, rejectedBy: { missing_case: 1 } },
  })

  const rejects = await server.request<{ total: number; rejects: RejectItem[] }>(`/api/datasets/${id}/rejects`, as)
  expect(rejects.body).toMatchObject({ total: 1, rejects: [{ line: 4, reason: 'missing_case' }] })
  const beyond = await server.request<{ rejects: RejectItem[] }>(`/api/datasets/${id}/rejects?offset=1`, as)
  expect(beyond.body.rejects).toEqual([])
  const csv = await server.request<string>(`/api/datasets/${id}/rejects?format=csv`, as)
  expect(csv.headers.get('content-disposition')).toContain('attachment')
  expect(csv.body).toContain('"4","missing_case"')

  const renamed = await server.request<DatasetBody>(`/api/datasets/${id}`, {
    ...as,
    method: 'PATCH',
    body: { name: 'Visits' },
  })
  expect(renamed.body.name).toBe('Visits')
  const list = await server.request<{ datasets: DatasetListItem[] }>('/api/datasets', as)
  expect(list.body.datasets).toMatchObject([{ id, name: 'Visits', events: 2 }])
  expect((await server.request(`/api/datasets/${id}`, { ...as, method: 'DELETE' })).status).toBe(204)
  for (const path of [`/api/datasets/${id}`, `/api/datasets/${id}/rejects`]) {
    const gone = await server.request<Refusal>(path, as)
    expect([gone.status, gone.body.error.code]).toEqual([404, 'dataset-not-found'])
  }
})

test('what is no table is refused in words, and the server goes on', async () => {
  const { server, as, jobEnded, upload } = await start()
  for (const [text, code] of [
    ['', 'file-empty'],
    ['<!doctype html><html></html>', 'file-looks-like-html'],
    ['{"a":1}', 'file-not-supported'],
    [`${Array.from({ length: 5_000 }, (_, index) => `c${index}`).join(',')}\n`, 'too-many-columns'],
    [Buffer.from([0x1f, 0x8b, 8, 0, 0]), 'file-damaged'],
  ] as const) {
    const { body } = await upload(text)
    expect(await jobEnded(body.job)).toMatchObject({ state: 'failed', error: { code } })
    expect((await server.request<DatasetBody>(`/api/datasets/${body.id}`, as)).body).toMatchObject({
      state: 'failed',
      error: { code },
    })
  }
  const nothing = await server.request<Refusal>('/api/datasets', { ...as, method: 'POST', body: { title: 'x' } })
  expect([nothing.status, nothing.body.error.code]).toEqual([400, 'not-valid'])
  expect((await server.request('/healthz')).status).toBe(200)
  expect((await server.request<Refusal>('/api/jobs/nojob', as)).body.error.code).toBe('job-not-found')
})

test('datasets are the owner’s; an editor may see which there are', async () => {
  const { server, as } = await start()
  const { body } = await server.request<{ id: string }>('/api/datasets', {
    ...as,
    method: 'POST',
    body: { name: 'Live' },
  })
  const shared = await makeSharedJourney(server, as)
  const viewer = { cookie: await server.openShare(shared.viewer.token) }
  const editor = { cookie: await server.openShare(shared.editor.token) }
  expect((await server.request('/api/datasets')).status).toBe(401)
  expect((await server.request('/api/datasets', viewer)).status).toBe(403)
  expect((await server.request(`/api/datasets/${body.id}`, editor)).status).toBe(200)
  for (const guest of [viewer, editor]) {
    expect((await server.request(`/api/datasets/${body.id}`, { ...guest, method: 'DELETE' })).status).toBe(403)
    expect(
      (await server.request(`/api/ingest/${body.id}`, { ...guest, method: 'POST', body: { case: 'c', event: 'e' } }))
        .status,
    ).toBe(403)
  }
})
