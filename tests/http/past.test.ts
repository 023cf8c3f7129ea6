import { expect, it, onTestFinished } from 'vitest'
import type { ActivityBody, EditChange, ReviewBody } from '#shared/contract/rest/past.ts'
import type { NoticeItem } from '#shared/contract/rest/notices.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { Command } from '#shared/model/commands/command.ts'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { makeSharedJourney, type RequestOptions } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy, type StartOnStore } from '#tests/support/http-stores.ts'
import { addPerson } from '#tests/support/people.ts'
import { connectProvider } from '#tests/support/sync-provider-peer.ts'

const post = (body: unknown, options: RequestOptions = {}): RequestOptions => ({ method: 'POST', body, ...options })

async function open(start: StartOnStore) {
  const test = await start()
  const owner = await test.signIn()
  const shared = await makeSharedJourney(test, { cookie: owner })
  const of = async (query = '', cookie = owner, id = shared.id): Promise<ActivityBody['items']> =>
    (await test.request<ActivityBody>(`/api/journeys/${id}/activity${query}`, { cookie })).body.items
  const edits = async (query = '', cookie = owner) => (await of(query, cookie)).filter(({ act }) => act === null)
  const memberCookie = async (role: 'viewer' | 'editor', name: string) => {
    const person = await addPerson(keptBy(test), role, name)
    return { ...person, cookie: `${owner.split('=', 1)[0] ?? ''}=${person.token}` }
  }
  /** Somebody with the journey open, by an unmodified client. */
  const join = async (cookie: string) => {
    const token = { name: 'Mine', scope: 'write', days: 1 }
    const made = await test.request<{ token: string }>('/api/account/tokens', post(token, { cookie }))
    const url = `${test.app.url.replace('http', 'ws')}/sync`
    const provider = await connectProvider(url, shared.id, { token: made.body.token })
    onTestFinished(() => provider.close())
    const { doc } = provider
    const does = <Args, Value, Reason extends string>(command: Command<Args, Value, Reason>, args: Args): Value => {
      const values: Value[] = []
      transact(doc, ORIGINS.local, () => {
        const result = command(doc, args)
        if (!result.ok) throw new Error(result.reason)
        values.push(result.value)
      })
      return values[0] as Value
    }
    return { doc, does }
  }
  return { test, owner, shared, of, edits, memberCookie, join }
}

const verbs = (changes: readonly EditChange[] = []): string[] =>
  changes.map(({ verb, kind, title }) => `${verb} ${kind} ${title}`)

describeOverStores('the activity of a journey', (start) => {
  it('tells by person and stretch of time what they did, and who did what else', async () => {
    const { shared, of, edits, memberCookie, join, owner } = await open(start)
    const ana = await memberCookie('editor', 'Ana')
    const one = await join(ana.cookie)
    const snapshot = snapshotOf(one.doc)
    const [step, other] = stepsInOrder(snapshot)
    const lane = lanesInOrder(snapshot)[0]
    if (!step || !other || !lane) throw new Error('a new journey has steps and lanes')
    const cell = { stepId: step.id, laneId: lane.id }
    const { cardId } = one.does(addCard, { ...cell, title: 'Call' })
    const { cardId: gone } = one.does(addCard, { ...cell, title: 'Slip' })
    one.does(deleteElements, { ids: [gone] })
    one.does(setText, { root: 'steps', id: step.id, field: 'title', text: 'Ask' })
    await expect.poll(async () => verbs((await edits())[0]?.changes)).toEqual(['added card Call', 'renamed step Ask'])
    expect((await edits())[0]).toMatchObject({ who: { id: ana.id, name: 'Ana' }, journey: { id: shared.id } })

    one.does(moveCards, { cardIds: [cardId], to: { kind: 'cell', stepId: other.id, laneId: lane.id } })
    const two = await join(owner)
    two.does(setText, { root: 'cards', id: cardId, field: 'title', text: 'Phone call' })
    await expect.poll(() => edits()).toHaveLength(2)

    const found = await edits()
    // One stretch a person, the newest first; what Ana added she has moved as well, which says less.
    expect(found.map(({ who, changes }) => [who.name, verbs(changes)])).toEqual([
      ['Owner', ['renamed card Phone call']],
      ['Ana', ['added card Call', 'renamed step Ask']],
    ])
    expect(await edits(`?person=${ana.id}`)).toHaveLength(1)
    const all = await of()
    expect(all.map(({ act }) => act).filter((act) => act !== null)).toEqual([
      'share-made',
      'share-made',
      'journey-made',
    ])
    expect(await of(`?before=${all[0]?.at}`)).toHaveLength(all.length - 1)
  })

  it('tells nobody of what they may not see', async () => {
    const { test, shared, of, memberCookie, owner } = await open(start)
    const viewer = await memberCookie('viewer', 'Vic')
    expect((await of('', viewer.cookie)).map(({ act }) => act)).toEqual(['journey-made'])
    const guest = await test.openShare(shared.editor.token)
    expect((await test.request(`/api/journeys/${shared.id}/activity`, { cookie: guest })).status).toBe(403)
    const house = (cookie: string) => test.request<ActivityBody>('/api/workspaces/first/activity', { cookie })
    expect((await house(owner)).body.items.map(({ act }) => act)).toContain('share-made')
    expect((await house(viewer.cookie)).body.items.map(({ act }) => act)).not.toContain('share-made')
    expect((await house(guest)).status).toBe(404)

    // Nor of a journey that was closed to them.
    const journeysToldTo = async (cookie: string) =>
      new Set((await house(cookie)).body.items.flatMap(({ journey }) => journey?.id ?? []))
    expect(await journeysToldTo(viewer.cookie)).toContain(shared.id)
    const closed = { entries: [{ personId: 'everyone', role: 'none' }] }
    const put = { method: 'PUT', cookie: owner, body: closed }
    expect((await test.request(`/api/journeys/${shared.id}/access`, put)).status).toBe(200)
    expect(await journeysToldTo(viewer.cookie)).not.toContain(shared.id)
    expect((await test.request(`/api/journeys/${shared.id}/activity`, { cookie: viewer.cookie })).status).toBe(404)
    expect(await journeysToldTo(owner)).toContain(shared.id)
  })

  it('is made once, however many ask at the same moment', async () => {
    const { test, shared, edits, join, owner } = await open(start)
    const one = await join(owner)
    one.does(setText, { root: 'journey', id: 'journey', field: 'title', text: 'Another' })
    const title = async () =>
      (await test.request<{ title: string }>(`/api/journeys/${shared.id}`, { cookie: owner })).body.title
    await expect.poll(title).toBe('Another')
    const found = await Promise.all(Array.from({ length: 5 }, () => edits()))
    for (const each of found) expect(each.map(({ changes }) => verbs(changes))).toEqual([['renamed journey Another']])
  })
})

