import { expect, it, onTestFinished } from 'vitest'
import type * as Y from 'yjs'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { connectProvider } from '#tests/support/sync-provider-peer.ts'

const TOKEN = 'a-script-token'

/** An unmodified client of y-websocket on a journey, synced. */
async function join(test: TestApp, journeyId: string, token: string): Promise<Y.Doc> {
  const peer = await connectProvider(`${test.app.url.replace('http', 'ws')}/sync`, journeyId, { token })
  onTestFinished(() => peer.close())
  return peer.doc
}

function addFirstCard(doc: Y.Doc, title: string): void {
  const snapshot = snapshotOf(doc)
  const [stepId] = snapshot.steps.keys()
  const [laneId] = snapshot.lanes.keys()
  if (!stepId || !laneId) throw new Error('The journey has no cell.')
  transact(doc, ORIGINS.local, () => expect(addCard(doc, { stepId, laneId, title }).ok).toBe(true))
}

const titlesOfCards = (doc: Y.Doc): string[] => [...snapshotOf(doc).cards.values()].map((card) => card.title)

it('an edit over the socket is in the JSON form, in the library and, after a restart, still there', async () => {
  const test = await startTestApp({ token: TOKEN })
  const { id, editor } = await makeSharedJourney(test, { bearer: TOKEN })
  const read = async () => (await test.request<JourneyJson>(`/api/journeys/${id}`, { bearer: TOKEN })).body
  const listed = async () =>
    (await test.request<{ journeys: JourneyListItem[] }>('/api/journeys', { bearer: TOKEN })).body.journeys[0]
  const before = await listed()

  const doc = await join(test, id, editor.token)
  addFirstCard(doc, 'Asks a friend')
  transact(doc, ORIGINS.local, () => void setJourneyInfo(doc, { title: 'From the socket' }))
  await expect.poll(async () => (await read()).title).toBe('From the socket')
  expect((await read()).cards.map((card) => card.title)).toEqual(['Asks a friend'])
  await expect
    .poll(listed, { timeout: 5_000 })
    .toMatchObject({ title: 'From the socket', counts: { stages: 6, steps: 6, cards: 1 } })
  expect((await listed())?.updatedAt).toBeGreaterThan(before?.updatedAt ?? Infinity)

  await test.close()
  const again = await startTestApp({ token: TOKEN, dataFolder: test.folder })
  const kept = await again.request<JourneyJson>(`/api/journeys/${id}`, { bearer: editor.token })
  expect(kept.body.cards.map((card) => card.title)).toEqual(['Asks a friend'])
})

it('a rename by REST reaches whoever has the journey open', async () => {
  const test = await startTestApp({ token: TOKEN })
  const { id, viewer } = await makeSharedJourney(test, { bearer: TOKEN })
  const doc = await join(test, id, viewer.token)
  await test.request(`/api/journeys/${id}`, { method: 'PATCH', body: { title: 'Renamed' }, bearer: TOKEN })
  await expect.poll(() => snapshotOf(doc).info.title).toBe('Renamed')
})

it('a viewer’s edit reaches nobody, though its client tries', async () => {
  const test = await startTestApp({ token: TOKEN })
  const { id, viewer, editor } = await makeSharedJourney(test, { bearer: TOKEN })
  const watching = await join(test, id, viewer.token)
  const editing = await join(test, id, editor.token)
  addFirstCard(watching, 'By a viewer')
  addFirstCard(editing, 'By an editor')
  const read = async () => (await test.request<JourneyJson>(`/api/journeys/${id}`, { bearer: TOKEN })).body
  await expect.poll(async () => (await read()).cards.map((card) => card.title)).toEqual(['By an editor'])
  // Somebody who comes now is told everything that was taken before: the viewer's try is not in it.
  const late = await join(test, id, editor.token)
  expect(titlesOfCards(late)).toEqual(['By an editor'])
  expect(titlesOfCards(editing)).toEqual(['By an editor'])
})
