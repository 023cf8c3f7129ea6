import { expect, test } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'
import { MEASURES, readingOf } from '#shared/metrics/measures.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson } from '#tests/support/people.ts'

const TEN_MINUTES = 600_000

const addressOf = (journeyId: string, of: string, measure: string, more = ''): string =>
  `/api/journeys/${journeyId}/readings/cases?of=${of}&measure=${measure}${more}`

/** Somebody’s cookie, written into the store beside the running server. */
async function cookieOf({ test: server }: MetricsApp, role: 'viewer' | 'editor' | 'admin'): Promise<string> {
  const owner = await server.signIn()
  return `${owner.split('=', 1)[0]}=${(await addPerson(keptBy(server), role)).token}`
}

test(
  'every number of a journey has its list, and the list adds up to the number',
  async () => {
    const app = await startMetricsApp()
    const { id } = await app.createJourney({ template: 'card-fraud' })
    const readings = await app.readings(id)
    let checked = 0
    for (const measured of [...readings.elements, ...readings.links]) {
      const of = measured.kind === 'element' ? measured.elementId : measured.linkId
      for (const measure of MEASURES) {
        const reading = readingOf(measured, measure)
        if (reading === undefined || reading.value === null) continue
        const behind = await app.send<CasesBehind>('GET', addressOf(id, of, measure, '&limit=2'))
        const said =
          reading.unit === 'share' ? reading.value * reading.n : reading.unit === 'seconds' ? reading.n : reading.value
        expect(behind.counts, `${of} ${measure}`).toBeCloseTo(said, 6)
        expect(behind.list).toHaveLength(Math.min(2, behind.cases))
        checked++
      }
    }
    expect(checked).toBeGreaterThan(20)
    const [smallest] = readings.links
    const csv = await app.test.request<string>(addressOf(id, smallest?.linkId ?? '', 'flow', '&format=csv'), {
      bearer: app.token,
    })
    const [head, ...lines] = csv.body.trimEnd().split('\r\n')
    expect(head).toBe('customer,events,first event,last event,counts')
    expect(lines).toHaveLength(smallest?.flow.n ?? -1)
    expect(new Set(lines.map((line) => line.split(',', 1)[0])).size).toBe(lines.length)
  },
  TEN_MINUTES,
)

test('who may see them is a right of its own, which the workspace narrows and a link never gives', async () => {
  const app = await startMetricsApp()
  const { id, workspaceId } = (await app.createJourney({ template: 'card-fraud' })) as {
    id: string
    workspaceId: string
  }
  const { elements } = await app.readings(id)
  const address = addressOf(id, elements[0]?.elementId ?? '', 'cases')
  const statusFor = async (cookie: string) => {
    const answer = await app.test.request<ErrorBody>(address, { cookie })
    return answer.status === 200 ? 200 : `${answer.status} ${answer.body.error.detail ?? answer.body.error.code}`
  }
  const [viewer, editor, admin] = [
    await cookieOf(app, 'viewer'),
    await cookieOf(app, 'editor'),
    await cookieOf(app, 'admin'),
  ]
  const share = await app.send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'editor' })
  const guest = await app.test.openShare(share.token)
  expect([await statusFor(viewer), await statusFor(editor), await statusFor(admin)]).toEqual([
    '403 Your role in the workspace does not allow this.',
    200,
    200,
  ])
  expect(await statusFor(guest)).toBe('403 Only members of the workspace may do this.')

  const narrow = (seenBy: string) => app.send('PUT', `/api/workspaces/${workspaceId}/customer-sight`, { seenBy })
  await narrow('admin')
  expect([await statusFor(editor), await statusFor(admin)]).toEqual([
    '403 In this workspace only admins and owners see the customers behind a number.',
    200,
  ])
  await narrow('nobody')
  expect(await statusFor(admin)).toBe('403 In this workspace nobody sees the customers behind a number.')
  // Whoever looked stands in the audit log.
  const audit = await app.send<{ entries: readonly { act: string; result: string }[] }>(
    'GET',
    `/api/workspaces/${workspaceId}/audit`,
  )
  const looked = audit.entries.filter(({ act }) => act === 'customers-seen')
  expect(looked.filter(({ result }) => result === 'done')).toHaveLength(3)
  expect(looked.filter(({ result }) => result === 'refused').length).toBeGreaterThan(0)
})

test('a number that there is not has no list', async () => {
  const app = await startMetricsApp()
  const { id } = await app.createJourney({ template: 'card-fraud' })
  const answer = await app.test.request<ErrorBody>(addressOf(id, 'nothing', 'cases'), { bearer: app.token })
  expect([answer.status, answer.body.error.code]).toEqual([404, 'not-found'])
})
