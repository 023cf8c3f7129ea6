import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { SignInWays } from '#shared/contract/rest/accounts.ts'
import type { PasskeyItem, PasskeyListBody } from '#shared/contract/rest/passkeys.ts'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import { type Authenticator, createAuthenticator } from '#tests/support/authenticator.ts'
import type { Answer, RequestOptions } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy, type StartOnStore } from '#tests/support/http-stores.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { addPerson, onStore } from '#tests/support/people.ts'

const ORIGIN = 'https://waymark.example.org'
const SIGN_IN = '/api/passkey-sign-in'

const cookieOf = ({ headers }: Answer<unknown>): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
const codeOf = (answer: Answer<unknown>): string => (answer.body as Partial<ErrorBody>).error?.code ?? 'none'

async function open(start: StartOnStore, settings: object = {}) {
  const test = await start({ publicUrl: ORIGIN, ...settings })
  const { port } = test.app.fastify.server.address() as { port: number }
  const send = <Body>(method: string, address: string, body?: unknown, cookie?: string) => {
    const options: RequestOptions = { method, cookie, ...(body !== undefined && { body }) }
    return test.request<Body>(`http://127.0.0.1:${port}${address}`, options)
  }
  const owner = cookieOf(await send('GET', new URL(test.app.ownerLink).pathname))
  const cookieName = owner.split('=', 1)[0] ?? ''
  const member = async (name: string) => `${cookieName}=${(await addPerson(keptBy(test), 'editor', name)).token}`

  const askToAdd = async (cookie: string) =>
    (await send<object>('POST', '/api/account/passkeys/options', undefined, cookie)).body
  const add = async (cookie: string, key: Authenticator, name = 'My laptop') =>
    send<PasskeyItem>('POST', '/api/account/passkeys', { name, response: key.create(await askToAdd(cookie)) }, cookie)
  /** As a browser that opens the sign-in page: what is to be signed, and its cookie. */
  const begin = async () => {
    const answer = await send<object>('POST', `${SIGN_IN}/options`)
    return { options: answer.body, ticket: cookieOf(answer) }
  }
  const finish = (response: unknown, ticket: string) => send('POST', SIGN_IN, { response }, ticket)
  return {
    test,
    send,
    owner,
    member,
    askToAdd,
    add,
    begin,
    finish,
    signIn: async (key: Authenticator) => {
      const { options, ticket } = await begin()
      return finish(key.get(options), ticket)
    },
    list: async (cookie: string) =>
      (await send<PasskeyListBody>('GET', '/api/account/passkeys', undefined, cookie)).body,
    me: async (cookie: string) => (await send<SessionBody>('GET', '/api/session', undefined, cookie)).body,
  }
}

