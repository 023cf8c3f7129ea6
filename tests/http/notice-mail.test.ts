import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAuth } from '#server/auth/auth.ts'
import { createComments } from '#server/comments/comments.ts'
import { createMailer } from '#server/mail/mailer.ts'
import { startNoticeMail } from '#server/notices/notice-mail.ts'
import { createNotices } from '#server/notices/notices.ts'
import type { NoticeKind } from '#shared/contract/notice-kinds.ts'
import { newId } from '#shared/lib/ids.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import { startTestApp } from '#tests/support/http-app.ts'
import { type MailServer, startMailServer } from '#tests/support/mail-server.ts'
import { addPerson, onStore } from '#tests/support/people.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { silentLogger } from '#tests/support/storage-bytes.ts'
import { describeStores } from '#tests/support/stores.ts'
import { openTestStorage, type TestStorage } from '#tests/support/test-storage.ts'

const NINE = Date.UTC(2026, 10, 2, 9)
const URL = 'https://waymark.example'
const BOB = { id: 'bob', name: 'Bob', color: 1 }

describeStores('letters about news', (store) => {
  let storage: TestStorage
  beforeAll(async () => {
    storage = await openTestStorage(store)
  })
  afterAll(async () => {
    await storage.close()
    await storage.place.close()
  })

  async function open({ mail, isDeaf = false }: { mail?: MailServer; isDeaf?: boolean } = {}) {
    const server = mail ?? (await startMailServer())
    const { database } = storage
    const clock = { now: NINE }
    const now = (): number => clock.now
    const mailer = createMailer({
      smtpUrl: isDeaf ? 'smtp://127.0.0.1:1' : server.url,
      from: 'w@example.org',
      logger: { warn: () => undefined },
    })
    const notices = createNotices({ database, hasMail: true, push: () => undefined, now })
    const node = () =>
      startNoticeMail({
        database,
        notices,
        send: mailer && mailer.send.bind(mailer),
        url: () => URL,
        unsubscribeTokenOf: (id) => `token-of-${id}`,
        logger: silentLogger,
        now,
      })
    const journeyId = await storage.newJourney()
    await database.updateTable('journeys').set({ title: 'Car repair' }).where('id', '=', journeyId).execute()
    const person = async (name: string) => {
      const id = newId<'person'>()
      const email = `${id}@example.org`
      await database
        .insertInto('people')
        .values({ id, name, color: 1, email, password_hash: null, created_at: 1 })
        .execute()
      await database
        .insertInto('members')
        .values({ workspace_id: 'first', person_id: id, role: 'viewer', joined_at: 1 })
        .execute()
      return { id, email }
    }
    const notify = (personId: string, kind: NoticeKind, text: string) =>
      notices.notify({ kind, personIds: [personId], workspaceId: 'first', journeyId, by: BOB, text })
    const lettersTo = (email: string) => server.letters.filter(({ to }) => to.includes(email))
    const pass = (ms: number): void => {
      clock.now += ms
    }
    return { database, notices, node, journeyId, person, notify, lettersTo, pass }
  }

  it('come two minutes after a mention, in one, and once from several nodes', async () => {
    const { node, person, notify, lettersTo, pass, journeyId } = await open()
    const [one, other] = [node(), node()]
    const ann = await person('Ann')
    await notify(ann.id, 'mentioned', '@Ann look')
    await notify(ann.id, 'mentioned', '@Ann and here')
    await one.sendDue()
    expect(lettersTo(ann.email)).toEqual([])
    pass(2 * MINUTE_MS)
    await Promise.all([one.sendDue(), other.sendDue()])
    await one.sendDue()
    const [letter, ...more] = lettersTo(ann.email)
    expect(more).toEqual([])
    for (const part of [
      '@Ann look',
      '@Ann and here',
      `${URL}/journeys/${journeyId}`,
      `/unsubscribe/token-of-${ann.id}`,
    ])
      expect(letter?.text).toContain(part)
    await Promise.all([one.close(), other.close()])
  })

  it('gather replies until the morning, also over a restart', async () => {
    const { node, person, notify, lettersTo, pass } = await open()
    const first = node()
    const ann = await person('Ann')
    await notify(ann.id, 'replied', 'One')
    pass(HOUR_MS)
    await notify(ann.id, 'replied', 'Two')
    await first.sendDue()
    await first.close()
    pass(20 * HOUR_MS)
    const second = node()
    await second.sendDue()
    expect(lettersTo(ann.email)).toEqual([])
    pass(HOUR_MS)
    await second.sendDue()
    pass(DAY_MS)
    await second.sendDue()
    expect(lettersTo(ann.email).map(({ text }) => [text.includes('One'), text.includes('Two')])).toEqual([[true, true]])
    await second.close()
  })

  it('leave out what was read, what may not be seen any more, and whoever wants none', async () => {
    const { database, notices, node, person, notify, lettersTo, pass } = await open()
    const sender = node()
    const [reader, gone, quiet] = [await person('Reader'), await person('Gone'), await person('Quiet')]
    for (const { id } of [reader, gone, quiet]) await notify(id, 'mentioned', 'Secret')
    await notices.readAll(reader.id)
    await database.deleteFrom('members').where('person_id', '=', gone.id).execute()
    await notices.settings.endMail(quiet.id)
    pass(2 * MINUTE_MS)
    await sender.sendDue()
    for (const { email } of [reader, gone, quiet]) expect(lettersTo(email)).toEqual([])
    const left = await database.selectFrom('notices').select('id').where('mail_at', 'is not', null).execute()
    expect(left).toEqual([])
    await sender.close()
  })

  it('are tried again while the mail server does not answer', async () => {
    const deaf = await open({ isDeaf: true })
    const sender = deaf.node()
    const ann = await deaf.person('Ann')
    await deaf.notify(ann.id, 'mentioned', '@Ann still')
    deaf.pass(2 * MINUTE_MS)
    await sender.sendDue()
    await sender.close()
    const heard = await open()
    const later = heard.node()
    heard.pass(5 * MINUTE_MS)
    await later.sendDue()
    expect(heard.lettersTo(ann.email)).toEqual([])
    heard.pass(10 * MINUTE_MS)
    await later.sendDue()
    expect(heard.lettersTo(ann.email)).toHaveLength(1)
    await later.close()
  })

  it('tell all that changed, page by page', async () => {
    const comments = createComments({ database: storage.database })
    const journeyId = await storage.newJourney()
    const author = { ...BOB, kind: 'person' } as const
    const started = await comments.start(journeyId, author, {
      anchor: { kind: 'journey' },
      comment: { text: '0', mentions: [] },
    })
    const threadId = started.ok ? started.value.threadId : ''
    for (let count = 1; count < 310; count++) {
      const said = await comments.reply(journeyId, threadId, author, { text: String(count), mentions: [] })
      expect(said.ok).toBe(true)
    }
    const first = await comments.changesSince(journeyId, 0)
    expect([first.comments.length, first.isMore]).toEqual([300, true])
    const rest = await comments.changesSince(journeyId, first.seq)
    expect([rest.comments.length, rest.isMore, rest.seq]).toEqual([10, false, 310])
  }, 60_000)
})

