import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { makeSharedJourney } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'

describeOverStores('the owner link', (start, isShared) => {
  it('signs in with a cookie that script cannot read, and leads to the library', async () => {
    const test = await start()
    const answer = await test.request(test.app.ownerLink)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^waymark_[0-9a-f]{8}=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const session = await test.request('/api/session', { cookie: await test.signIn() })
    expect(session).toMatchObject({ status: 200, body: { kind: 'person', name: 'Owner' } })
  })

  const afterwards = isShared ? 'the old one holds for a day, for other nodes start as well' : 'the old one is refused'
  it(`is another one at each start, and ${afterwards}`, async () => {
    const first = await start()
    const { ownerLink } = first.app
    const token = ownerLink.slice(ownerLink.lastIndexOf('/'))
    await first.close()
    const second = await start(keptBy(first))
    expect(second.app.ownerLink.endsWith(token)).toBe(false)
    expect((await second.request(`/enter${token}`)).status).toBe(isShared ? 302 : 401)
  })

  it('that is not good is refused in plain words', async () => {
    const test = await start()
    const page = await test.request('/enter/somebodys-guess', { headers: { accept: 'text/html' } })
    expect(page.status).toBe(401)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.body).toContain('This link does not sign you in')
    expect(page.headers.get('set-cookie')).toBeNull()
    const json = await test.request<ErrorBody>('/enter/somebodys-guess')
    expect(json).toMatchObject({ status: 401, body: { error: { code: 'link-not-valid' } } })
  })

  it('makes a cookie for https only when people come over https', async () => {
    const test = await start({ publicUrl: 'https://waymark.example' })
    expect(test.app.ownerLink).toMatch(/^https:\/\/waymark\.example\/enter\//)
    const answer = await test.app.fastify.inject(new URL(test.app.ownerLink).pathname)
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-waymark_[0-9a-f]{8}=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})

describeOverStores('a session', (start) => {
  it('outlives a restart', async () => {
    const first = await start()
    const cookie = await first.signIn()
    await first.close()
    const second = await start(keptBy(first))
    expect((await second.request('/api/session', { cookie })).status).toBe(200)
  })

  it('can be given another name, and ended', async () => {
    const test = await start()
    const cookie = await test.signIn()
    const renamed = await test.request('/api/session', { method: 'PATCH', body: { name: '  Ada ' }, cookie })
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Ada', kind: 'person' } })
    expect((await test.request('/api/session', { cookie: await test.signIn() })).body).toMatchObject({ name: 'Ada' })
    const ended = await test.request('/api/session', { method: 'DELETE', cookie })
    expect(ended.status).toBe(204)
    expect(ended.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970')
    expect((await test.request('/api/session', { cookie })).status).toBe(401)
  })

  it('is not taken from another site’s page', async () => {
    const test = await start()
    const cookie = await test.signIn()
    const from = (headers: Record<string, string>) =>
      test.request<ErrorBody>('/api/journeys', { method: 'POST', body: {}, cookie, headers })
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect(await from(headers)).toMatchObject({ status: 403, body: { error: { code: 'bad-origin' } } })
    }
    expect((await test.request<{ journeys: [] }>('/api/journeys', { cookie })).body.journeys).toEqual([])
    expect((await from({ origin: test.app.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  })
})

describeOverStores('bearer tokens', (start) => {
  it('WAYMARK_TOKEN has the owner’s rights, by header and by address', async () => {
    const test = await start({ token: 'a-script-token' })
    expect(await test.request('/api/session', { bearer: 'a-script-token' })).toMatchObject({ body: { kind: 'token' } })
    expect((await test.request('/api/session?token=a-script-token')).status).toBe(200)
    const made = await test.request('/api/journeys', {
      method: 'POST',
      body: { title: 'By a script' },
      bearer: 'a-script-token',
      headers: { origin: 'http://elsewhere.example' },
    })
    expect(made).toMatchObject({ status: 201, body: { title: 'By a script', role: 'owner' } })
  })

  it('that are wrong are refused, also beside a good cookie, and the owner link is none', async () => {
    const test = await start({ token: 'a-script-token' })
    const cookie = await test.signIn()
    const ownerToken = test.app.ownerLink.split('/').at(-1) ?? ''
    for (const bearer of ['a-script-toke', 'a-script-token2', ownerToken, 'x.y']) {
      expect(await test.request<ErrorBody>('/api/session', { bearer, cookie })).toMatchObject({
        status: 401,
        body: { error: { code: 'link-not-valid' } },
      })
    }
  })

  it('without WAYMARK_TOKEN, nothing and not even an empty one gets in', async () => {
    const test = await start()
    expect((await test.request('/api/session', { bearer: 'undefined' })).status).toBe(401)
    expect((await test.request('/api/session?token=')).status).toBe(401)
    expect((await test.request('/api/session', { headers: { authorization: 'Bearer ' } })).status).toBe(401)
  })
})

describeOverStores('share links', (start) => {
  it('let a browser in as a guest, onto their journey only', async () => {
    const test = await start()
    const cookie = await test.signIn()
    const shared = await makeSharedJourney(test, { cookie })
    const other = await test.request<{ id: string }>('/api/journeys', { method: 'POST', body: {}, cookie })

    const answer = await test.request(shared.viewer.url)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(`/open/${shared.viewer.token}`)
    expect(answer.headers.get('set-cookie')).toBeNull()
    const guest = await test.openShare(shared.viewer.token)
    const again = await test.request(shared.viewer.url, { cookie: guest })
    expect(again.headers.get('location')).toBe(`/view/${shared.id}`)
    expect(await test.request('/api/session', { cookie: guest })).toMatchObject({
      body: { kind: 'guest', name: expect.stringMatching(/^Guest /) },
    })
    expect((await test.request(`/api/journeys/${shared.id}`, { cookie: guest })).status).toBe(200)
    expect(await test.request(`/api/journeys/${other.body.id}`, { cookie: guest })).toMatchObject({
      status: 404,
      body: { error: { code: 'journey-not-found' } },
    })
    const list = await test.request<{ journeys: { id: string; role: string }[] }>('/api/journeys', { cookie: guest })
    expect(list.body.journeys).toMatchObject([{ id: shared.id, role: 'viewer' }])
  })

  it('add to the session that is there: a second link makes a viewer an editor', async () => {
    const test = await start()
    const shared = await makeSharedJourney(test, { cookie: await test.signIn() })
    const guest = await test.openShare(shared.viewer.token)
    const again = await test.openShare(shared.editor.token, guest)
    expect(again).toBe(guest)
    expect((await test.request(`/api/journeys/${shared.id}/summary`, { cookie: guest })).body).toMatchObject({
      role: 'editor',
    })
  })

  it('leave the owner who opens one the owner', async () => {
    const test = await start()
    const cookie = await test.signIn()
    const shared = await makeSharedJourney(test, { cookie })
    expect(await test.openShare(shared.viewer.token, cookie)).toBe(cookie)
    expect((await test.request(`/api/journeys/${shared.id}/summary`, { cookie })).body).toMatchObject({ role: 'owner' })
  })

  it('work as bearer tokens with their own role', async () => {
    const test = await start()
    const shared = await makeSharedJourney(test, { cookie: await test.signIn() })
    const rename = (bearer: string) =>
      test.request(`/api/journeys/${shared.id}`, { method: 'PATCH', body: { title: 'New' }, bearer })
    expect(await rename(shared.viewer.token)).toMatchObject({ status: 403, body: { error: { code: 'not-allowed' } } })
    expect(await rename(shared.editor.token)).toMatchObject({ status: 200, body: { title: 'New', role: 'editor' } })
    expect((await test.request(`/api/journeys/${shared.id}?token=${shared.viewer.token}`)).status).toBe(200)
  })

  it('are over at once when they are revoked, for browsers and for scripts', async () => {
    const test = await start()
    const cookie = await test.signIn()
    const shared = await makeSharedJourney(test, { cookie })
    const guest = await test.openShare(shared.viewer.token)
    const address = `/api/journeys/${shared.id}`
    const revoke = () => test.request(`${address}/shares/${shared.viewer.id}`, { method: 'DELETE', cookie })
    expect((await revoke()).status).toBe(204)
    expect((await test.request(address, { cookie: guest })).status).toBe(401)
    expect((await test.request(address, { bearer: shared.viewer.token })).status).toBe(410)
    const page = await test.request(`/s/${shared.viewer.token}`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(410)
    expect(page.body).toContain('no longer shared')
    expect(await revoke()).toMatchObject({ status: 404, body: { error: { code: 'share-not-found' } } })
    const left = await test.request<{ shares: { id: string; url: string }[] }>(`${address}/shares`, { cookie })
    expect(left.body.shares).toMatchObject([{ id: shared.editor.id, url: shared.editor.url }])
    // The guest's browser may come in again by another link, under the name it had.
    expect(await test.openShare(shared.editor.token, guest)).toBe(guest)
    expect((await test.request(address, { cookie: guest })).status).toBe(200)
  })
})
