import type { IncomingMessage } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Auth, createAuth } from '#server/auth/auth.ts'
import { createSocketAuthorizer } from '#server/http/authorize-socket.ts'
import { placeOfJourney } from '#server/storage/places.ts'
import type { AskRound, Authorize, SocketAnswer } from '#server/sync/ports.ts'
import { openTestStore, type TestStore } from '#tests/support/sync-data-folder.ts'

const TOKEN = 'a-script-token'
const HOST = 'waymark.test'

let store: TestStore
let auth: Auth
let authorize: Authorize
/** How often the store was asked where a journey belongs. */
let lookups: number

beforeEach(async () => {
  store = await openTestStore()
  await store.addJourney('car')
  auth = await createAuth({ database: store.database, dataFolder: store.dataFolder, token: TOKEN })
  lookups = 0
  authorize = createSocketAuthorizer({
    auth,
    publicUrl: null,
    placeOf(id) {
      lookups++
      return placeOfJourney(store.database, id)
    },
  })
})
afterEach(() => store.close())

const request = (brought: { cookie?: string; bearer?: string; query?: string; origin?: string }) =>
  ({
    url: `/sync/car${brought.query ?? ''}`,
    headers: {
      host: HOST,
      ...(brought.cookie !== undefined && { cookie: `${auth.cookies.session}=${brought.cookie}` }),
      ...(brought.bearer !== undefined && { authorization: `Bearer ${brought.bearer}` }),
      ...(brought.origin !== undefined && { origin: brought.origin }),
    },
  }) as IncomingMessage

type LetIn = Extract<SocketAnswer, { ok: true }>

async function letIn(...args: Parameters<typeof request>): Promise<LetIn> {
  const answer = await authorize(request(...args), 'car')
  if (!answer.ok) throw new Error(`refused: ${answer.code}`)
  return answer
}

async function guestWith(...roles: ('viewer' | 'commenter' | 'editor')[]) {
  const shares = []
  let cookie: string | null = null
  for (const role of roles) {
    const share = await auth.shares.create('car', { role, name: role }, 'owner')
    shares.push(share)
    const looked = await auth.links.look(auth.tokenOfShare(share.shareId), cookie)
    if (!looked.ok) throw new Error(looked.reason)
    const entered = await auth.links.open(looked.value, undefined)
    if (entered.ok) cookie ??= entered.value.started?.token ?? null
  }
  return { cookie: cookie ?? '', shares }
}

it('answers again with the strongest right that is left, and refuses when none is', async () => {
  const { cookie, shares } = await guestWith('viewer', 'editor', 'commenter')
  const first = await letIn({ cookie })
  expect(first.participant.role).toBe('editor')
  expect(first.participant.shareIds.toSorted()).toEqual(shares.map(({ shareId }) => shareId).toSorted())
  const [viewer, editor, commenter] = shares.map(({ shareId }) => shareId)
  const leftAfter = async (shareId: string | undefined) => {
    await auth.shares.revoke('car', shareId ?? '')
    const answer = await first.again()
    return answer.ok ? answer.participant.role : answer.code
  }
  expect(await leftAfter(editor)).toBe('commenter')
  expect(await leftAfter(commenter)).toBe('viewer')
  expect(await leftAfter(viewer)).toBe('not-signed-in')
})

it('answers again by the new name, and not at all once the session ended', async () => {
  const { session, token } = await auth.sessions.startForPerson(await auth.people.owner())
  const first = await letIn({ cookie: token })
  await auth.sessions.rename(session, 'Ada')
  expect(await first.again()).toMatchObject({ ok: true, participant: { name: 'Ada', role: 'owner' } })
  await auth.sessions.end(session.id)
  expect(await first.again()).toEqual({ ok: false, code: 'not-signed-in' })
})

it('answers again for tokens, wherever in the request they were', async () => {
  const share = await auth.shares.create('car', { role: 'commenter', name: 'Robot' }, 'owner')
  const token = auth.tokenOfShare(share.shareId)
  const scripts = [await letIn({ bearer: TOKEN }), await letIn({ query: `?v=1&token=${TOKEN}` })]
  const robots = [await letIn({ bearer: token }), await letIn({ query: `?token=${token}` })]
  for (const { again } of scripts) expect(await again()).toMatchObject({ ok: true, participant: { role: 'owner' } })
  for (const { again } of robots) expect(await again()).toMatchObject({ ok: true, participant: { role: 'commenter' } })
  await auth.shares.revoke('car', share.shareId)
  for (const { again } of scripts) expect((await again()).ok).toBe(true)
  for (const { again } of robots) expect(await again()).toEqual({ ok: false, code: 'not-signed-in' })
})