it('end by the link in them, which needs no signing in and does nothing by being looked at', async () => {
  const test = await startTestApp({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'w@example.org' })
  const owner = await test.signIn()
  const ann = await addPerson(keptBy(test), 'editor', 'Ann')
  const email = 'ann@example.org'
  await onStore(keptBy(test), (database) =>
    database.updateTable('people').set({ email }).where('id', '=', ann.id).execute(),
  )
  const token = await onStore(keptBy(test), async (database) => {
    const auth = await createAuth({ database, dataFolder: test.folder, token: null })
    return auth.unsubscribeTokenOf(ann.id)
  })
  const page = `/api/unsubscribe/${token}`
  const facts = async () => (await test.request(page)).body
  expect(await facts()).toEqual({ email, isOn: true })
  expect(await facts()).toEqual({ email, isOn: true })
  expect((await test.request(`${page}x`, { method: 'POST' })).status).toBe(401)
  expect((await test.request(page, { method: 'POST' })).status).toBe(204)
  expect(await facts()).toEqual({ email, isOn: false })
  const cookie = `${owner.split('=', 1)[0] ?? ''}=${ann.token}`
  expect((await test.request('/api/account/notices', { cookie })).body).toMatchObject({
    ways: { mentioned: 'app', replied: 'app', resolved: 'app' },
    mail: 'yes',
  })
})
