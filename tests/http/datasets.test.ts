import { expect, test } from 'vitest'
import type { AuditBody } from '#shared/contract/rest/audit.ts'
import type { DatasetBody, DatasetListItem, JobBody, ReadFile, RejectItem } from '#shared/contract/rest/datasets.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { addPerson } from '#tests/support/people.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { workbookOf } from '#tests/support/zip-file.ts'

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
  return {
    server,
    as,
    jobEnded,
    upload: (text: string | Buffer, name = 'events.csv', path = '/api/datasets') => upload(server, text, name, path),
  }
}

async function upload(
  server: TestApp,
  text: string | Buffer,
  fileName: string,
  path: string,
  fields: Readonly<Record<string, string>> = { name: 'My events' },
): Promise<{ status: number; body: Created }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(Buffer.from(text))]), fileName)
  const response = await fetch(`${server.app.url}${path}`, {
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
    ['%PDF-1.7 not a table', 'file-not-supported'],
    ['[1, 2, 3]', 'file-not-json'],
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

test('a sheet is chosen, a further file joins, and the same file again adds nothing', async () => {
  const { server, as, jobEnded, upload } = await start()
  const rows = (from: number) => [
    ['id', 'time', 'what'],
    ...[0, 1, 2].map((n) => [`c${n}`, `2025-03-0${from + n} 10:00`, 'visit']),
  ]
  const book = (from: number) =>
    workbookOf([
      {
        name: 'Notes',
        rows: [
          ['nothing', 'here'],
          ['a', 'b'],
        ],
      },
      { name: 'May', rows: rows(from) },
    ])
  const { body } = await upload(book(1), 'may.xlsx')
  await jobEnded(body.job)
  const send = <Body>(path: string, sent: object) =>
    server.request<Body>(`/api/datasets/${body.id}/${path}`, { ...as, method: 'POST', body: sent })
  const early = await upload(book(4), 'june.xlsx', `/api/datasets/${body.id}/files`)
  expect(early.status).toBe(409)
  expect((await send<Refusal>('sheet', { sheet: 'June' })).body.error.code).toBe('sheet-not-found')
  await jobEnded((await send<Created>('sheet', { sheet: 'May' })).body.job)
  const read = await server.request<DatasetBody>(`/api/datasets/${body.id}`, as)
  expect(read.body.profile).toMatchObject({ format: 'xlsx', sheet: 'May', guess: { timestamp: 'time' } })
  const nothing = await send<Refusal>('mapping', { case: 'id' })
  expect([nothing.status, nothing.body.error.code]).toEqual([400, 'not-valid'])
  await jobEnded((await send<Created>('mapping', MAPPING)).body.job)
  const more = await upload(book(4), 'june.xlsx', `/api/datasets/${body.id}/files`)
  expect(more.status).toBe(202)
  expect(await jobEnded(more.body.job)).toMatchObject({ state: 'done', error: null })
  const again = await upload(book(1), 'another-name.xlsx', `/api/datasets/${body.id}/files`)
  expect(again).toEqual({ status: 200, body: { id: body.id, job: null } })
  const whole = await server.request<DatasetBody>(`/api/datasets/${body.id}`, as)
  expect(whole.body).toMatchObject({
    state: 'ready',
    events: 6,
    cases: 3,
    files: [{ name: 'may.xlsx' }, { name: 'june.xlsx' }],
  })
  const stopped = await server.request<JobBody>(`/api/jobs/${more.body.job}`, { ...as, method: 'DELETE' })
  expect([stopped.status, stopped.body.state]).toEqual([200, 'done'])
})

test('a file with other names for its columns waits, is told what they stand for, and says so in one step', async () => {
  const { server, as, jobEnded, upload: bring } = await start()
  const { body } = await bring(CSV)
  await jobEnded(body.job)
  const send = <Body>(path: string, sent: object) =>
    server.request<Body>(`/api/datasets/${body.id}/${path}`, { ...as, method: 'POST', body: sent })
  const look = async () => (await server.request<DatasetBody>(`/api/datasets/${body.id}`, as)).body
  await jobEnded((await send<Created>('mapping', MAPPING)).body.job)
  const files = `/api/datasets/${body.id}/files`

  const next = await bring('kunde,aktion,zeit\nc1,call,2025-03-04T10:00:00Z\n', 'desk.csv', files)
  expect(next.status).toBe(202)
  expect(await jobEnded(next.body.job)).toMatchObject({ state: 'failed', error: { code: 'file-columns-needed' } })
  const { waiting, ...before } = await look()
  expect(before).toMatchObject({ state: 'ready', events: 2, error: { code: 'file-columns-needed' } })
  expect(waiting).toMatchObject({ name: 'desk.csv', proposal: { columns: { time: 'zeit' } } })
  const answer = `files/${waiting?.id}/columns`
  const wrong = await send<Refusal>(answer, { columns: { id: 'nobody' } })
  expect([wrong.status, wrong.body.error.code]).toEqual([422, 'mapping-not-valid'])
  expect((await send<Refusal>(answer, { columns: 'id' })).status).toBe(400)
  expect((await send<Refusal>('files/nofile/columns', { columns: {} })).body.error.code).toBe('file-not-found')
  const columns = { id: 'kunde', what: 'aktion', time: 'zeit' }
  const answered = await send<Created>(answer, { columns })
  expect(answered.status).toBe(202)
  expect(await jobEnded(answered.body.job)).toMatchObject({ state: 'done', error: null })
  expect(await look()).toMatchObject({
    events: 3,
    cases: 1,
    waiting: null,
    files: [{ columns: null }, { id: waiting?.id, columns: { columns, ignore: [], timezone: null } }],
  })
  // Once it was read it can be answered otherwise.
  const anew = await send<Created>(answer, { columns, ignore: [] })
  expect(anew.status).toBe(202)
  expect(await jobEnded(anew.body.job)).toMatchObject({ kind: 'import', state: 'done', error: null })

  // Who knows it beforehand says it with the file.
  const said = { columns: JSON.stringify({ columns: { id: 'who', what: 'did', time: 'at' } }) }
  const known = await upload(server, 'who,did,at\nc7,call,2025-03-05T10:00:00Z\n', 'third.csv', files, said)
  expect(await jobEnded(known.body.job)).toMatchObject({ state: 'done' })
  expect(await look()).toMatchObject({ events: 4, cases: 2 })
  const bad = await upload(server, 'a,b\n1,2\n', 'bad.csv', files, { columns: '{"columns":' })
  expect(bad.status).toBe(400)

  const odd = await bring('x,y,z\n1,2,3\n', 'odd.csv', files)
  await jobEnded(odd.body.job)
  const gone = await server.request(`${files}/${(await look()).waiting?.id}`, { ...as, method: 'DELETE' })
  expect([gone.status, gone.body]).toEqual([200, { id: body.id, job: null }])
  expect(await look()).toMatchObject({ waiting: null, error: null, events: 4 })
})

test('a file that was read is looked at, answered otherwise and taken out, by who may change the dataset, and it is written down', async () => {
  const { server, as, jobEnded, upload: bring } = await start()
  const { body } = await bring(CSV)
  await jobEnded(body.job)
  const dataset = `/api/datasets/${body.id}`
  const mapping = await server.request<Created>(`${dataset}/mapping`, { ...as, method: 'POST', body: MAPPING })
  await jobEnded(mapping.body.job)
  const next = await bring('id,time,what\nc2,03/04/2025,call\nc2,03/05/2025,call\n', 'next.csv', `${dataset}/files`)
  await jobEnded(next.body.job)
  const look = async () => (await server.request<DatasetBody>(dataset, as)).body
  const unread = (await look()).files[1]
  expect(unread).toMatchObject({ name: 'next.csv', columns: null })
  const file = `${dataset}/files/${unread?.id}`
  const sent = { columns: {}, dateOrder: 'DMY' }
  const first = await server.request<Created>(`${file}/columns`, { ...as, method: 'POST', body: sent })
  expect(await jobEnded(first.body.job)).toMatchObject({ state: 'done' })
  expect((await look()).files).toMatchObject([{ name: 'events.csv' }, { columns: { dateOrder: 'DMY' } }])

  const cookieName = (await server.signIn()).split('=', 1)[0] ?? ''
  for (const role of ['viewer', 'commenter'] as const) {
    const { token } = await addPerson(keptBy(server), role)
    const theirs = { cookie: `${cookieName}=${token}` }
    for (const asked of [
      await server.request<Refusal>(`${file}/share`, theirs),
      await server.request<Refusal>(`${file}/columns`, theirs),
      await server.request<Refusal>(`${file}/columns`, { ...theirs, method: 'POST', body: sent }),
      await server.request<Refusal>(file, { ...theirs, method: 'DELETE' }),
    ])
      expect([role, asked.status, asked.body.error.code]).toEqual([role, 403, 'not-allowed'])
  }
  const editor = { cookie: `${cookieName}=${(await addPerson(keptBy(server), 'editor')).token}` }
  const share = await server.request(`${file}/share`, editor)
  expect(share.body).toEqual({ events: 2, cases: 1, onlyCases: 1, isPulled: false, isOnly: false })
  const read = await server.request<ReadFile>(`${file}/columns`, editor)
  expect(read.body).toMatchObject({ name: 'next.csv', answers: { dateOrder: 'DMY' } })
  expect(read.body.profile.preview[0]).toEqual(['c2', '03/04/2025', 'call'])
  const anew = await server.request<Created>(`${file}/columns`, {
    ...editor,
    method: 'POST',
    body: { ...read.body.answers, dateOrder: 'MDY' },
  })
  expect(await jobEnded(anew.body.job)).toMatchObject({ state: 'done' })
  expect(await look()).toMatchObject({ events: 4, lastEventAt: Date.parse('2025-03-05T00:00:00Z') })

  const gone = await server.request<Created>(file, { ...editor, method: 'DELETE' })
  expect(gone.status).toBe(202)
  expect(await jobEnded(gone.body.job)).toMatchObject({ kind: 'remove', state: 'done', progress: 1 })
  expect(await look()).toMatchObject({ events: 2, cases: 1, files: [{ name: 'events.csv' }] })
  expect((await server.request<Refusal>(file, { ...editor, method: 'DELETE' })).body.error.code).toBe('file-not-found')
  const last = await server.request<Created>(`${dataset}/files/${body.id}`, { ...editor, method: 'DELETE' })
  await jobEnded(last.body.job)
  expect(await look()).toMatchObject({ state: 'ready', events: 0, files: [], result: null, error: null })

  const { body: log } = await server.request<AuditBody>('/api/workspaces/first/audit', {
    cookie: await server.signIn(),
  })
  const acts = log.entries.filter(({ act }) => act === 'dataset-file-removed')
  expect(acts.map(({ result, actor, details }) => [result, actor.name, details.file])).toEqual(
    expect.arrayContaining([
      ['done', 'editor', 'next.csv'],
      ['done', 'editor', 'events.csv'],
      ['refused', 'viewer', undefined],
    ]),
  )
})
