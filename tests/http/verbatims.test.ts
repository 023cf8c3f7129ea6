import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { Verbatims } from '#shared/metrics/verbatims.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson } from '#tests/support/people.ts'

const FIRST = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const events = (...names: string[]) => ({ events: names, channels: [], where: [] })
const WORDS: Readonly<Record<number, string>> = {
  0: 'Terrible, nobody ever called me back',
  7: 'It was delivered on Tuesday',
  10: 'Great service and very friendly people',
}

/** 60 answers, an hour after another: 0, 7, 10, 0, … each with its words, but every sixth, and with the answer of a year nobody gave. */
async function openScene() {
  const app = await startMetricsApp()
  const { id: datasetId } = await app.send<{ id: string }>('POST', '/api/datasets', { name: 'Survey' })
  const rows = Array.from({ length: 60 }, (_, at) => {
    const score = [0, 7, 10][at % 3] ?? 0
    return {
      case: `c${Math.floor(at / 2)}`,
      event: 'survey',
      timestamp: FIRST + at * HOUR_MS,
      attributes: {
        score,
        email: `somebody${at}@home.example or at work`,
        region: at < 30 ? 'north' : 'south',
        ...(at % 6 !== 5 && { verbatim: `${WORDS[score] ?? ''} (${at})` }),
      },
    }
  })
  await app.send('POST', `/api/ingest/${datasetId}`, rows)
  await app.send('POST', `/api/ingest/${datasetId}`, [
    {
      case: 'x',
      event: 'survey',
      timestamp: FIRST,
      attributes: { score: 11, verbatim: 'no answer on the scale at all' },
    },
  ])
  const metric = (name: string, definition: object, change: object = {}) =>
    app.send<NamedMetricItem>('POST', '/api/metrics', { name, datasetId, definition, ...change })
  const score = (answers: string) => ({
    kind: 'question',
    question: { kind: 'score', rule: events('survey'), field: 'score', scale: { kind: 'nps' }, answers },
    show: 'score',
  })
  const nps = await metric('NPS', score('all'))
  const latest = await metric('NPS of the latest', score('latest'))
  const question = { kind: 'sentiment', rule: events('survey'), field: 'verbatim' }
  const mood = await metric('Mood', { kind: 'question', question, show: 'mean' })
  const count = await metric('Volume', {
    kind: 'question',
    question: { kind: 'count', rule: events('survey') },
    show: 'events',
  })
  const drafted = await app.createJourney({ datasetId })
  const json = await app.send<JourneyJson>('GET', `/api/journeys/${drafted.id}`)
  const shownMetrics = [nps, latest, mood, count].map(({ id }) => ({ metricId: id, isOwnCases: false }))
  const { id, workspaceId } = (await app.createJourney({ document: { ...json, shownMetrics } })) as {
    id: string
    workspaceId: string
  }
  const addressOf = (one: NamedMetricItem, more = ''): string =>
    `/api/journeys/${id}/readings/verbatims?of=journey&measure=metric:${one.id}${more}`
  const said = (one: NamedMetricItem, more = '') => app.send<Verbatims>('GET', addressOf(one, more))
  return { ...app, id, workspaceId, datasetId, nps, latest, mood, count, said, addressOf }
}