describeOverStores('a passkey', (start) => {
  it('signs its person in, one of several, each by its name', async () => {
    const { send, member, add, signIn, list, me } = await open(start)
    expect((await send<SignInWays>('GET', '/api/sign-in')).body).toMatchObject({ passkeys: true })
    const ann = await member('Ann')
    const [laptop, phone] = [
      createAuthenticator(ORIGIN),
      createAuthenticator(ORIGIN, { isSynced: true, counts: false }),
    ]
    expect((await add(ann, laptop, 'Laptop')).body).toMatchObject({ name: 'Laptop', isSynced: false, lastUsedAt: null })
    const { body: phoneItem } = await add(ann, phone, 'Phone')
    expect(await list(ann)).toMatchObject({
      canAdd: true,
      passkeys: [{ name: 'Phone', isSynced: true }, { name: 'Laptop' }],
    })

    for (const key of [laptop, phone, phone]) {
      const signedIn = await signIn(key)
      expect(signedIn.status).toBe(204)
      expect(signedIn.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
      expect((await me(cookieOf(signedIn))).name).toBe('Ann')
    }
    expect((await list(ann)).passkeys.map(({ lastUsedAt }) => lastUsedAt === null)).toEqual([false, false])

    expect((await send('PATCH', `/api/account/passkeys/${phoneItem.id}`, { name: 'Old phone' }, ann)).status).toBe(204)
    expect((await send('DELETE', `/api/account/passkeys/${phoneItem.id}`, undefined, ann)).status).toBe(204)
    expect(codeOf(await signIn(phone))).toBe('passkey-not-right')
    expect((await signIn(laptop)).status).toBe(204)
  })

  it('is taken once for each question, by the browser that asked, from our own page only', async () => {
    const { member, add, begin, finish, signIn } = await open(start)
    const ann = await member('Ann')
    const key = createAuthenticator(ORIGIN)
    await add(ann, key)
    const refused = async (tried: Promise<Answer<unknown>>) => {
      const answer = await tried
      expect(codeOf(answer)).toBe('passkey-not-right')
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    // Replayed.
    const mine = await begin()
    const answer = key.get(mine.options)
    expect((await finish(answer, mine.ticket)).status).toBe(204)
    await refused(finish(answer, mine.ticket))
    // Of another browser, and of none.
    const [here, there] = [await begin(), await begin()]
    await refused(finish(key.get(there.options), here.ticket))
    await refused(finish(key.get(here.options), ''))
    await refused(finish(key.get({ challenge: 'bWFkZSB1cA' }), here.ticket))
    // From elsewhere, for elsewhere, with nobody's finger, for somebody else, signed by another key.
    const phished = { origin: 'https://waymark.example.org.evil.example' }
    await refused(finish(key.get((await begin()).options, phished), here.ticket))
    for (const other of [
      phished,
      { origin: 'http://waymark.example.org' },
      { rpId: 'example.org' },
      { isUserVerified: false },
      { userHandle: 'c29tZWJvZHk' },
    ]) {
      const { options, ticket } = await begin()
      await refused(finish(key.get(options, other), ticket))
    }
    const { options, ticket } = await begin()
    const stranger = createAuthenticator(ORIGIN).get(options)
    await refused(finish(stranger, ticket))
    await refused(finish({ ...stranger, id: answer.id, rawId: answer.id }, ticket))
    expect((await signIn(key)).status).toBe(204)
  })

  it('that was copied is refused when it counts behind the other', async () => {
    const { member, add, signIn } = await open(start)
    const key = createAuthenticator(ORIGIN)
    await add(await member('Ann'), key)
    const copy = key.clone()
    expect((await signIn(key)).status).toBe(204)
    expect((await signIn(key)).status).toBe(204)
    expect(codeOf(await signIn(copy))).toBe('passkey-not-right')
  })

  it('is added only as the answer to our question to this session, and belongs to one person', async () => {
    const { send, member, askToAdd, add, list } = await open(start)
    const [ann, bob] = [await member('Ann'), await member('Bob')]
    const key = createAuthenticator(ORIGIN)
    const put = async (cookie: string, response: unknown) =>
      codeOf(await send('POST', '/api/account/passkeys', { name: 'Mine', response }, cookie))
    const options = await askToAdd(ann)
    expect(await put(bob, key.create(options))).toBe('passkey-not-right')
    expect(await put(ann, key.create(await askToAdd(ann), { origin: 'https://evil.example' }))).toBe(
      'passkey-not-right',
    )
    expect(await put(ann, key.create(await askToAdd(ann), { isUserVerified: false }))).toBe('passkey-not-right')
    expect(await put(ann, key.create(options))).toBe('none')
    expect(await put(ann, key.create(options))).toBe('passkey-not-right')
    expect(codeOf(await add(bob, key))).toBe('passkey-not-right')
    expect((await list(bob)).passkeys).toEqual([])
    // The browser is told not to make a second one in the same place.
    const { passkeys } = await list(ann)
    expect(passkeys).toHaveLength(1)
    expect(await askToAdd(ann)).toMatchObject({ excludeCredentials: [{ type: 'public-key' }] })
  })

  it('is not removed when it is the only way in, nor by somebody else, nor without showing who one is', async () => {
    const { test, send, member, add, list } = await open(start)
    const [ann, bob] = [await member('Ann'), await member('Bob')]
    const { body: first } = await add(ann, createAuthenticator(ORIGIN))
    const remove = async (cookie: string, id: string) =>
      codeOf(await send('DELETE', `/api/account/passkeys/${id}`, undefined, cookie))
    expect(await remove(bob, first.id)).toBe('passkey-not-found')
    expect(await remove(ann, first.id)).toBe('last-way-in')
    const { body: second } = await add(ann, createAuthenticator(ORIGIN))
    const both = await Promise.all([remove(ann, first.id), remove(ann, second.id)])
    expect(both.toSorted()).toEqual(['last-way-in', 'none'])
    const left = (await list(ann)).passkeys[0]?.id ?? ''
    expect(
      (await send('PATCH', '/api/account', { email: 'ann@example.org', password: 'several words of mine' }, ann))
        .status,
    ).toBe(200)
    await onStore(keptBy(test), (database) => database.updateTable('sessions').set({ proved_at: 1 }).execute())
    expect(await remove(ann, left)).toBe('proof-needed')
    expect((await send('POST', '/api/account/proof', { password: 'several words of mine' }, ann)).status).toBe(204)
    expect(await remove(ann, left)).toBe('none')
    // The owner has the link that is printed at the start.
    const again = cookieOf(await send('GET', new URL(test.app.ownerLink).pathname))
    const { body: ofOwner } = await add(again, createAuthenticator(ORIGIN))
    expect(await remove(again, ofOwner.id)).toBe('none')
  })

  it('shows that it is still the same person, and nobody else’s does', async () => {
    const { test, send, member, add } = await open(start)
    const [ann, bob] = [await member('Ann'), await member('Bob')]
    const [hers, his] = [createAuthenticator(ORIGIN), createAuthenticator(ORIGIN)]
    await add(ann, hers)
    await add(bob, his)
    await onStore(keptBy(test), (database) => database.updateTable('sessions').set({ proved_at: 1 }).execute())
    const prove = async (key: Authenticator) => {
      const { body } = await send<object>('POST', '/api/account/proof/options', undefined, ann)
      return codeOf(await send('POST', '/api/account/proof/passkey', { response: key.get(body) }, ann))
    }
    const mayAdd = async () => codeOf(await send('POST', '/api/account/passkeys/options', undefined, ann))
    expect(await mayAdd()).toBe('proof-needed')
    expect(await prove(his)).toBe('passkey-not-right')
    expect(await mayAdd()).toBe('proof-needed')
    expect(await prove(hers)).toBe('none')
    expect(await mayAdd()).toBe('none')
  })

  it('that was added is told to the person’s address', async () => {
    const mail = await startMailServer()
    const { test, member, add } = await open(start, { smtpUrl: mail.url, mailFrom: 'W <w@example.org>' })
    const ann = await member('Ann')
    await onStore(keptBy(test), (database) =>
      database
        .updateTable('people')
        .set({ email: 'ann@example.org', email_verified_at: 1 })
        .where('name', '=', 'Ann')
        .execute(),
    )
    await add(ann, createAuthenticator(ORIGIN))
    await expect.poll(() => mail.letters[0]?.text).toContain('A passkey was added to your account.')
    expect(mail.letters[0]?.to).toEqual(['ann@example.org'])
  })
})

describeOverStores('passkeys at an address', (start) => {
  it('that browsers do not have them for are not offered', async () => {
    for (const publicUrl of [null, 'http://waymark.example.org', 'https://192.0.2.1']) {
      const { send, owner, list } = await open(start, { publicUrl })
      expect((await send<SignInWays>('GET', '/api/sign-in')).body).toMatchObject({ passkeys: false })
      expect(codeOf(await send('POST', `${SIGN_IN}/options`))).toBe('no-passkeys')
      expect(await list(owner)).toEqual({ passkeys: [], canAdd: false })
    }
  })
})
