import { expect, it, onTestFinished } from 'vitest'
import type { CommentChanges } from '#shared/contract/comments.ts'
import type { CommentsBody, Mentionable } from '#shared/contract/rest/comments.ts'
import type { NoticeItem } from '#shared/contract/rest/notices.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { Role } from '#shared/contract/roles.ts'
import { newId } from '#shared/lib/ids.ts'
import { type RequestOptions, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { addPerson } from '#tests/support/people.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const CARD = { kind: 'element', elementId: 'card-1', elementKind: 'card', title: 'Waits' } as const

async function open(start: () => Promise<TestApp>) {
  const test = await start()
  const owner = await test.signIn()
  const cookieName = owner.split('=', 1)[0] ?? ''
  const as = (cookie: string) => ({
    cookie,
    ask: async <Body = CommentChanges>(address: string, options: RequestOptions = {}) =>
      test.request<Body>(address, { cookie, ...options }),
  })
  const boss = as(owner)
  const post = (body: unknown = {}) => ({ method: 'POST', body })
  const { id } = (await boss.ask<{ id: string }>('/api/journeys', post({ title: 'Car repair' }))).body
  const base = `/api/journeys/${id}`
  const add = async (role: Role, name: string) => {
    const person = await addPerson(keptBy(test), role, name)
    return { ...person, ...as(`${cookieName}=${person.token}`) }
  }
  const guest = async (role: 'viewer' | 'commenter') => {
    const share = (await boss.ask<{ id: string; token: string }>(`${base}/shares`, post({ role }))).body
    const who = as(await test.openShare(share.token))
    const { body } = await who.ask<{ id: string; name: string }>('/api/session')
    return { ...who, ...body, share }
  }
  const socket = async (cookie: string) => {
    const client = await joinRaw(`${test.app.url.replace('http', 'ws')}/sync/${id}?v=1`, undefined, { cookie })
    onTestFinished(() => client.close())
    const pushed = (): PushMessage[] =>
      client.received.flatMap((message) => (message.kind === 'push' ? [message.value as PushMessage] : []))
    return { ...client, pushed: (kind: PushMessage['kind']) => pushed().filter((push) => push.kind === kind) }
  }
  const start1 = async (
    who: { ask: typeof boss.ask },
    text: string,
    mentions: unknown[] = [],
    anchor: object = CARD,
  ) => {
    const { status, body } = await who.ask(`${base}/threads`, post({ anchor, comment: { text, mentions } }))
    expect(status).toBe(201)
    return { changes: body, threadId: body.threads[0]?.id ?? '', commentId: body.comments[0]?.id ?? '' }
  }
  const all = async (who: { ask: typeof boss.ask }) => (await who.ask<CommentsBody>(`${base}/comments`)).body
  const noticesOf = async (who: { ask: typeof boss.ask }) =>
    (await who.ask<{ notices: NoticeItem[] }>('/api/notices')).body.notices
  return { test, boss, base, id, post, add, guest, socket, start: start1, all, noticesOf }
}

describeOverStores('comments', (startServer) => {
  it('are written, edited by their author, and removed by the author or an admin', async () => {
    const { boss, base, post, add, start, all } = await open(startServer)
    const [carl, edith] = [await add('commenter', 'Carl'), await add('editor', 'Edith')]
    const { threadId, commentId } = await start(carl, ' Why so long?\u0000 ')
    const replied = await edith.ask(
      `${base}/threads/${threadId}/comments`,
      post({ text: 'Parts.', title: 'Waits long' }),
    )
    expect(replied).toMatchObject({ status: 201, body: { seq: 2, threads: [{ anchor: { title: 'Waits long' } }] } })

    const patch = { method: 'PATCH', body: { text: 'Why so very long?' } }
    expect((await edith.ask(`${base}/comments/${commentId}`, patch)).status).toBe(403)
    expect((await carl.ask(`${base}/comments/${commentId}`, patch)).status).toBe(200)
    expect((await edith.ask(`${base}/comments/${commentId}`, { method: 'DELETE' })).status).toBe(403)
    const { threads, comments, seq, isMore } = await all(boss)
    expect({ seq: seq >= 3, isMore }).toEqual({ seq: true, isMore: false })
    expect(threads).toMatchObject([{ id: threadId, resolved: null, anchor: { ...CARD, title: 'Waits long' } }])
    expect(new Set(comments.map(({ text, author }) => `${author.name}: ${text}`))).toEqual(
      new Set(['Carl: Why so very long?', 'Edith: Parts.']),
    )
    expect(comments.find((one) => one.id === commentId)?.editedAt).toBeTypeOf('number')

    expect((await boss.ask(`${base}/comments/${commentId}`, { method: 'DELETE' })).status).toBe(200)
    const left = (await all(boss)).comments.find((one) => one.id === commentId)
    expect(left).toMatchObject({ text: '', removedAt: expect.any(Number) })
    expect((await carl.ask(`${base}/comments/${commentId}`, patch)).status).toBe(404)
  })

  it('are resolved, opened again, and reacted to', async () => {
    const { boss, base, post, add, start, all } = await open(startServer)
    const carl = await add('commenter', 'Carl')
    const { threadId, commentId } = await start(carl, 'Look', [], { kind: 'spot', x: 10.5, y: -3 })
    const set = (isResolved: boolean) =>
      boss.ask(`${base}/threads/${threadId}`, { method: 'PATCH', body: { isResolved } })
    expect((await set(true)).body.threads[0]?.resolved).toMatchObject({ name: 'Owner' })
    expect((await set(false)).body.threads[0]?.resolved).toBeNull()
    const react = (isOn: boolean, reaction = 'thumbs-up') =>
      boss.ask(`${base}/comments/${commentId}/reactions`, post({ reaction, isOn }))
    await react(true)
    await react(true)
    expect((await react(true, 'hooray')).body.comments[0]?.reactions.map((one) => one.reaction)).toEqual([
      'thumbs-up',
      'hooray',
    ])
    await react(false)
    expect((await all(carl)).comments[0]?.reactions).toMatchObject([{ reaction: 'hooray', name: 'Owner' }])
    expect((await react(true, 'slap')).status).toBe(400)
    expect((await boss.ask(`${base}/threads/nothing`, { method: 'PATCH', body: { isResolved: true } })).status).toBe(
      404,
    )
  })

  it('are for members, and for guests whose link says so', async () => {
    const { base, post, add, guest, start, all } = await open(startServer)
    const [viewer, looker, talker] = [await add('viewer', 'Vera'), await guest('viewer'), await guest('commenter')]
    const { threadId } = await start(talker, 'From outside')
    expect((await all(viewer)).comments).toMatchObject([{ author: { kind: 'guest', name: talker.name } }])
    const words = post({ text: 'No' })
    expect((await viewer.ask(`${base}/threads/${threadId}/comments`, words)).status).toBe(403)
    expect((await looker.ask(`${base}/comments`)).status).toBe(403)
    expect((await looker.ask(`${base}/threads/${threadId}/comments`, words)).status).toBe(403)
    // Who can be named: a guest is not shown who else belongs to the team.
    const people = async (who: typeof viewer | typeof talker) =>
      (await who.ask<{ people: Mentionable[] }>(`${base}/comments/people`)).body.people.map(({ name }) => name)
    expect(await people(talker)).toEqual([talker.name])
    expect((await people(viewer)).toSorted()).toEqual([talker.name, 'Owner', 'Vera'].toSorted())
  })

  it('are pushed to whoever may read them, and to nobody whose link was revoked', async () => {
    const { boss, base, add, guest, socket, start } = await open(startServer)
    const [viewer, looker, talker] = [await add('viewer', 'Vera'), await guest('viewer'), await guest('commenter')]
    const [hers, his, theirs] = [await socket(viewer.cookie), await socket(looker.cookie), await socket(talker.cookie)]
    const { changes } = await start(boss, 'Hello')
    await expect.poll(() => hers.pushed('comments')).toEqual([{ kind: 'comments', ...changes }])
    await expect.poll(() => theirs.pushed('comments')).toHaveLength(1)
    await boss.ask(`${base}/shares/${talker.share.id}`, { method: 'DELETE' })
    await theirs.closed
    await start(boss, 'Among us')
    await expect.poll(() => hers.pushed('comments')).toHaveLength(2)
    expect([his.pushed('comments').length, theirs.pushed('comments').length]).toEqual([0, 1])
    expect((await talker.ask(`${base}/comments`)).status).toBe(401)
  })

  it('come to who was away, since the last that they know', async () => {
    const { boss, base, post, start, all } = await open(startServer)
    const { threadId } = await start(boss, 'First')
    const { seq } = await all(boss)
    await boss.ask(`${base}/threads/${threadId}/comments`, post({ text: 'Second' }))
    const { body } = await boss.ask<CommentsBody>(`${base}/comments?since=${seq}`)
    expect(body).toMatchObject({ seq: seq + 1, threads: [], comments: [{ text: 'Second' }], isMore: false })
    expect((await boss.ask<CommentsBody>(`${base}/comments?since=${seq + 1}`)).body.comments).toEqual([])
  })

  it('are said once, however often they are sent', async () => {
    const { boss, base, post, add, all } = await open(startServer)
    const carl = await add('commenter', 'Carl')
    const [id, threadId] = [newId(), newId()]
    const send = (who: typeof boss) =>
      who.ask(`${base}/threads`, post({ id: threadId, anchor: { kind: 'journey' }, comment: { id, text: 'Once' } }))
    const [first, second] = [await send(carl), await send(carl)]
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body])
    // Nobody speaks over somebody else's.
    expect((await send(boss)).status).toBe(400)
    expect((await all(boss)).comments).toHaveLength(1)
  })

  it('count as read up to where somebody looked', async () => {
    const { boss, base, post, add, start } = await open(startServer)
    const carl = await add('viewer', 'Carl')
    const { threadId, changes } = await start(boss, 'Read me', [{ id: carl.id, name: 'Carl' }])
    const reads = async () => (await carl.ask<{ reads: object }>(`${base}/comments/reads`)).body.reads
    expect(await reads()).toEqual({})
    const read = (number: number) =>
      carl.ask(`${base}/comments/reads`, post({ reads: { [threadId]: number, other: 1 } }))
    expect((await read(changes.seq)).status).toBe(204)
    await read(0)
    expect(await reads()).toEqual({ [threadId]: changes.seq })
  })

  it('go with their journey, stay out of its copies, and have a size', async () => {
    const { boss, base, post, start, all } = await open(startServer)
    await start(boss, 'Here')
    const copy = (await boss.ask<{ id: string }>(`${base}/duplicate`, { method: 'POST' })).body
    expect((await boss.ask<CommentsBody>(`/api/journeys/${copy.id}/comments`)).body.threads).toEqual([])
    expect(JSON.stringify((await boss.ask(base)).body)).not.toContain('Here')
    const long = post({ anchor: { kind: 'journey' }, comment: { text: 'x'.repeat(4001) } })
    expect((await boss.ask(`${base}/threads`, long)).status).toBe(400)
    expect((await boss.ask(`${base}/threads`, post({ anchor: CARD, comment: { text: ' \u0000 ' } }))).status).toBe(400)
    expect((await all(boss)).threads).toHaveLength(1)
    await boss.ask(base, { method: 'PATCH', body: { archived: true } })
    expect((await boss.ask(base, { method: 'DELETE' })).status).toBe(204)
    expect((await boss.ask(`${base}/comments`)).status).toBe(404)
  })
})