it('lists the texts of the very answers behind a score, newest first, by page, group and words', async () => {
  const { said, nps, latest } = await openScene()
  const all = await said(nps, '&field=verbatim&limit=20')
  expect(all).toMatchObject({
    field: 'verbatim',
    scale: { kind: 'nps' },
    answers: 60,
    texts: 50,
    total: 50,
    isCapped: false,
  })
  expect(all.fields).toContain('verbatim')
  expect(all.list).toHaveLength(20)
  expect(all.list.slice(0, 2)).toEqual([
    { at: FIRST + 58 * HOUR_MS, score: 7, sound: 'neutral', text: 'It was delivered on Tuesday (58)' },
    { at: FIRST + 57 * HOUR_MS, score: 0, sound: 'negative', text: 'Terrible, nobody ever called me back (57)' },
  ])
  const rest = await said(nps, '&field=verbatim&limit=200&offset=20')
  expect([...all.list, ...rest.list].map(({ at }) => at)).toEqual(
    Array.from({ length: 60 }, (_, at) => at)
      .filter((at) => at % 6 !== 5)
      .map((at) => FIRST + at * HOUR_MS)
      .toReversed(),
  )
  expect(await said(nps, '&field=verbatim&group=detractors&limit=1')).toMatchObject({ total: 20, list: [{ score: 0 }] })
  expect(await said(nps, '&field=verbatim&group=promoters&limit=1')).toMatchObject({ total: 10, list: [{ score: 10 }] })
  expect(await said(nps, '&field=verbatim&group=positive&offset=9')).toMatchObject({
    total: 10,
    list: [{ sound: 'positive' }],
  })
  // Signs of a pattern are only signs.
  expect(await said(nps, '&field=verbatim&search=TERRIBLE')).toMatchObject({ total: 20 })
  expect(await said(nps, '&field=verbatim&search=%25')).toMatchObject({ total: 0, list: [] })
  // Of each case only the last answer, and not its last text.
  const last = await said(latest, '&field=verbatim&limit=200')
  expect(last).toMatchObject({ answers: 30, texts: 20 })
  expect(last.list.every(({ at }) => ((at - FIRST) / HOUR_MS) % 2 === 1)).toBe(true)
})

it('lists those behind a sentiment, in a time range only those of its cases', async () => {
  const { said, mood } = await openScene()
  expect(await said(mood, '&group=negative&limit=1')).toMatchObject({
    field: 'verbatim',
    scale: null,
    answers: 51,
    texts: 51,
    list: [{ score: null, sound: 'negative' }],
  })
  expect(await said(mood, '&from=2026-01-06&to=2026-01-07')).toMatchObject({ texts: 20 })
})

it('never tells what is marked as personal, and says so', async () => {
  const { said, send, test, token, nps, mood, datasetId, addressOf } = await openScene()
  expect((await said(nps)).fields).toContain('email')
  await send('PUT', `/api/datasets/${datasetId}/personal`, { case: false, columns: ['email'] })
  const told = await said(nps)
  expect(told).toMatchObject({ field: 'verbatim', fields: ['verbatim'] })
  const asked = await test.request<ErrorBody>(addressOf(nps, '&field=email'), { bearer: token })
  expect([asked.status, asked.body.error.code]).toEqual([404, 'not-found'])
  await send('PUT', `/api/datasets/${datasetId}/personal`, { case: false, columns: ['email', 'verbatim'] })
  expect(await said(nps)).toMatchObject({
    field: null,
    answers: 60,
    list: [],
    note: expect.stringMatching(/“email”, “verbatim” are marked as personal/),
  })
  expect(await said(mood)).toMatchObject({
    field: null,
    list: [],
    note: '“verbatim” is marked as personal: its texts are hashed, and nobody can read them.',
  })
})

it('needs the right to see the customers behind a number, and stands in the audit log', async () => {
  const app = await openScene()
  const { test, nps, count, send, id, workspaceId, addressOf } = app
  const owner = await test.signIn()
  const cookieOf = async (role: 'viewer' | 'editor'): Promise<string> =>
    `${owner.split('=', 1)[0]}=${(await addPerson(keptBy(test), role)).token}`
  const statusFor = async (cookie: string): Promise<number> => (await test.request(addressOf(nps), { cookie })).status
  const [viewer, editor] = [await cookieOf('viewer'), await cookieOf('editor')]
  const share = await send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'editor' })
  const guest = await test.openShare(share.token)
  expect([await statusFor(viewer), await statusFor(editor), await statusFor(guest)]).toEqual([403, 200, 403])
  await send('PUT', `/api/workspaces/${workspaceId}/customer-sight`, { seenBy: 'nobody' })
  expect(await statusFor(editor)).toBe(403)
  await send('PUT', `/api/workspaces/${workspaceId}/customer-sight`, { seenBy: 'editor' })
  const audit = await send<{ entries: readonly { act: string; result: string }[] }>(
    'GET',
    `/api/workspaces/${workspaceId}/audit`,
  )
  expect(audit.entries.filter(({ act, result }) => act === 'customers-seen' && result === 'done')).toHaveLength(1)
  // A number that nobody said anything for, and one that there is not.
  for (const address of [addressOf(count), addressOf(nps).replace('of=journey', 'of=nowhere')])
    expect((await test.request<ErrorBody>(address, { bearer: app.token })).status).toBe(404)
})
