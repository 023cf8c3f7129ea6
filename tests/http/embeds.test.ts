import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { EmbedBody } from '#shared/contract/rest/embeds.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores } from '#tests/support/http-stores.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const TOKEN = 'a-script-token'
const owner = { bearer: TOKEN }
const PAGE = { accept: 'text/html' }

const allow = (test: TestApp, journeyId: string, shareId: string, sites: readonly string[]) =>
  test.request<EmbedBody>(`/api/journeys/${journeyId}/shares/${shareId}/embed`, {
    method: 'PUT',
    body: { sites },
    ...owner,
  })

const ancestorsOf = (headers: Headers): string =>
  /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? ''

/** A journey with a link that `wiki.example.com` may embed, on an app that is built. */
async function openScene(start: (settings: object) => Promise<TestApp> = startTestApp) {
  const appFolder = await temporaryFolder()
  await mkdir(path.join(appFolder, 'assets'))
  await writeFile(path.join(appFolder, 'index.html'), '<!doctype html><title>The app</title>')
  await writeFile(path.join(appFolder, 'view.html'), '<!doctype html><title>The view</title>')
  const test = await start({ token: TOKEN, appFolder })
  const shared = await makeSharedJourney(test, owner)
  const embed = (await allow(test, shared.id, shared.viewer.id, ['wiki.example.com', '*.example.org:8443'])).body
  return { test, shared, embed }
}

const oembed = (test: TestApp, url: string, more = '') =>
  test.request<Record<string, unknown>>(`/oembed?url=${encodeURIComponent(url)}${more}`)

describeOverStores('an embed', (start) => {
  it('is shown by the sites that its link names, and by no others; every other page by none', async () => {
    const { test, shared, embed } = await openScene(start)
    const [address = '', signature] = embed.url.split('#')
    expect(signature).toBe(shared.viewer.token.split('.')[1])
    expect(address).not.toContain(signature)

    const page = await test.request(address, { headers: PAGE })
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>The view</title>' })
    expect(ancestorsOf(page.headers)).toBe('wiki.example.com *.example.org:8443')
    expect(page.headers.get('x-frame-options')).toBeNull()
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('set-cookie')).toBeNull()

    for (const other of ['/', `/view/${shared.id}`, `/journeys/${shared.id}`, `/embed/nothing/${shared.id}`]) {
      const answer = await test.request(other, { headers: PAGE })
      expect({ other, ancestors: ancestorsOf(answer.headers) }).toEqual({ other, ancestors: "'none'" })
    }

    await allow(test, shared.id, shared.viewer.id, [])
    expect(ancestorsOf((await test.request(address, { headers: PAGE })).headers)).toBe("'none'")
  })

  it('lets in by its token alone, at the socket and by REST, until the link is revoked', async () => {
    const { test, shared, embed } = await openScene(start)
    const [path = '', signature = ''] = new URL(embed.url).href.split('#')
    const [shareId, journeyId] = path.split('/').slice(-2)
    const bearer = `${String(shareId)}.${signature}`
    expect((await test.request(`/api/journeys/${String(journeyId)}`, { bearer })).status).toBe(200)
    const socket = `${test.app.url.replace('http', 'ws')}/sync/${shared.id}?v=1&token=${bearer}`
    // As a browser asks inside another site's page: without a cookie.
    const client = await joinRaw(socket, undefined, { origin: test.app.url })
    client.close()

    await test.request(`/api/journeys/${shared.id}/shares/${shared.viewer.id}`, { method: 'DELETE', ...owner })
    expect((await test.request(`/api/journeys/${shared.id}`, { bearer })).status).toBe(410)
    expect(ancestorsOf((await test.request(path, { headers: PAGE })).headers)).toBe("'none'")
  })
})

it.each([
  'https://wiki.example.com',
  'wiki.example.com/page',
  '*',
  '*.com',
  "'self'",
  'a.example; script-src *',
  'a.example b.example',
  'data:',
  'user@example.com',
  '',
])('takes “%s” for no site', async (site) => {
  const { test, shared } = await openScene()
  const answer = await allow(test, shared.id, shared.viewer.id, [site])
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'not-valid' } } })
})

