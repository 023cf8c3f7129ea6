import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { LOOK_ONLY_WORDS } from '#shared/contract/socket.ts'
import {
  CREDENTIALS,
  ENTRY,
  FATES,
  MESSAGES,
  type Fate,
  type MessageKind,
  type MessageName,
} from '#tests/support/role-matrix.ts'
import { INSIDERS, openStage, type Brought, type RoleStage, type Scene } from '#tests/support/role-scene.ts'
import { describeStores, type StorePlace } from '#tests/support/stores.ts'
import { askState, connectRaw, joinRaw, presence, type RawClient } from '#tests/support/sync-raw-client.ts'

/** Client ids are random numbers of 32 bits; these stand out. */
const SENDER = 4_000_000_001
const WATCHER = 4_000_000_002
const BYSTANDER = 4_000_000_003

const CLOSED_BY: Readonly<Partial<Record<Fate, { readonly code: number; readonly reason: string }>>> = {
  refused: { code: CLOSE_CODES['not-allowed'], reason: 'not-allowed' },
  malformed: { code: CLOSE_CODES['malformed-message'], reason: 'malformed-message' },
}

/** A row takes a fraction of a second; what never comes should not be waited for long. */
const ROW_MS = 15_000

const messageNames = Object.keys(MESSAGES) as MessageName[]

describeStores('every role × credential × message', (store) => {
  let place: StorePlace
  let stage: RoleStage
  /** What each journey has to be called in the end. */
  const titles = new Map<string, string>()

  beforeAll(async () => {
    place = await store.open()
    stage = await openStage(place)
  })
  afterAll(async () => {
    await stage.app.close()
    await place.close()
  })

  describe.each(INSIDERS)('$role by $credential', ({ role, credential }) => {
    let scene: Scene
    beforeAll(async () => {
      scene = await stage.scene(role, credential)
      titles.set(scene.journeyId, 'As it was')
    })
    const rows = messageNames.map((name) => [name, FATES[name][role]] as const)
    it.each(rows)('%s: %s', (name, fate) => play(scene, name, fate), ROW_MS)
  })

  async function play(scene: Scene, name: MessageName, fate: Fate): Promise<void> {
    const kind: MessageKind = MESSAGES[name]
    const watcher = await watch(scene)
    const sender = await join(scene, scene.brought)
    await expect(sender.next('hello')).resolves.toMatchObject({ value: { role: scene.role } })
    // The picture of who is there; from now on nothing comes by itself.
    await sender.next('presence')
    if (kind.showsItselfFirst) {
      sender.send(presence([SENDER, 6, { cursor: null }]))
      await watcher.sees(SENDER, 6)
    }
    const titleBefore = titles.get(scene.journeyId)
    const title = `By ${name}`

    sender.send(kind.frame({ doc: sender.doc, clientId: SENDER, foreignClientId: WATCHER }, title))

    // What the sender gets.
    const isSaved = fate === 'stored' || fate === 'noted'
    const closedBy = CLOSED_BY[fate]
    if (fate === 'refused') expect((await sender.next('denied')).reason).toBe(LOOK_ONLY_WORDS)
    if (isSaved) expect((await sender.next('saved')).count).toBe(1)
    if (closedBy !== undefined) expect(await sender.closed).toEqual(closedBy)
    else await isStillHeard(sender, kind.answer)
    expect([sender.count('denied'), sender.count('saved')]).toEqual([fate === 'refused' ? 1 : 0, isSaved ? 1 : 0])

    // What the others see.
    await watcher.hasHeardEverything()
    expect(watcher.count('update')).toBe(fate === 'stored' ? 1 : 0)
    const isShown = fate === 'shown' || kind.showsItselfFirst === true
    const cursor = fate === 'shown' ? { x: 1, y: 2 } : null
    expect(watcher.shownOf(SENDER)).toEqual(isShown ? [{ user: scene.user, cursor }] : [])
    for (const state of watcher.shownOf(WATCHER)) {
      expect(state).toEqual({ user: expect.objectContaining({ name: 'Watcher', role: 'editor' }), cursor: null })
    }

    // What the document is.
    if (fate === 'stored') titles.set(scene.journeyId, title)
    expect(await stage.titleOf(scene.journeyId)).toBe(fate === 'stored' ? title : titleBefore)
  }

  it.each(CREDENTIALS)('an outsider by %s never gets a word in', async (credential) => {
    const { journeyId } = await stage.scene('viewer', 'share link’s token')
    const brought = (await stage.outsider())[credential]
    const entry = ENTRY.outsider[credential]
    if (entry === 'in' || 'never' in entry) throw new Error('An outsider is refused.')
    const url = stage.socketUrl(journeyId, brought)
    await expect(connectRaw(url.replace(/[?&]v=1/, ''), brought.headers)).rejects.toThrow(
      `Unexpected server response: ${ERRORS[entry.refused].status}`,
    )
    // Who announces our protocol is told in a way that keeps a browser from trying for ever, and nothing else.
    const refused = await connectRaw(url, brought.headers)
    expect(await refused.closed).toEqual({ code: CLOSE_CODES[entry.refused], reason: entry.refused })
    expect(refused.received).toEqual([])
  })

  it('finds the same in the log after a restart', async () => {
    await stage.app.close()
    stage = await openStage(place)
    expect(titles.size).toBe(INSIDERS.length)
    for (const [journeyId, title] of titles) expect(await stage.titleOf(journeyId)).toBe(title)
  })

  async function join({ journeyId }: Scene, brought: Brought) {
    const client = await joinRaw(stage.socketUrl(journeyId, brought), undefined, brought.headers)
    onTestFinished(async () => {
      client.close()
      await client.closed
    })
    return client
  }

  /** The sender's connection is open, and everything that it has said so far is dealt with. */
  async function isStillHeard(sender: Awaited<ReturnType<typeof join>>, answer?: MessageKind['answer']) {
    if (answer !== undefined) await sender.next(answer)
    sender.send(askState(sender.doc))
    await sender.next('state')
    expect(sender.socket.readyState).toBe(sender.socket.OPEN)
  }

  /** Somebody who looks on, and whose presence others may try to take. */
  async function watch(scene: Scene) {
    const [client, bystander] = [await join(scene, scene.watcher), await join(scene, scene.watcher)]
    const entries = () => statesIn(client)
    const sees = (clientId: number, clock: number) =>
      expect
        .poll(() => entries().some(([id, seen]) => id === clientId && seen === clock), { interval: 5, timeout: 10_000 })
        .toBe(true)
    client.send(presence([WATCHER, 1, { cursor: null }]))
    await sees(WATCHER, 1)
    return {
      ...client,
      sees,
      /** All that was told of a client, in order. */
      shownOf: (clientId: number) => entries().flatMap(([id, , state]) => (id === clientId ? [state] : [])),
      /** What was to be told before this call has come: changes come in order, presence with the next tick. */
      async hasHeardEverything() {
        client.send(askState(client.doc))
        await client.next('state')
        bystander.send(presence([BYSTANDER, 1, {}]))
        await sees(BYSTANDER, 1)
      },
    }
  }
})

const statesIn = ({ received }: RawClient) =>
  received.flatMap((message) => (message.kind === 'presence' ? message.states : []))
