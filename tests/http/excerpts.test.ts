import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { WebSocket } from 'ws'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { journeyJsonOfDocument } from '#shared/model/json-form.ts'
import type { TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { pngOf } from '#tests/support/images.ts'
import { startMetricsApp } from '#tests/support/metrics-app.ts'
import { addPerson } from '#tests/support/people.ts'
import { connectProvider } from '#tests/support/sync-provider-peer.ts'
import { changeOf, connectRaw, joinRaw, presence, update } from '#tests/support/sync-raw-client.ts'

const TOKEN = 'a-script-token'
const SECRET = 'Blowfish'
const PATIENCE = { timeout: 10_000 } as const

/** A text of a record that is there. */
function textOf(record: Y.Map<unknown> | undefined, field: string): Y.Text {
  const text = record?.get(field)
  if (!(text instanceof Y.Text)) throw new Error(`There is no ${field}.`)
  return text
}

/** All that came over a socket, to be searched. */
function bytesOf(socket: WebSocket): () => Buffer {
  const chunks: Buffer[] = []
  socket.on('message', (data: Buffer) => void chunks.push(data))
  return () => Buffer.concat(chunks)
}

/** A journey with numbers, in whose first lane (touchpoints) and in one metric something secret stands, and links that hide that. */
async function openScene(test: TestApp) {
  const owner = { bearer: TOKEN }
  const send = async <Body>(method: string, address: string, body?: unknown): Promise<Body> => {
    const answer = await test.request<Body>(address, { method, body, ...owner })
    expect(answer.status, `${method} ${address} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const { id } = await send<{ id: string }>('POST', '/api/journeys', { template: 'card-fraud' })
  const added = await fetch(`${test.app.url}/api/journeys/${id}/images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'image/png' },
    body: new Uint8Array(pngOf(4, 4)),
  })
  const { id: imageId } = (await added.json()) as { id: string }
  const json = await send<JourneyJson>('GET', `/api/journeys/${id}`)
  const socketUrl = `${test.app.url.replace('http', 'ws')}/sync`
  const editor = await connectProvider(socketUrl, id, { token: TOKEN })
  onTestFinished(() => editor.close())
  const { doc } = editor
  const hiddenLane = json.lanes[0]?.id ?? ''
  const cards = doc.getMap<Y.Map<unknown>>('cards')
  const hidden = json.cards.filter(({ place }) => place.kind === 'cell' && place.laneId === hiddenLane)
  doc.transact(() => {
    const lane = doc.getMap<Y.Map<unknown>>('lanes').get(hiddenLane)
    textOf(lane, 'title').insert(0, `${SECRET} lane `)
    for (const { id: cardId } of hidden) {
      const card = cards.get(cardId)
      textOf(card, 'title').insert(0, `${SECRET} title `)
      textOf(card, 'details').insert(0, `${SECRET} details `)
      card?.set('tags', [`${SECRET} tag`])
      card?.set('owner', `${SECRET} owner`)
    }
    for (const link of doc.getMap<Y.Map<unknown>>('links').values()) textOf(link, 'label').insert(0, `${SECRET} link `)
    cards.get(hidden[0]?.id ?? '')?.set('image', { imageId, width: 4, height: 4 })
    // A metric that lies beside the grid.
    const [bound] = doc.getMap('bindings').values() as IterableIterator<object>
    const metric = { kind: 'metric', place: { kind: 'free', x: 0, y: 0, width: 100, height: 60 }, personaIds: [] }
    const texts = { title: new Y.Text(`${SECRET} metric`), details: new Y.Text('') }
    cards.set('metric', new Y.Map<unknown>(Object.entries({ ...metric, ...texts })))
    doc.getMap('bindings').set('metric', { ...bound })
    const filter = { personaIds: [], laneIds: [hiddenLane], kinds: [], statuses: [], evidence: [], owners: [] }
    const view = { order: 'a0', name: new Y.Text('Mine'), mode: 'table', others: 'dim' }
    doc
      .getMap('views')
      .set('view', new Y.Map<unknown>(Object.entries({ ...view, filter: { ...filter, tags: [`${SECRET} tag`] } })))
  })
  await expect
    .poll(() => send<JourneyJson>('GET', `/api/journeys/${id}`).then((now) => now.views), PATIENCE)
    .toHaveLength(1)
  const shows = {
    laneIds: json.lanes.slice(1).map((lane) => lane.id as string),
    numberIds: json.steps.map((step) => step.id as string),
  }
  const share = (body: object) => send<ShareItem>('POST', `/api/journeys/${id}/shares`, body)
  return { id, json, send, share, shows, hidden, cards, doc, editor, socketUrl, imageId }
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

describeOverStores('a link that shows a part', (start) => {
  it('tells on no route, and in no byte of the socket, a word of what it hides', async () => {
    const test = await start({ token: TOKEN })
    const scene = await openScene(test)
    const { id, shows, share, doc, cards, hidden, json, socketUrl } = scene
    const link = await share({ role: 'viewer', shows })
    expect(link.shows?.laneIds?.toSorted()).toEqual(shows.laneIds.toSorted())
    const cookie = await test.openShare(link.token)

    const client = await connectRaw(`${socketUrl}/${id}?v=1`, { cookie })
    onTestFinished(() => client.close())
    const seen = bytesOf(client.socket)
    const copy = new Y.Doc()
    const follow = () => {
      for (const message of client.received) {
        if (message.kind === 'state' || message.kind === 'update') Y.applyUpdate(copy, message.update)
      }
      return copy
    }
    client.send(Buffer.from([0, 0, 1, 0]))
    await client.next('state')
    client.send(presence([77, 1, { cursor: { x: 1, y: 2 }, selection: ['metric'] }]))

    // Somebody at work on what is hidden, and then on something that is not.
    const other = await joinRaw(`${socketUrl}/${id}?v=1&token=${TOKEN}`)
    onTestFinished(() => other.close())
    const first = hidden[0]?.id ?? ''
    const open = json.cards.find(({ kind }) => kind === 'thought')?.id ?? ''
    const caret = { root: 'cards', id: first, field: 'title', range: null }
    const doing = { selection: [first, open], editing: first, caret, cursor: { x: 3, y: 4 }, note: SECRET }
    other.send(presence([99, 1, doing]))
    doc.transact(() => textOf(cards.get(first), 'title').insert(0, SECRET))
    textOf(cards.get(open), 'title').insert(0, 'Openly: ')
    const titleOf = (cardId: string) => journeyJsonOfDocument(follow()).cards.find((card) => card.id === cardId)?.title
    await expect.poll(() => titleOf(open), PATIENCE).toMatch(/^Openly: /)
    const shownOf = (clientId: number) =>
      client.received.flatMap((message) =>
        message.kind === 'presence' ? message.states.filter(([of]) => of === clientId).map(([, , state]) => state) : [],
      )
    await expect
      .poll(() => shownOf(99).at(-1), PATIENCE)
      .toEqual({
        user: expect.objectContaining({ name: 'Script' }),
        selection: [open],
        cursor: null,
        drag: null,
        editing: null,
        caret: null,
      })

    // Numbers are told where they do not rest on what is hidden.
    const pushed = () =>
      client.received.flatMap((message) => {
        const value = message.kind === 'push' ? (message.value as PushMessage) : null
        return value?.kind === 'readings' ? [value.readings] : []
      })
    await expect.poll(() => pushed().length, PATIENCE).toBeGreaterThan(0)
    expect(pushed().flatMap(({ elements, links, datasets }) => [...elements, ...links, ...datasets])).toEqual([])

    // A card comes into view, with what it says from then on.
    const moved = hidden[1]?.id ?? ''
    doc.transact(() => {
      const card = cards.get(moved)
      for (const field of ['title', 'details']) {
        const text = textOf(card, field)
        text.delete(0, text.length)
      }
      textOf(card, 'title').insert(0, 'Harmless')
      card?.delete('tags')
      card?.delete('owner')
      card?.set('place', { ...(card.get('place') as object), laneId: shows.laneIds[0] })
    })
    await expect.poll(() => titleOf(moved), PATIENCE).toBe('Harmless')
    expect(journeyJsonOfDocument(follow()).cards).toHaveLength(json.cards.length - hidden.length + 1)
    expect(seen().includes(SECRET)).toBe(false)
    expect(seen().includes(scene.imageId)).toBe(false)

    // Every route, as guest by cookie and as script by the link's token.
    const { body: api } = await test.request<OpenApi>('/api/openapi.json', { bearer: TOKEN })
    const reads: string[] = []
    for (const [pattern, operations] of Object.entries(api.paths)) {
      const address = pattern
        .replace('{imageId}', scene.imageId)
        .replace('{shareId}', link.id)
        .replace('{sessionId}', 'x')
        .replace('{id}', id)
        .replace(/\{\w+\}/g, 'x')
      for (const method of Object.keys(operations)) {
        if (`${method} ${pattern}` === 'delete /api/session') continue
        for (const who of [{ cookie }, { bearer: link.token }]) {
          const isReading = method === 'get'
          const answer = await test.request(address, {
            method: method.toUpperCase(),
            ...who,
            ...(!isReading && { body: {} }),
          })
          const text = JSON.stringify(answer.body) + JSON.stringify([...answer.headers])
          expect(text.includes(SECRET), `${method} ${address}: ${answer.status} ${text.slice(0, 300)}`).toBe(false)
          if (isReading && answer.status === 200 && pattern.includes('/journeys/')) reads.push(pattern)
        }
      }
    }
    expect([...new Set(reads)].toSorted()).toEqual([
      '/api/journeys/{id}',
      '/api/journeys/{id}/readings',
      '/api/journeys/{id}/summary',
      '/api/journeys/{id}/thumbnail.svg',
    ])
    // The owner reads all of it there, or this would prove nothing.
    const read = async (address: string, as: { cookie?: string; bearer?: string }) =>
      JSON.stringify((await test.request(`/api/journeys/${id}${address}`, as)).body)
    for (const address of ['', '/readings']) expect(await read(address, { bearer: TOKEN })).toContain(SECRET)
    const [drawn, drawnInPart] = [
      await read('/thumbnail.svg', { bearer: TOKEN }),
      await read('/thumbnail.svg', { cookie }),
    ]
    expect(drawn.length).toBeGreaterThan(drawnInPart.length)
    const listed = await test.request<{ journeys: { counts: { cards: number } }[] }>('/api/journeys', { cookie })
    expect(listed.body.journeys[0]?.counts.cards).toBe(json.cards.length - hidden.length + 1)

    // A picture that only a hidden card shows is not there, nor for a journey of one's own that asks for it.
    const image = `/api/journeys/${id}/images/${scene.imageId}`
    expect((await test.request(image, { cookie })).status).toBe(404)
    expect((await test.request(image, { cookie, headers: { 'if-none-match': `"${scene.imageId}"` } })).status).toBe(404)
    const person = await addPerson(keptBy(test), null)
    const own = await scene.send<{ id: string }>('POST', '/api/journeys', {})
    const ownLink = await scene.send<ShareItem>('POST', `/api/journeys/${own.id}/shares`, { role: 'editor' })
    const theirs = `${cookie.split('=', 1)[0]}=${person.token}`
    await test.openShare(link.token, theirs)
    await test.openShare(ownLink.token, theirs)
    const copying = { method: 'POST', body: { imageIds: [scene.imageId] }, cookie: theirs }
    expect((await test.request(`/api/journeys/${own.id}/images/copy`, copying)).body).toEqual({ imageIds: [] })
    const changing = { method: 'PATCH', body: { title: 'Mine' }, cookie }
    expect((await test.request(`/api/journeys/${id}`, changing)).status).toBe(403)
  }, 60_000)

  it('tells the same part after a restart, to whoever begins with an empty copy', async () => {
    const test = await start({ token: TOKEN })
    const { id, share, shows, socketUrl, editor } = await openScene(test)
    const link = await share({ role: 'viewer', shows })
    const reader = await connectProvider(socketUrl, id, { token: link.token })
    const before = journeyJsonOfDocument(reader.doc)
    reader.close()
    editor.close()
    await test.close()

    const again = await start({ token: TOKEN, ...keptBy(test) })
    const url = `${again.app.url.replace('http', 'ws')}/sync/${id}?v=1&token=${link.token}`
    // What the reader has is of another document now: mixed, the two would be neither.
    const old = await connectRaw(url)
    const hello = (await old.next('hello')).value
    old.send(Buffer.concat([Buffer.from([0, 0]), withLength(Y.encodeStateVector(reader.doc))]))
    expect(await old.closed).toEqual({ code: CLOSE_CODES['copy-outdated'], reason: 'copy-outdated' })
    const fresh = await joinRaw(url)
    onTestFinished(() => fresh.close())
    expect(journeyJsonOfDocument(fresh.doc)).toEqual(before)
    expect(hello).toMatchObject({ role: 'viewer', excerpt: expect.any(Number) })
    expect((await fresh.next('hello')).value).toEqual(hello)
  }, 30_000)

  it('goes on from what the reader has, as long as it is the same document', async () => {
    const test = await start({ token: TOKEN })
    const { id, share, shows, socketUrl, cards, json } = await openScene(test)
    const link = await share({ role: 'viewer', shows })
    const url = `${socketUrl}/${id}?v=1&token=${link.token}`
    const reader = await joinRaw(url)
    reader.close()
    await reader.closed
    const open = json.cards.find(({ kind }) => kind === 'thought')?.id ?? ''
    textOf(cards.get(open), 'title').insert(0, 'Later: ')
    const other = await connectProvider(socketUrl, id, { token: link.token })
    onTestFinished(() => other.close())
    await expect.poll(() => JSON.stringify(journeyJsonOfDocument(other.doc)), PATIENCE).toContain('Later: ')
    const back = await joinRaw(url, reader.doc)
    onTestFinished(() => back.close())
    expect(journeyJsonOfDocument(back.doc)).toEqual(journeyJsonOfDocument(other.doc))
    expect(back.received.find(({ kind }) => kind === 'state')).toMatchObject({
      update: { byteLength: expect.any(Number) },
    })
    const state = back.received.find((message) => message.kind === 'state')
    expect(state?.update.byteLength).toBeLessThan(200)
  }, 30_000)

  it('begins anew when what it shows is changed, and lets no copy of a part into the journey', async () => {
    const test = await start({ token: TOKEN })
    const { id, share, send, shows, socketUrl } = await openScene(test)
    const link = await share({ role: 'viewer', shows })
    const url = `${socketUrl}/${id}?v=1&token=${link.token}`
    const outdated = { code: CLOSE_CODES['copy-outdated'], reason: 'copy-outdated' }
    const reader = await joinRaw(url)
    await send('PATCH', `/api/journeys/${id}/shares/${link.id}`, { shows: { ...shows, numberIds: null } })
    expect(await reader.closed).toEqual(outdated)
    const next = await joinRaw(url)
    await send('PATCH', `/api/journeys/${id}/shares/${link.id}`, { role: 'editor', shows: null })
    expect(await next.closed).toEqual(outdated)
    const asking = await connectRaw(url)
    asking.send(Buffer.concat([Buffer.from([0, 0]), withLength(Y.encodeStateVector(next.doc))]))
    expect(await asking.closed).toEqual(outdated)
    const writing = await connectRaw(url)
    writing.send(update(Y.encodeStateAsUpdate(next.doc)))
    expect((await writing.closed).code).toBe(CLOSE_CODES['malformed-message'])
    // Who edits has all of it, and nothing else can be asked for.
    const whole = await joinRaw(url)
    onTestFinished(() => whole.close())
    expect(JSON.stringify(journeyJsonOfDocument(whole.doc))).toContain(SECRET)
    const refused = await test.request(`/api/journeys/${id}/shares/${link.id}`, {
      method: 'PATCH',
      body: { shows },
      bearer: TOKEN,
    })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'not-valid' } } })
  }, 30_000)

  it('refuses changes, as of anybody who may only look', async () => {
    const test = await start({ token: TOKEN })
    const { id, share, shows, socketUrl } = await openScene(test)
    const link = await share({ role: 'viewer', shows })
    const reader = await joinRaw(`${socketUrl}/${id}?v=1&token=${link.token}`)
    reader.send(update(changeOf(reader.doc, (doc) => doc.getMap('journey').set('state', 'future'))))
    expect((await reader.closed).code).toBe(CLOSE_CODES['not-allowed'])
  }, 30_000)
})