it('finds out once for a round what is the same for many, and anew for the next', async () => {
  const share = await auth.shares.create('car', { role: 'viewer', name: 'Board' }, 'owner')
  const bearer = auth.tokenOfShare(share.shareId)
  const [first, second, owner] = [await letIn({ bearer }), await letIn({ bearer }), await letIn({ bearer: TOKEN })]
  lookups = 0
  const round: AskRound = new Map()
  expect(await first.again(round)).toMatchObject({ ok: true, participant: { role: 'viewer' } })
  await auth.shares.revoke('car', share.shareId)
  expect(await second.again(round)).toMatchObject({ ok: true })
  expect(await owner.again(round)).toMatchObject({ ok: true, participant: { role: 'owner' } })
  const next: AskRound = new Map()
  const refused = { ok: false, code: 'not-signed-in' }
  expect(await Promise.all([first.again(next), second.again(next)])).toEqual([refused, refused])
  expect(lookups).toBe(2)
})

it('tells those who were in a journey, and nobody else, that it was deleted', async () => {
  const { cookie } = await guestWith('editor')
  const guest = await letIn({ cookie })
  const { token } = await auth.sessions.startForPerson(await auth.people.owner())
  const owner = await letIn({ cookie: token })
  await store.database.deleteFrom('journeys').where('id', '=', 'car').execute()
  // The guest’s only link went with the journey, which is why nobody knows them any more.
  expect(await guest.again()).toEqual({ ok: false, code: 'journey-not-found' })
  expect(await owner.again()).toEqual({ ok: false, code: 'journey-not-found' })
  expect(await authorize(request({ cookie }), 'car')).toEqual({ ok: false, code: 'not-signed-in' })
})

it('tells a member who was put out that the journey is closed to them, not that it is gone', async () => {
  const person = await auth.people.owner()
  const { token } = await auth.sessions.startForPerson(person)
  const member = await letIn({ cookie: token })
  await store.database.deleteFrom('members').where('person_id', '=', person.id).execute()
  expect(await member.again()).toEqual({ ok: false, code: 'not-allowed' })
  // Who comes anew learns nothing of what there is.
  expect(await authorize(request({ cookie: token }), 'car')).toEqual({ ok: false, code: 'journey-not-found' })
})

it('does not ask for the journey beside the link that it hangs on', async () => {
  const guest = await letIn(await guestWith('viewer'))
  await guest.again()
  expect(lookups).toBe(0)
  await letIn({ bearer: TOKEN })
  expect(lookups).toBe(1)
})

it('looks at the origin first and only at the door: another site’s page learns nothing', async () => {
  const { cookie } = await guestWith('viewer')
  const foreign = { origin: 'http://evil.example' }
  for (const brought of [{ cookie }, { cookie: 'unknown' }, {}]) {
    expect(await authorize(request({ ...brought, ...foreign }), 'car')).toEqual({ ok: false, code: 'bad-origin' })
    expect(await authorize(request({ ...brought, ...foreign }), 'none')).toEqual({ ok: false, code: 'bad-origin' })
  }
  expect((await authorize(request({ bearer: TOKEN, ...foreign }), 'car')).ok).toBe(true)
  const own = await letIn({ cookie, origin: `http://${HOST}` })
  expect((await own.again()).ok).toBe(true)
})

it('keeps no request in memory to be able to ask again', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const answers: SocketAnswer[] = []
  const knock = async (): Promise<WeakRef<IncomingMessage>> => {
    const own = request({ bearer: TOKEN })
    answers.push(await authorize(own, 'car'))
    return new WeakRef(own)
  }
  const kept = await knock()
  await expect
    .poll(() => {
      collect()
      return kept.deref() === undefined
    })
    .toBe(true)
  expect(answers).toMatchObject([{ ok: true }])
})
