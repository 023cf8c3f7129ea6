import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const TOKEN = 'a-script-token'
const as = { bearer: TOKEN }

const hasEngineStarted = (test: TestApp): boolean => existsSync(path.join(test.folder, 'datasets.duckdb'))

/** Opens a journey; its readings, which are computed for whoever looks at it. */
async function lookAt(test: TestApp, journeyId: string): Promise<unknown> {
  const url = `${test.app.url.replace('http', 'ws')}/sync/${journeyId}?v=1`
  const client = await joinRaw(url, undefined, { authorization: `Bearer ${TOKEN}` })
  const { status, body } = await test.request(`/api/journeys/${journeyId}/readings`, as)
  expect(status).toBe(200)
  client.close()
  return body
}

it('a server without data starts no engine, whatever is opened and asked', async () => {
  const test = await startTestApp({ token: TOKEN })
  const { body: blank } = await test.request<JourneyJson & { id: string }>('/api/journeys', {
    ...as,
    method: 'POST',
    body: { title: 'Blank' },
  })
  expect(await lookAt(test, blank.id)).toMatchObject({ elements: [], links: [] })

  // A journey that came from elsewhere, bound to a dataset that is not here.
  const { body: journey } = await test.request<JourneyJson>(`/api/journeys/${blank.id}`, as)
  const binding = {
    id: 'binding1',
    elementId: journey.stages[0]?.id,
    datasetId: 'elsewhere',
    rule: { events: ['visit'], channels: [], where: [] },
  }
  const made = await test.request<{ id: string }>('/api/journeys', {
    ...as,
    method: 'POST',
    body: { document: { ...journey, bindings: [binding] } },
  })
  expect(made.status).toBe(201)
  await lookAt(test, made.body.id)

  expect((await test.request('/api/datasets', as)).body).toEqual({ datasets: [] })
  for (const address of ['/api/datasets/none', '/api/datasets/none/rejects', '/api/jobs/none']) {
    expect((await test.request(address, as)).status).toBe(404)
  }
  const sent = await test.request('/api/ingest/none', { ...as, method: 'POST', body: { case: 1, event: 'x' } })
  expect(sent.status).toBe(404)
  expect(hasEngineStarted(test)).toBe(false)

  const first = await test.request('/api/datasets', { ...as, method: 'POST', body: { name: 'First' } })
  expect(first.status).toBe(201)
  expect(hasEngineStarted(test)).toBe(true)
})