it('embeds no link that lets people edit, and no link of another journey', async () => {
  const { test, shared } = await openScene()
  expect(await allow(test, shared.id, shared.editor.id, ['wiki.example.com'])).toMatchObject({
    status: 400,
    body: { error: { code: 'not-valid' } },
  })
  const other = await makeSharedJourney(test, owner)
  expect(await allow(test, other.id, shared.viewer.id, ['wiki.example.com'])).toMatchObject({
    status: 404,
    body: { error: { code: 'share-not-found' } },
  })
})

it('tells a wiki how to show a link, by the link and by the embed’s address, in the size that there is room for', async () => {
  const { test, shared, embed } = await openScene()
  const whole = await oembed(test, shared.viewer.url)
  expect(whole.body).toMatchObject({
    version: '1.0',
    type: 'rich',
    title: 'Shared',
    provider_name: 'Waymark',
    width: 960,
    height: 600,
  })
  expect(whole.body['html']).toContain(`src="${embed.url}"`)
  expect((await oembed(test, embed.url, '&maxwidth=400&maxheight=300')).body).toMatchObject({ width: 400, height: 300 })
  expect(await oembed(test, shared.viewer.url, '&format=xml')).toMatchObject({
    status: 501,
    body: { error: { code: 'format-not-supported' } },
  })

  await allow(test, shared.id, shared.viewer.id, [])
  const link = (await oembed(test, shared.viewer.url)).body
  expect(link).toMatchObject({ type: 'link', title: 'Shared' })
  expect(link).not.toHaveProperty('html')
})

it('tells whoever has no right the same of a journey that is there and of one that is not', async () => {
  const { test, shared, embed } = await openScene()
  const [withoutKey = ''] = embed.url.split('#')
  const answers = await Promise.all(
    [
      `${test.app.url}/view/${shared.id}`,
      `${test.app.url}/view/nothing`,
      `${test.app.url}/journeys/${shared.id}`,
      `${test.app.url}/s/${shared.viewer.id}.wrong`,
      withoutKey,
      `${withoutKey}#wrong`,
      shared.editor.url,
      shared.viewer.url.replace(test.app.url, 'https://elsewhere.example'),
      'no address',
    ].map(async (url) => {
      const { status, body } = await oembed(test, url)
      return { status, error: { ...(body['error'] as object), requestId: '' } }
    }),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 404, error: { code: 'not-found' } })
})

it('shows a program that looks at the link where to ask, and leads a person on to where the link goes', async () => {
  const { test, shared } = await openScene()
  const address = `/s/${shared.viewer.token}`
  const page = await test.request<string>(`${address}?open=view`, { headers: PAGE })
  expect(page.status).toBe(200)
  expect(page.headers.get('set-cookie')).toBeNull()
  const [, found = ''] = /type="application\/json\+oembed"[^>]*href="([^"]+)"/.exec(page.body) ?? []
  const asked = found.replaceAll('&#38;', '&')
  expect(page.headers.get('link')).toContain(asked)
  expect((await test.request(asked)).body).toMatchObject({ type: 'rich', title: 'Shared' })

  // Whoever is a person after all goes on to where the link leads.
  const [, onwards = ''] = /content="0;url=([^"]+)"/.exec(page.body) ?? []
  expect(onwards).toBe(`/open/${shared.viewer.token}?open=view`)
  const opened = await test.app.fastify.inject({ url: address, headers: { ...PAGE, 'sec-fetch-mode': 'navigate' } })
  expect(opened.statusCode).toBe(302)
  expect(opened.headers.location).toBe(`/open/${shared.viewer.token}`)
})

it('embeds no link that asks for a password or counts its uses, and tells wikis nothing of it', async () => {
  const { test, shared, embed } = await openScene()
  const share = `/api/journeys/${shared.id}/shares/${shared.viewer.id}`
  for (const terms of [{ password: 'a secret word' }, { password: null, maxUses: 3 }]) {
    expect((await test.request(share, { method: 'PATCH', body: terms, ...owner })).status).toBe(200)
    expect((await oembed(test, shared.viewer.url)).status).toBe(404)
    expect((await allow(test, shared.id, shared.viewer.id, ['wiki.example.com'])).status).toBe(400)
    expect(ancestorsOf((await test.request(embed.url, { headers: PAGE })).headers)).toBe("'none'")
  }
})

it('answers so many questions a minute, and no more', async () => {
  const { test, shared } = await openScene()
  const statuses: number[] = []
  for (let asked = 0; asked < 245; asked++) statuses.push((await oembed(test, shared.viewer.url)).status)
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(240)
  expect(statuses.at(-1)).toBe(429)
})
