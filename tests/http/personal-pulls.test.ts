import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { PullItem } from '#shared/contract/rest/pulls.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { startFileServer } from '#tests/support/file-server.ts'
import { filesWith } from '#tests/support/files-with.ts'
import { startTestApp, type TestApp } from '#tests/support/http-app.ts'

const TOKEN = 'token-of-the-owner'
const as = { bearer: TOKEN }
const MAPPING = { case: 'customer', timestamp: 'time', event: 'what', personal: ['customer', 'name'] }
/** Enough that a server can be stopped while it reads them. */
const MANY = 150_000

/** Whoever comes with the file of a day is called like nothing else. */
const personOf = (day: string): string => `planted.${day}@nowhere.example`
const nameOf = (day: string): string => `Zerlinda ${day} Plantagenetovna`
const planted = ['nowhere.example', 'Plantagenetovna']

const csv = (day: string, rows = 20): string =>
  [
    'customer,time,what,name',
    `${personOf(day)},2026-03-01T10:00:00Z,visit,${nameOf(day)}`,
    ` ${personOf(day).toUpperCase()} ,2026-03-01T11:00:00Z,buy ${day},${nameOf(day)}`,
    // Rejected rows are kept as they stood.
    `${personOf(day)},soon,visit,${nameOf(day)}`,
    ...Array.from(
      { length: rows },
      (_, row) => `c${row}@nowhere.example,2026-03-01T10:00:00Z,visit,Ann ${row} Plantagenetovna`,
    ),
  ].join('\n')

function actsOn(server: TestApp, id: string) {
  const dataset = async () => (await server.request<DatasetBody>(`/api/datasets/${id}`, as)).body
  const pull = async () => (await server.request<{ pulls: PullItem[] }>(`/api/datasets/${id}/pulls`, as)).body.pulls[0]
  const ended = async () => {
    await expect.poll(async () => (await pull())?.runs[0]?.result, { timeout: 30_000 }).not.toBe('running')
    return (await pull())?.runs[0]?.result
  }
  const begin = async () => {
    const { status } = await server.request(`/api/datasets/${id}/pulls/${(await pull())?.id ?? ''}/run`, {
      ...as,
      method: 'POST',
    })
    expect(status).toBe(202)
  }
  const isReady = () => expect.poll(async () => (await dataset()).state, { timeout: 60_000 }).toBe('ready')
  const run = async () => {
    await begin()
    return ended()
  }
  return { dataset, ended, begin, run, isReady }
}

test('what is personal in fetched files stands nowhere, however often one replaces the other and whatever breaks in between', async () => {
  const folder = await temporaryFolder()
  const files = await startFileServer()
  let content = csv('monday')
  files.answer = (_request, response) => void response.writeHead(200).end(content)
  const settings = { token: TOKEN, pullHosts: ['127.0.0.1'], dataFolder: folder }
  let server = await startTestApp(settings)
  const made = await server.request<{ id: string }>('/api/datasets', { ...as, method: 'POST', body: { name: 'D' } })
  const { id } = made.body
  let acts = actsOn(server, id)
  await server.request(`/api/datasets/${id}/pulls`, {
    ...as,
    method: 'POST',
    body: { cron: '0 3 * * *', timezone: 'UTC', origin: { kind: 'url', url: `${files.url}/day.csv` } },
  })
  expect(await acts.ended()).toBe('columns-needed')
  // The guard can fail: until somebody says which columns are personal it lies there as it came.
  expect(await filesWith(folder, planted)).not.toEqual([])
  await server.request(`/api/datasets/${id}/mapping`, { ...as, method: 'POST', body: MAPPING })
  await acts.isReady()
  expect(await filesWith(folder, planted)).toEqual([])
  const [first] = [await acts.dataset()]
  expect(first).toMatchObject({ events: 22, cases: 21, personal: { case: true, columns: ['customer', 'name'] } })

  for (const day of ['tuesday', 'wednesday']) {
    content = csv(day)
    expect(await acts.run(), day).toBe('imported')
    expect(await filesWith(folder, planted), day).toEqual([])
    const now = await acts.dataset()
    expect(now).toMatchObject({ events: 22, cases: 21, result: { rejected: 1 } })
    expect(now.eventNames.map(({ event }) => event)).toContain(`buy ${day}`)
    expect(await acts.run(), day).toBe('unchanged')
  }

  // One that cannot be read goes again, and so does one of which nothing is an event.
  for (const broken of [
    `customer,time\n${personOf('broken')},2026-03-01T10:00:00Z\n`,
    csv('broken').replaceAll('2026-', 'never '),
  ]) {
    content = broken
    expect(await acts.run()).toBe('failed')
    expect(await filesWith(folder, planted)).toEqual([])
    expect((await acts.dataset()).eventNames.map(({ event }) => event)).toContain('buy wednesday')
  }

  // Live events take the same way, and stand beside what is fetched.
  await server.request(`/api/ingest/${id}`, {
    ...as,
    method: 'POST',
    body: { case: personOf('wednesday'), event: 'call', attributes: { name: nameOf('wednesday') } },
  })
  expect(await acts.dataset()).toMatchObject({ events: 23, cases: 21 })
  expect(await filesWith(folder, planted)).toEqual([])

  // The server ends while a file is read, and reads it when it is there again.
  content = csv('thursday', MANY)
  await acts.begin()
  await expect.poll(async () => (await acts.dataset()).state, { timeout: 30_000, interval: 10 }).toBe('importing')
  await server.close()
  // And it ended while another one was still coming: nobody knows of that file any more.
  await writeFile(path.join(folder, 'uploads', `${id}.halfway`), csv('halfway'))
  server = await startTestApp(settings)
  acts = actsOn(server, id)
  await acts.isReady()
  await expect.poll(async () => (await acts.dataset()).events, { timeout: 30_000 }).toBe(MANY + 3)
  expect((await acts.dataset()).eventNames.map(({ event }) => event).toSorted()).toEqual([
    'buy thursday',
    'call',
    'visit',
  ])
  expect(await filesWith(folder, planted)).toEqual([])
  expect((await readdir(path.join(folder, 'uploads'))).filter((name) => name.includes('halfway'))).toEqual([])

  // Fetched as before after that.
  content = csv('friday')
  expect(await acts.run()).toBe('imported')
  expect(await acts.dataset()).toMatchObject({ events: 23, personal: { case: true } })
  expect(await filesWith(folder, planted)).toEqual([])
  await server.close()
  expect(await filesWith(folder, planted)).toEqual([])
}, 180_000)