describeOverStores('whoever is made an owner', (start) => {
  it('is told of it once, and who did so not at all', async () => {
    const { test, memberCookie, join, owner } = await open(start)
    const ana = await memberCookie('editor', 'Ana')
    const one = await join(owner)
    const [step] = stepsInOrder(snapshotOf(one.doc))
    if (!step) throw new Error('a new journey has steps')
    one.does(editFields, { root: 'steps', id: step.id, patch: { owner: 'Ana', ownerId: ana.id } })
    const noticesOf = async (cookie: string) =>
      (await test.request<{ notices: NoticeItem[] }>('/api/notices', { cookie })).body.notices
    await expect
      .poll(() => noticesOf(ana.cookie), { timeout: 15_000 })
      .toMatchObject([{ kind: 'assigned', elementId: step.id, actorName: 'Owner' }])
    expect(await noticesOf(owner)).toEqual([])
  }, 30_000)
})

describeOverStores('a review', (start) => {
  it('is due a quarter after the journey was made, and again after somebody has made one', async () => {
    const { test, owner, shared, memberCookie } = await open(start)
    const address = `/api/journeys/${shared.id}/review`
    const read = async (cookie = owner) => (await test.request<ReviewBody>(address, { cookie })).body
    const listed = async (cookie = owner) =>
      (await test.request<{ journeys: JourneyListItem[] }>('/api/journeys', { cookie })).body.journeys[0]?.reviewAt
    const { cadence, nextAt, reviews } = await read()
    expect([cadence, reviews]).toEqual(['quarterly', []])
    expect((nextAt ?? 0) - Date.now()).toBeGreaterThan(80 * DAY_MS)
    expect(await listed()).toBe(nextAt)

    const planned = await test.request<ReviewBody>(address, {
      method: 'PATCH',
      body: { cadence: 'monthly', nextAt: 1_000 },
      cookie: owner,
    })
    expect(planned.body).toMatchObject({ cadence: 'monthly', nextAt: 1_000 })
    const made = await test.request<ReviewBody>(`${address}s`, post({ note: 'Still true.' }, { cookie: owner }))
    expect(made.body).toMatchObject({ cadence: 'monthly', reviews: [{ note: 'Still true.', who: { name: 'Owner' } }] })
    expect((made.body.nextAt ?? 0) - Date.now()).toBeGreaterThan(26 * DAY_MS)

    await test.request(address, { method: 'PATCH', body: { cadence: 'none' }, cookie: owner })
    expect([(await read()).nextAt, await listed()]).toEqual([null, null])
    const viewer = await memberCookie('viewer', 'Vic')
    expect((await read(viewer.cookie)).reviews).toHaveLength(1)
    expect((await test.request(`${address}s`, post({}, { cookie: viewer.cookie }))).status).toBe(403)
    // What a guest is told of the journey says nothing of it.
    expect(await listed(await test.openShare(shared.viewer.token))).toBeUndefined()
  })
})