describeOverStores('notices', (startServer) => {
  it('tell whom a comment names or concerns, and nobody else', async () => {
    const { boss, base, id, post, add, guest, socket, start, noticesOf } = await open(startServer)
    const [ann, carl, vera] = [await add('editor', 'Ann'), await add('commenter', 'Carl'), await add('viewer', 'Vera')]
    const [talker, looker] = [await guest('commenter'), await guest('viewer')]
    const annsSocket = await socket(ann.cookie)
    const mentions = [
      { id: ann.id, name: 'Ann' },
      { id: talker.id, name: talker.name },
      { id: looker.id, name: looker.name },
      { id: vera.id, name: 'Vera' },
    ]
    const { threadId, commentId } = await start(carl, `@Ann and @${talker.name} and @${looker.name}: look`, mentions)
    expect(await noticesOf(ann)).toMatchObject([
      { kind: 'mentioned', journeyId: id, journeyTitle: 'Car repair', threadId, actorName: 'Carl', isRead: false },
    ])
    expect(await noticesOf(talker)).toHaveLength(1)
    // Not named in the words; may not read; said it.
    for (const who of [vera, looker, carl]) expect(await noticesOf(who)).toEqual([])
    await expect.poll(() => annsSocket.pushed('noticed')).toHaveLength(1)

    await boss.ask(`${base}/threads/${threadId}/comments`, post({ text: 'Seen.' }))
    expect((await noticesOf(carl)).map(({ kind }) => kind)).toEqual(['replied'])
    expect((await noticesOf(ann)).map(({ kind }) => kind)).toEqual(['replied', 'mentioned'])
    await boss.ask(`${base}/threads/${threadId}`, { method: 'PATCH', body: { isResolved: true } })
    expect((await noticesOf(carl)).map(({ kind }) => kind)).toEqual(['resolved', 'replied'])
    expect(await noticesOf(boss)).toEqual([])

    // What was removed is nobody's news.
    await carl.ask(`${base}/comments/${commentId}`, { method: 'DELETE' })
    expect((await noticesOf(ann)).map(({ kind }) => kind)).toEqual(['resolved', 'replied'])
  })

  it('are read one by one, by thread and all at once, each by whom they are for', async () => {
    const { boss, base, post, add, start, noticesOf } = await open(startServer)
    const [ann, carl] = [await add('editor', 'Ann'), await add('editor', 'Carl')]
    const named = [{ id: ann.id, name: 'Ann' }]
    const first = await start(boss, '@Ann one', named)
    await start(boss, '@Ann two', named)
    await start(boss, '@Ann three', named)
    const unread = async () => (await noticesOf(ann)).filter(({ isRead }) => !isRead).map(({ text }) => text)
    expect(await unread()).toEqual(['@Ann three', '@Ann two', '@Ann one'])
    await ann.ask(`${base}/comments/reads`, post({ reads: { [first.threadId]: first.changes.seq } }))
    expect(await unread()).toEqual(['@Ann three', '@Ann two'])
    const [newest] = await noticesOf(ann)
    const mark = (who: typeof ann) =>
      who.ask(`/api/notices/${newest?.id ?? ''}`, { method: 'PATCH', body: { isRead: true } })
    expect((await mark(carl)).status).toBe(404)
    expect((await mark(ann)).status).toBe(204)
    expect(await unread()).toEqual(['@Ann two'])
    await ann.ask('/api/notices/read', { method: 'POST' })
    expect(await unread()).toEqual([])
  })

  it('are not shown to who may not see what they are about any more, nor made for who wants none', async () => {
    const { boss, add, guest, base, start, noticesOf } = await open(startServer)
    const [ann, talker] = [await add('editor', 'Ann'), await guest('commenter')]
    const named = [
      { id: ann.id, name: 'Ann' },
      { id: talker.id, name: talker.name },
    ]
    await start(boss, `@Ann @${talker.name}`, named)
    const off = { method: 'PATCH', body: { ways: { mentioned: 'off' } } }
    expect((await ann.ask('/api/account/notices', off)).body).toMatchObject({
      ways: { mentioned: 'off', replied: 'digest', resolved: 'app' },
      mail: 'no-server',
    })
    await start(boss, `@Ann @${talker.name}`, named)
    expect([await noticesOf(ann), await noticesOf(talker)].map((list) => list.length)).toEqual([1, 2])
    await boss.ask(`/api/workspaces/first/members/${ann.id}`, { method: 'DELETE' })
    expect(await noticesOf(ann)).toEqual([])
    await boss.ask(`${base}/shares/${talker.share.id}`, { method: 'DELETE' })
    expect((await talker.ask('/api/notices')).status).toBe(401)
  })
})

it('is true that nobody writes faster than people do', async () => {
  const { boss, base, post } = await open(startTestApp)
  const statuses = new Set<number>()
  for (let count = 0; count < 61; count++) {
    const sent = await boss.ask(`${base}/threads`, post({ anchor: CARD, comment: { text: String(count) } }))
    statuses.add(sent.status)
  }
  expect([...statuses]).toEqual([201, 429])
})
