import { expect, it, onTestFinished } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import type { TestApp } from '#tests/support/http-app.ts'
import { describeOverStores } from '#tests/support/http-stores.ts'
import { connectProvider } from '#tests/support/sync-provider-peer.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const TOKEN = 'a-script-token'
const owner = { bearer: TOKEN }
/** The machine may be busy. */
const PATIENCE = { timeout: 10_000 } as const

async function newJourney(test: TestApp): Promise<string> {
  return (await test.request<{ id: string }>('/api/journeys', { method: 'POST', body: { title: 'Shared' }, ...owner }))
    .body.id
}

async function newLink(test: TestApp, journeyId: string, role: ShareItem['role']): Promise<ShareItem> {
  const answer = await test.request<ShareItem>(`/api/journeys/${journeyId}/shares`, {
    method: 'POST',
    body: { role },
    ...owner,
  })
  expect(answer).toMatchObject({ status: 201, body: { role } })
  return answer.body
}

const revoke = (test: TestApp, journeyId: string, { id }: ShareItem) =>
  test.request(`/api/journeys/${journeyId}/shares/${id}`, { method: 'DELETE', ...owner })

const socketsOf = (test: TestApp): string => `${test.app.url.replace('http', 'ws')}/sync`

async function join(test: TestApp, journeyId: string, cookie: string) {
  const client = await joinRaw(`${socketsOf(test)}/${journeyId}?v=1`, undefined, { cookie })
  onTestFinished(() => client.close())
  return client
}

describeOverStores('a commenter', (start) => {
  it('may by REST what a viewer may, and is called what they are', async () => {
    const test = await start({ token: TOKEN })
    const id = await newJourney(test)
    const link = await newLink(test, id, 'commenter')
    expect(link.name).toBe('Can comment')
    const cookie = await test.openShare(link.token)
    const address = `/api/journeys/${id}`
    expect((await test.request(`${address}/summary`, { cookie })).body).toMatchObject({ role: 'commenter' })
    expect((await test.request(address, { bearer: link.token })).status).toBe(200)
    for (const credential of [{ cookie }, { bearer: link.token }]) {
      const refused = await test.request(address, { method: 'PATCH', body: { title: 'Mine' }, ...credential })
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 'not-allowed' } } })
      expect((await test.request(`${address}/shares`, credential)).status).toBe(403)
      expect((await test.request('/api/datasets', credential)).status).toBe(403)
    }
  })
})

describeOverStores('who looks on with an unmodified y-websocket client', (start) => {
  it.each(['viewer', 'commenter'] as const)('as a %s stays as long as they change nothing', async (role) => {
    const test = await start({ token: TOKEN })
    const id = await newJourney(test)
    const link = await newLink(test, id, role)
    const editor = await connectProvider(socketsOf(test), id, { token: TOKEN })
    const looking = await connectProvider(socketsOf(test), id, { token: link.token })
    onTestFinished(() => {
      editor.close()
      looking.close()
    })
    const closed: number[] = []
    looking.provider.on('connection-close', (event) => void (event && closed.push(event.code)))
    const words = (peer: typeof editor) => peer.doc.getMap('words').toJSON()

    editor.doc.getMap('words').set('editor', 'was here')
    looking.provider.awareness.setLocalStateField('cursor', { x: 1, y: 2 })
    await expect.poll(() => words(looking), PATIENCE).toEqual({ editor: 'was here' })
    await expect
      .poll(() => editor.provider.awareness.getStates().get(looking.doc.clientID))
      .toMatchObject({
        cursor: { x: 1, y: 2 },
        user: { role },
      })
    expect(closed).toEqual([])

    looking.doc.getMap('words').set('viewer', 'was here, too')
    await expect.poll(() => closed, PATIENCE).toEqual([CLOSE_CODES['not-allowed']])
    expect(looking.provider.shouldConnect).toBe(false)
    expect(words(editor)).toEqual({ editor: 'was here' })
  })
})

describeOverStores('a right that rests on several links', (start) => {
  it('grows where one is connected already', async () => {
    const test = await start({ token: TOKEN })
    const id = await newJourney(test)
    const [looking, commenting] = [await newLink(test, id, 'viewer'), await newLink(test, id, 'commenter')]
    const cookie = await test.openShare(looking.token)
    const client = await join(test, id, cookie)
    await test.openShare(commenting.token, cookie)
    expect((await client.closed).code).toBe(CLOSE_CODES['role-changed'])
    const back = await join(test, id, cookie)
    await expect(back.next('hello')).resolves.toMatchObject({ value: { role: 'commenter' } })
    // Once more the same link: nothing is new.
    await test.openShare(commenting.token, cookie)
    expect(back.socket.readyState).toBe(back.socket.OPEN)
  })

  it('ends with the last of them, also with one that was opened after the connection', async () => {
    const test = await start({ token: TOKEN })
    const id = await newJourney(test)
    const [first, second] = [await newLink(test, id, 'viewer'), await newLink(test, id, 'viewer')]
    const cookie = await test.openShare(first.token)
    const client = await join(test, id, cookie)
    await test.openShare(second.token, cookie)
    await revoke(test, id, first)
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    await revoke(test, id, second)
    expect((await client.closed).code).toBe(CLOSE_CODES['not-signed-in'])
  })
})
