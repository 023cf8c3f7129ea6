import { expect, test } from 'vitest'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { startTestApp } from '#tests/support/http-app.ts'

const TOKEN = 'ingest-token-of-the-owner'

interface Answer {
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly errors: readonly { readonly index: number; readonly message: string }[]
  readonly error?: { readonly code: string; readonly detail?: string }
}

async function startWithDataset() {
  const server = await startTestApp({ token: TOKEN })
  const as = { bearer: TOKEN }
  const { body } = await server.request<{ id: string }>('/api/datasets', {
    ...as,
    method: 'POST',
    body: { name: 'Live' },
  })
  const send = (text: unknown, type?: string, dataset = body.id) =>
    server.request<Answer>(`/api/ingest/${dataset}`, {
      ...as,
      method: 'POST',
      body: text,
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    })
  const dataset = async () => (await server.request<DatasetBody>(`/api/datasets/${body.id}`, as)).body
  return { server, as, send, dataset }
}

test('one event, an array and NDJSON are stored before they are answered', async () => {
  const { send, dataset } = await startWithDataset()
  const one = await send({ case: 1, event: 'visit', timestamp: '2025-03-01T10:00:00Z', channel: 'web', value: 2.5 })
  expect([one.status, one.body]).toEqual([200, { accepted: 1, duplicates: 0, rejected: 0, errors: [] }])
  expect(await dataset()).toMatchObject({ state: 'ready', events: 1, cases: 1, firstEventAt: Date.UTC(2025, 2, 1, 10) })
  await send([
    { case: 'a', event: 'visit', attributes: { plan: 'free' } },
    { case: 'b', event: 'buy' },
  ])
  for (const type of ['application/x-ndjson', 'text/plain', 'application/json']) {
    const lines = await send(
      '{"case":"a","event":"x","attributes":{"plan":"paid","age":3}}\n{"case":"z","event":"y"}\n',
      type,
    )
    expect([type, lines.status, lines.body.accepted]).toEqual([type, 200, 2])
  }
  await expect.poll(dataset, { timeout: 15_000 }).toMatchObject({
    events: 9,
    cases: 4,
    fields: [
      {
        name: 'plan',
        values: [
          { value: 'paid', events: 3 },
          { value: 'free', events: 1 },
        ],
      },
      { name: 'age', values: [{ value: '3', events: 3 }] },
    ],
  })
})

test('good events are stored though others are not; none good, no JSON, no dataset: refused', async () => {
  const { send, dataset } = await startWithDataset()
  const mixed = await send([{ case: 'a', event: 'x' }, { event: 'x' }, 5, { case: 'b', event: 'x', timestamp: 'soon' }])
  expect(mixed.body).toMatchObject({ accepted: 1, rejected: 3, errors: [{ index: 1 }, { index: 2 }, { index: 3 }] })
  for (const body of ['[]', '[{}]', '{oops', '', 'null']) {
    const refused = await send(body)
    expect([body, refused.status, refused.body.error?.code]).toEqual([body, 400, 'not-valid'])
  }
  const nowhere = await send({ case: 'a', event: 'x' }, undefined, 'nowhere')
  expect([nowhere.status, nowhere.body.error?.code]).toEqual([404, 'dataset-not-found'])
  const large = await send(JSON.stringify({ case: 'a', event: 'x', more: 'y'.repeat(11 * 1024 * 1024) }))
  expect([large.status, large.body.error?.code]).toEqual([413, 'too-large'])
  expect((await dataset()).events).toBe(1)
})

test('new attributes are added up to a limit, and the events beyond it are told', async () => {
  const { send, dataset } = await startWithDataset()
  const many = Array.from({ length: 210 }, (_, index) => ({
    case: 'a',
    event: 'x',
    attributes: { [`field ${index}`]: '1' },
  }))
  expect((await send(many)).body).toMatchObject({ accepted: 200, rejected: 10 })
  await expect.poll(async () => (await dataset()).fields, { timeout: 15_000 }).toHaveLength(200)
})

test('many senders at once: every answer counts what is stored', async () => {
  const { send, dataset } = await startWithDataset()
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, sender) =>
      send(Array.from({ length: 20 }, (_, index) => ({ case: `${sender}`, event: `e${index}` }))),
    ),
  )
  expect(answers.map(({ body }) => body.accepted)).toEqual(Array.from({ length: 60 }, () => 20))
  await expect.poll(dataset, { timeout: 15_000 }).toMatchObject({ events: 1_200, cases: 60 })
})

test('what was answered is there after the server starts again', async () => {
  const { server, as, send } = await startWithDataset()
  await send([{ case: 'a', event: 'x', attributes: { plan: 'free' } }])
  await server.close()
  const again = await startTestApp({ token: TOKEN, dataFolder: server.folder })
  const { body } = await again.request<{ datasets: { id: string; events: number }[] }>('/api/datasets', as)
  expect(body.datasets).toMatchObject([{ events: 1 }])
  const sent = await again.request<Answer>(`/api/ingest/${body.datasets[0]?.id ?? ''}`, {
    ...as,
    method: 'POST',
    body: { case: 'b', event: 'y', attributes: { source: 'app' } },
  })
  expect(sent.body.accepted).toBe(1)
})
