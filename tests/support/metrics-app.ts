import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { DatasetBody, DatasetMappingInput, JobBody } from '#shared/contract/rest/datasets.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import type { Metric, MetricAnswers, metricSchema } from '#shared/metrics/metric.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { startTestApp, type TestApp } from './http-app.ts'
import type * as z from 'zod/mini'

const TOKEN = 'a-script-token'

/** The numbers of a whole server, asked for as a script with the owner's rights asks. */
export interface MetricsApp {
  readonly test: TestApp
  readonly token: string
  readonly send: <Body>(method: string, address: string, body?: unknown) => Promise<Body>
  /** Uploads a file, maps its columns and waits until it is imported. */
  readonly importFile: (file: string, mapping: DatasetMappingInput) => Promise<DatasetBody>
  readonly ask: <Kind extends Metric['kind']>(
    datasetId: string,
    metric: z.input<typeof metricSchema> & { readonly kind: Kind },
  ) => Promise<MetricAnswers[Kind]>
  readonly createJourney: (wish: object) => Promise<JourneyListItem>
  readonly readings: (journeyId: string) => Promise<JourneyReadings>
}

export async function startMetricsApp(): Promise<MetricsApp> {
  const test = await startTestApp({ token: TOKEN })

  async function send<Body>(method: string, address: string, body?: unknown): Promise<Body> {
    const answer = await test.request<Body>(address, { method, body, bearer: TOKEN })
    expect(answer.status, `${method} ${address}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }

  async function jobDone(id: string): Promise<void> {
    const job = await expect
      .poll(() => send<JobBody>('GET', `/api/jobs/${id}`), { timeout: 120_000, interval: 30 })
      .toSatisfy((job: JobBody) => job.state !== 'running')
      .then(() => send<JobBody>('GET', `/api/jobs/${id}`))
    expect(job).toMatchObject({ state: 'done', error: null })
  }

  return {
    test,
    token: TOKEN,
    send,
    async importFile(file, mapping) {
      const form = new FormData()
      form.append('file', await openAsBlob(file), path.basename(file))
      const uploaded = await fetch(`${test.app.url}/api/datasets`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${TOKEN}` },
      })
      expect(uploaded.status).toBe(202)
      const { id, job } = (await uploaded.json()) as { id: string; job: string }
      await jobDone(job)
      await jobDone((await send<{ job: string }>('POST', `/api/datasets/${id}/mapping`, mapping)).job)
      return send('GET', `/api/datasets/${id}`)
    },
    ask: async <Kind extends Metric['kind']>(datasetId: string, metric: object) =>
      (await send<{ answer: MetricAnswers[Kind] }>('POST', `/api/datasets/${datasetId}/metrics`, metric)).answer,
    createJourney: (wish) => send('POST', '/api/journeys', wish),
    readings: (journeyId) => send('GET', `/api/journeys/${journeyId}/readings`),
  }
}