const withLength = (bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.of(bytes.byteLength), bytes])

it('numbers that a link lists are told, those that rest on what is hidden are not', async () => {
  const { test, send, createJourney } = await startMetricsApp()
  const { id } = await createJourney({ template: 'card-fraud' })
  const json = await send<JourneyJson>('GET', `/api/journeys/${id}`)
  const idOf = (title: string): string =>
    [...json.steps, ...json.cards, ...json.stages].find((element) => element.title === title)?.id ?? ''
  const [sms, confirm, retry] = [idOf('SMS sent'), idOf('Confirmation'), idOf('Retry at the merchant')]
  const readingsFor = async (shows: ShareItem['shows']): Promise<JourneyReadings> => {
    const { token } = await send<ShareItem>('POST', `/api/journeys/${id}/shares`, { role: 'viewer', shows })
    return (await test.request<JourneyReadings>(`/api/journeys/${id}/readings`, { bearer: token })).body
  }
  const listed = await readingsFor({ laneIds: null, numberIds: [sms, confirm] })
  expect(listed.elements.map(({ elementId }) => elementId)).toEqual([sms, confirm])
  expect(listed.elements[0]).toMatchObject({ nextElementId: confirm, conversion: { n: 137_000 } })
  // What leads to a hidden number would tell it.
  expect(listed.elements[1]).not.toHaveProperty('conversion')
  expect(JSON.stringify(listed)).not.toContain(retry)
  expect(listed.links).toEqual([])
  expect(listed.datasets).toHaveLength(1)

  const whole = await readingsFor(null)
  expect(whole.links).toHaveLength(6)
  expect((await readingsFor({ laneIds: null, numberIds: [] })).elements).toEqual([])
  const withoutTouchpoints = await readingsFor({ laneIds: json.lanes.slice(1).map((lane) => lane.id), numberIds: null })
  expect(withoutTouchpoints).toMatchObject({ elements: [], links: [], datasets: [] })
})
