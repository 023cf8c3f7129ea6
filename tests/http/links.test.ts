import { expect, it, onTestFinished } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type {
  GuestAccess,
  GuestItem,
  LinkFacts,
  ShareCreate,
  ShareItem,
  SharePatch,
} from '#shared/contract/rest/shares.ts'
import { DAY_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { addPerson } from '#tests/support/people.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const TOKEN = 'a-script-token'
const owner = { bearer: TOKEN }

async function openScene(test: TestApp, title = 'Top secret plan') {
  const made = { method: 'POST', body: { title }, ...owner }
  const { id } = (await test.request<{ id: string }>('/api/journeys', made)).body
  const journey = `/api/journeys/${id}`
  const share = async (body: ShareCreate = {}): Promise<ShareItem> => {
    const answer = await test.request<ShareItem>(`${journey}/shares`, { method: 'POST', body, ...owner })
    expect(answer.status).toBe(201)
    return answer.body
  }
  const change = (link: ShareItem, body: SharePatch) =>
    test.request<ShareItem>(`${journey}/shares/${link.id}`, { method: 'PATCH', body, ...owner })
  const listed = async (): Promise<ShareItem[]> =>
    (await test.request<{ shares: ShareItem[] }>(`${journey}/shares`, owner)).body.shares
  const guests = async (): Promise<GuestItem[]> =>
    (await test.request<{ guests: GuestItem[] }>(`${journey}/guests`, owner)).body.guests
  const enter = async (link: ShareItem, body: object = {}, cookie?: string) => {
    const answer = await test.request<{ address: string } & ErrorBody>(`/api/links/${link.token}/enter`, {
      method: 'POST',
      body,
      cookie,
    })
    const set = answer.headers.get('set-cookie')?.split(';', 1)[0]
    return {
      status: answer.status,
      code: answer.body.error?.code,
      address: answer.body.address,
      cookie: set ?? cookie ?? '',
    }
  }
  const look = async (link: ShareItem, cookie?: string) =>
    (await test.request<LinkFacts & ErrorBody>(`/api/links/${link.token}`, { cookie })).body
  const sees = async (cookie: string): Promise<number> => (await test.request(journey, { cookie })).status
  const join = async (cookie: string) => {
    const client = await joinRaw(`${test.app.url.replace('http', 'ws')}/sync/${id}?v=1`, undefined, { cookie })
    onTestFinished(() => client.close())
    return client
  }
  return { id, journey, share, change, listed, guests, enter, look, sees, join }
}

describeOverStores('a share link', (start) => {
  it('asks a guest for a name, which everybody sees, and remembers the browser', async () => {
    const test = await start({ token: TOKEN })
    const { share, enter, look, listed, guests, journey } = await openScene(test)
    const link = await share({ role: 'commenter', name: 'For the board' })
    expect(await look(link)).toEqual({
      asksPassword: false,
      suggestedName: expect.stringMatching(/^Guest /),
      title: 'Top secret plan',
      role: 'commenter',
    })
    expect((await listed())[0]).toMatchObject({ uses: 0, lastUsedAt: null, standing: 'open' })
    const before = Date.now()
    const { cookie, address } = await enter(link, { name: '  Bo from sales ' })
    expect(address).toBe(journey.replace('/api', ''))
    expect((await test.request('/api/session', { cookie })).body).toMatchObject({
      name: 'Bo from sales',
      kind: 'guest',
    })
    // Looking on and coming back are no further use.
    expect(await look(link, cookie)).toMatchObject({ suggestedName: null })
    await enter(link, { name: 'Another' }, cookie)
    expect((await test.request('/api/session', { cookie })).body).toMatchObject({ name: 'Bo from sales' })
    const [item] = await listed()
    expect(item).toMatchObject({ uses: 1, name: 'For the board' })
    expect(item?.lastUsedAt).toBeGreaterThanOrEqual(before)
    expect(await guests()).toEqual([
      {
        sessionId: expect.any(String),
        actorId: expect.any(String),
        name: 'Bo from sales',
        color: expect.any(Number),
        hasAccount: false,
        role: 'commenter',
        shareIds: [link.id],
        shareNames: ['For the board'],
        since: item?.lastUsedAt,
        lastSeenAt: null,
      },
    ])
    // Whoever may do as much anyway is no guest, whoever has an account keeps their name.
    for (const role of ['editor', null] as const) {
      const { token } = await addPerson(keptBy(test), role, role ?? 'Passer-by')
      await enter(link, {}, `${cookie.split('=', 1)[0]}=${token}`)
    }
    expect((await guests()).map(({ name, hasAccount }) => [name, hasAccount])).toEqual([
      ['Passer-by', true],
      ['Bo from sales', false],
    ])
  })

  it('with a password tells nothing before it, lets nobody guess for long, and no script past it', async () => {
    const test = await start({ token: TOKEN })
    const { share, change, enter, look, listed, journey, sees } = await openScene(test)
    const link = await share({ password: 'open sesame' })
    expect(JSON.stringify(await listed())).not.toMatch(/sesame|argon/)
    expect(await look(link)).toEqual({ asksPassword: true, suggestedName: expect.any(String), title: null, role: null })
    const page = await test.request<string>(`/s/${link.token}`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(302)
    expect(await enter(link, { name: 'Bo' })).toMatchObject({ status: 403, code: 'link-password-needed', cookie: '' })
    expect(await enter(link, { password: 'open sesamE' })).toMatchObject({ status: 403, code: 'link-password-wrong' })
    expect((await test.request<ErrorBody>(journey, { bearer: link.token })).body.error.code).toBe(
      'link-not-for-scripts',
    )
    const inside = await enter(link, { name: 'Bo', password: 'open sesame' })
    expect(await sees(inside.cookie)).toBe(200)
    expect((await listed())[0]).toMatchObject({ uses: 1, hasPassword: true })

    // Who is in stays in under another password, or none; who comes needs the new one.
    expect((await change(link, { password: 'sesame no more' })).body.hasPassword).toBe(true)
    expect(await sees(inside.cookie)).toBe(200)
    expect(await enter(link, { password: 'open sesame' })).toMatchObject({ code: 'link-password-wrong' })
    for (let guess = 0; guess < 30; guess++) await enter(link, { password: `guess ${guess}` })
    expect(await enter(link, { password: 'sesame no more' })).toMatchObject({ status: 429, code: 'too-many-requests' })
    // Another link is not meant by that, nor is this one without its password.
    const other = await share({ password: 'another one' })
    expect(await enter(other, { password: 'another one' })).toMatchObject({ status: 200 })
    expect((await change(link, { password: null })).body.hasPassword).toBe(false)
    expect(await enter(link)).toMatchObject({ status: 200 })
  })

  it('for one time belongs to the first browser, also when two come at the same moment', async () => {
    const test = await start({ token: TOKEN })
    const { share, change, enter, look, listed, guests, sees, journey } = await openScene(test)
    const link = await share({ maxUses: 1 })
    const both = await Promise.all(['Ann', 'Bo', 'Cy', 'Di'].map((name) => enter(link, { name })))
    expect(both.map(({ code }) => code ?? 'in').toSorted()).toEqual(['in', 'link-spent', 'link-spent', 'link-spent'])
    expect(await listed()).toMatchObject([{ uses: 1, standing: 'spent' }])
    expect(await guests()).toHaveLength(1)
    const first = both.find(({ status }) => status === 200)?.cookie ?? ''
    expect([await sees(first), (await enter(link, {}, first)).status]).toEqual([200, 200])
    expect((await look(link)).error.code).toBe('link-spent')
    expect((await test.request<ErrorBody>(journey, { bearer: link.token })).body.error.code).toBe(
      'link-not-for-scripts',
    )
    const page = await test.request<string>(`/s/${link.token}`, { headers: { accept: 'text/html' } })
    expect([page.status, page.body]).toEqual([410, expect.stringContaining('This link was used already')])
    expect(page.body).not.toContain('Top secret')
    await change(link, { maxUses: 2 })
    expect(await enter(link, { name: 'Ed' })).toMatchObject({ status: 200 })
    expect(await enter(link, { name: 'Fi' })).toMatchObject({ status: 410, code: 'link-spent' })
  })

  it('ends by itself, for whoever is connected within a second, and can be given more time', async () => {
    const test = await start({ token: TOKEN })
    const { share, change, enter, look, listed, guests, sees, join, journey } = await openScene(test)
    const link = await share({ expiresAt: Date.now() + DAY_MS })
    const { cookie } = await enter(link)
    const client = await join(cookie)
    const script = await joinRaw(
      `${test.app.url.replace('http', 'ws')}/sync/${journey.split('/')[3]}?v=1&token=${link.token}`,
    )
    const endsAt = Date.now() + 1_500
    await change(link, { expiresAt: endsAt })
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    for (const { closed } of [client, script]) expect((await closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect(Date.now() - endsAt).toBeLessThan(SECOND_MS)
    expect(Date.now()).toBeGreaterThanOrEqual(endsAt)
    expect(await sees(cookie)).toBe(401)
    expect((await look(link)).error.code).toBe('link-expired')
    expect((await test.request<ErrorBody>(journey, { bearer: link.token })).body.error.code).toBe('link-expired')
    expect(await enter(link)).toMatchObject({ status: 410, code: 'link-expired' })
    expect(await listed()).toMatchObject([{ standing: 'expired' }])
    expect(await guests()).toEqual([])
    await change(link, { expiresAt: null })
    expect(await sees(cookie)).toBe(200)
    expect(await guests()).toHaveLength(1)
  })

  it('that is changed or revoked holds at once', async () => {
    const test = await start({ token: TOKEN })
    const { share, change, enter, look, sees, join, journey } = await openScene(test)
    const link = await share({ role: 'editor' })
    const { cookie } = await enter(link)
    const client = await join(cookie)
    expect(await change(link, { role: 'viewer', name: 'Only looking' })).toMatchObject({
      status: 200,
      body: { role: 'viewer', name: 'Only looking', uses: 1 },
    })
    expect((await client.closed).code).toBe(CLOSE_CODES['role-changed'])
    const again = await join(cookie)
    expect((await again.next('hello')).value).toMatchObject({ role: 'viewer' })
    expect((await test.request(`${journey}/shares/${link.id}`, { method: 'DELETE', ...owner })).status).toBe(204)
    expect((await again.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect(await sees(cookie)).toBe(401)
    expect((await look(link)).error.code).toBe('link-revoked')
    expect(await change(link, { name: 'Back' })).toMatchObject({
      status: 404,
      body: { error: { code: 'share-not-found' } },
    })
    expect((await look({ ...link, token: `${link.token}x` })).error.code).toBe('link-not-valid')
    for (const body of [
      { password: 'short' },
      { maxUses: 0 },
      { role: 'owner' },
      { expiresAt: 'soon' },
      { shows: { laneIds: 'x' } },
    ]) {
      const answer = await test.request<ErrorBody>(`${journey}/shares`, { method: 'POST', body, ...owner })
      expect([body, answer.status, answer.body.error?.code]).toEqual([body, 400, 'not-valid'])
    }
  })
})

describeOverStores('a guest', (start) => {
  it('who is put out is out at once, and does not come back by the same link', async () => {
    const test = await start({ token: TOKEN })
    const { share, enter, guests, sees, join, journey } = await openScene(test)
    const [link, second] = [await share(), await share({ role: 'commenter' })]
    const bo = await enter(link, { name: 'Bo' })
    await enter(second, {}, bo.cookie)
    const cy = await enter(link, { name: 'Cy' })
    const [his, theirs] = [await join(bo.cookie), await join(cy.cookie)]
    await expect.poll(async () => (await guests()).map(({ lastSeenAt }) => lastSeenAt !== null)).toEqual([true, true])
    const found = (await guests()).find(({ name }) => name === 'Bo')
    expect(found).toMatchObject({ role: 'commenter' })
    expect(found?.shareIds.toSorted()).toEqual([link.id, second.id].toSorted())
    const remove = () => test.request(`${journey}/guests/${found?.sessionId}`, { method: 'DELETE', ...owner })
    expect((await remove()).status).toBe(204)
    expect((await his.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect(theirs.socket.readyState).toBe(theirs.socket.OPEN)
    expect(await remove()).toMatchObject({ status: 404, body: { error: { code: 'guest-not-found' } } })
    for (const one of [link, second]) {
      expect(await enter(one, {}, bo.cookie)).toMatchObject({ status: 403, code: 'link-guest-removed' })
    }
    expect([await sees(bo.cookie), await sees(cy.cookie)]).toEqual([401, 200])
    expect((await guests()).map(({ name }) => name)).toEqual(['Cy'])
    // Another link is another invitation.
    const third = await share()
    expect(await enter(third, {}, bo.cookie)).toMatchObject({ status: 200 })
    // Nobody but those who share sees or removes guests.
    for (const method of ['GET', 'POST'] as const) {
      const address = method === 'GET' ? `${journey}/guests` : `${journey}/guests/end`
      expect((await test.request(address, { method, cookie: cy.cookie })).status).toBe(403)
    }
  })

  it('and all others are out when guest access to a journey, or to a workspace, is ended', async () => {
    const test = await start({ token: TOKEN })
    const one = await openScene(test)
    const two = await openScene(test, 'Another')
    const [a, b, c] = [await one.share(), await one.share({ role: 'editor' }), await two.share()]
    const entered = [
      await one.enter(a, { name: 'Ann' }),
      await one.enter(b, { name: 'Bo' }),
      await two.enter(c, { name: 'Cy' }),
    ]
    const sockets = [
      await one.join(entered[0]?.cookie ?? ''),
      await one.join(entered[1]?.cookie ?? ''),
      await two.join(entered[2]?.cookie ?? ''),
    ]
    const count = async () => (await test.request<GuestAccess>('/api/workspaces/first/guests', owner)).body
    expect(await count()).toEqual({ journeys: 2, links: 3, guests: 3 })
    const ended = await test.request<GuestAccess>(`${one.journey}/guests/end`, { method: 'POST', ...owner })
    expect(ended).toMatchObject({ status: 200, body: { journeys: 1, links: 2, guests: 2 } })
    for (const socket of sockets.slice(0, 2)) expect((await socket.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect(sockets[2]?.socket.readyState).toBe(1)
    expect([await one.listed(), await one.guests()]).toEqual([[], []])
    expect(await count()).toEqual({ journeys: 1, links: 1, guests: 1 })

    // For all journeys at once only who manages the workspace, in a browser.
    const end = (cookie?: string) =>
      test.request<GuestAccess>('/api/workspaces/first/guests/end', {
        method: 'POST',
        ...(cookie ? { cookie } : owner),
      })
    const name = entered[0]?.cookie.split('=', 1)[0] ?? ''
    expect((await end(`${name}=${(await addPerson(keptBy(test), 'editor')).token}`)).status).toBe(403)
    const admin = `${name}=${(await addPerson(keptBy(test), 'admin')).token}`
    expect(await end(admin)).toMatchObject({ status: 200, body: { journeys: 1, links: 1, guests: 1 } })
    expect((await sockets[2]?.closed)?.code).toBe(CLOSE_CODES['not-signed-in'])
    expect((await two.look(c)).error.code).toBe('link-revoked')
    expect(await count()).toEqual({ journeys: 0, links: 0, guests: 0 })
  })

  it('who signs in keeps what their links gave, and stays out where they were put out', async () => {
    const test = await start({ token: TOKEN })
    const { share, enter, guests, sees, journey } = await openScene(test)
    const link = await share({ maxUses: 1 })
    const bo = await enter(link, { name: 'Bo' })
    // The owner's link signs the same browser in.
    const answer = await test.request(test.app.ownerLink, { cookie: bo.cookie })
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    expect(await sees(cookie)).toBe(200)
    expect(await guests()).toMatchObject([{ hasAccount: true }])
    const [{ sessionId } = { sessionId: '' }] = await guests()
    await test.request(`${journey}/guests/${sessionId}`, { method: 'DELETE', ...owner })
    expect(await guests()).toEqual([])
    // A member does not need the link.
    expect(await sees(cookie)).toBe(200)
  })
})
