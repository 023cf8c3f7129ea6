import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { type ClientMessage, readMessage } from '#server/sync/wire.ts'
import { ROLES, type Role } from '#shared/contract/roles.ts'
import { MESSAGE, type PushMessage } from '#shared/contract/socket.ts'
import { MESSAGES, type MessageKind } from '#tests/support/role-matrix.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

/** Where somebody connects who may see another journey, and not this one. */
const ANOTHER_JOURNEY = 'journey-2'

const frames = Object.values<MessageKind>(MESSAGES)
  .map((kind) => kind.frame({ doc: new Y.Doc(), clientId: 1, foreignClientId: 2 }, 'A title'))
  .filter((frame) => typeof frame !== 'string')

/** Everything that the server tells a message of a client to be. One that is not here does not compile. */
const CLIENT_MESSAGES: Readonly<Record<ClientMessage['kind'], true>> = {
  'ask-state': true,
  change: true,
  presence: true,
  'ask-presence': true,
  unknown: true,
}

describe('the matrix of roles and messages', () => {
  it('has a row for every number of the wire', () => {
    const tried = new Set(frames.map(([number]) => number))
    for (const [name, number] of Object.entries(MESSAGE)) {
      expect(tried, `tests/support/role-matrix.ts has no row that sends “${name}”`).toContain(number)
    }
  })

  it('has a row for everything that a client can say', () => {
    const said = new Set(
      frames.flatMap((frame) => {
        try {
          return [readMessage(frame.slice()).kind]
        } catch {
          return []
        }
      }),
    )
    expect([...said].toSorted()).toEqual(Object.keys(CLIENT_MESSAGES).toSorted())
  })
})

const everybody = (hears: boolean): Readonly<Record<Role, boolean>> => ({
  owner: hears,
  admin: hears,
  editor: hears,
  commenter: hears,
  viewer: hears,
})

interface Push {
  readonly example: PushMessage
  readonly hears: Readonly<Record<Role, boolean>>
}

/** What the server tells on its own account, and who of those on the journey hears it. One that is not here does not compile. */
const PUSHES: Readonly<Record<PushMessage['kind'], Push>> = {
  readings: {
    example: { kind: 'readings', readings: {} as Extract<PushMessage, { kind: 'readings' }>['readings'] },
    hears: everybody(true),
  },
  'journey-changed': { example: { kind: 'journey-changed' }, hears: everybody(true) },
  storage: { example: { kind: 'storage', state: 'ok' }, hears: everybody(true) },
  // Talk of the team: those who may read it hear it (`readsComments`, which these clients have), guests who only look do not.
  comments: { example: { kind: 'comments', seq: 1, threads: [], comments: [] }, hears: everybody(true) },
  // Told by name: the owner is named here.
  noticed: { example: { kind: 'noticed', to: ['id-of-owner'] }, hears: { ...everybody(false), owner: true } },
  // Whoever may look at numbers may know that they change; which dataset it is, is an id that opens nothing.
  'dataset-changed': { example: { kind: 'dataset-changed', datasetId: 'd' }, hears: everybody(true) },
}

describe('what the server tells by itself', () => {
  let test: TestSync
  beforeAll(async () => {
    test = await startTestSync()
    await test.store.addJourney(ANOTHER_JOURNEY)
  })
  afterAll(() => test.close())

  const join = async (journeyId: string, role: Role) => {
    const client = await joinRaw(`${test.url}/${journeyId}?as=${role}&role=${role}&v=1`)
    onTestFinished(async () => {
      client.close()
      await client.closed
    })
    await client.next('hello')
    return client
  }

  it.each(Object.entries(PUSHES))('%s reaches whom it is for, and nobody on another journey', async (_kind, push) => {
    const stranger = await join(ANOTHER_JOURNEY, 'owner')
    const clients = await Promise.all(ROLES.map(async (role) => [role, await join(JOURNEY, role)] as const))
    test.sync.push(JOURNEY, push.example)
    // Comes after it, to everybody.
    const last = { kind: 'journey-changed' } as const
    test.sync.push(JOURNEY, last)
    test.sync.push(ANOTHER_JOURNEY, last)
    for (const [role, client] of clients) {
      if (push.hears[role]) expect((await client.next('push')).value).toEqual(push.example)
      expect((await client.next('push')).value).toEqual(last)
    }
    await stranger.next('push')
    expect(stranger.count('push')).toBe(1)
  })
})
