import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { type ErrorBody, type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'

const TOKEN = 'a-script-token'

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly security?: readonly unknown[]
  readonly responses: Readonly<Record<string, unknown>>
}

interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly securitySchemes: Readonly<Record<string, unknown>> }
}

const openApiOf = async (test: TestApp): Promise<OpenApi> =>
  (await test.request<OpenApi>('/api/openapi.json', { bearer: TOKEN })).body

const routesOf = ({ paths }: OpenApi) =>
  Object.entries(paths).flatMap(([address, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), address, operation })),
  )

const errorOf = async (test: TestApp, ...request: Parameters<TestApp['request']>) => {
  const answer = await test.request<ErrorBody>(...request)
  return { status: answer.status, code: answer.body.error?.code }
}

const refusedWith = (code: ErrorCode) => ({ status: ERRORS[code].status, code })

describe('the OpenAPI document', () => {
  it('describes every route with a summary, a tag, its answers and the error', async () => {
    const test = await startTestApp({ token: TOKEN })
    const document = await openApiOf(test)
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'token', 'session'])
    const routes = routesOf(document)
    expect(routes.length).toBeGreaterThan(15)
    for (const { method, address, operation } of routes) {
      const named = `${method} ${address}`
      expect(operation.summary, named).toBeTruthy()
      expect(operation.tags, named).toHaveLength(1)
      const statuses = Object.keys(operation.responses)
      expect(statuses, named).toEqual(expect.arrayContaining(['4XX', '5XX']))
      expect(
        statuses.some((status) => /^[23]/.test(status)),
        named,
      ).toBe(true)
    }
  })
})

describe('somebody from outside', () => {
  it('gets 401 everywhere but at health, the pages and the app', async () => {
    const test = await startTestApp({ token: TOKEN })
    const shared = await makeSharedJourney(test, { bearer: TOKEN })
    const document = await openApiOf(test)
    const open: string[] = []
    for (const { method, address, operation } of routesOf(document)) {
      const real = address
        .replace('{id}', shared.id)
        .replace('{shareId}', shared.viewer.id)
        .replace(/\{\w+\}/, 'x')
      const answer = await test.request<ErrorBody>(real, { method, ...(method === 'GET' ? {} : { body: {} }) })
      if (operation.security?.length === 0) open.push(address)
      else {
        expect({ method, address, status: answer.status }).toEqual({ method, address, status: 401 })
        expect(answer.body.error.code).toBe('not-signed-in')
      }
    }
    expect(open.sort()).toEqual([
      // By a token that the command signs with the server's own secret.
      '/api/backup/datasets',
      '/api/email-confirmation/{token}',
      '/api/email-confirmation/{token}',
      // Its key is the right.
      '/api/hooks/{key}',
      '/api/invitations/{token}',
      '/api/invitations/{token}/accept',
      '/api/links/{token}',
      '/api/links/{token}/enter',
      '/api/passkey-sign-in',
      '/api/passkey-sign-in/options',
      '/api/password-reset',
      '/api/password-reset/{token}',
      '/api/sign-in',
      '/api/sign-in',
      // By the token of a letter.
      '/api/unsubscribe/{token}',
      '/api/unsubscribe/{token}',
      '/enter/{token}',
      '/healthz',
      '/metrics',
      // By a link, which is the right.
      '/oembed',
      '/readyz',
      '/s/{token}',
      '/sso',
      '/sso/callback',
    ])
    expect((await test.request('/healthz')).body).toMatchObject({ status: 'ok' })
  })

  it('learns nothing from headers that claim to be on this machine', async () => {
    const test = await startTestApp()
    const headers = { 'x-forwarded-for': '127.0.0.1', origin: test.app.url, host: 'localhost' }
    expect(await errorOf(test, '/api/journeys', { headers })).toEqual(refusedWith('not-signed-in'))
  })
})

describe('an address that cannot be routed', () => {
  it.each([null, 'https://waymark.example'])('is answered with the security headers, at %s', async (publicUrl) => {
    const test = await startTestApp({ publicUrl })
    const { statusCode, headers, body } = await test.app.fastify.inject('/%zz')
    expect([statusCode, (JSON.parse(body) as ErrorBody).error.code]).toEqual([404, 'not-found'])
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['strict-transport-security'] !== undefined).toBe(publicUrl !== null)
  })
})

describe('a guest', () => {
  it('may do on every route what its link says, and nothing else', async () => {
    const test = await startTestApp({ token: TOKEN })
    const shared = await makeSharedJourney(test, { bearer: TOKEN })
    const journey = `/api/journeys/${shared.id}`
    const as = (bearer: string) => async (method: string, address: string, body?: unknown) =>
      (await test.request(address, { method, body, bearer })).status
    const viewer = as(shared.viewer.token)
    const editor = as(shared.editor.token)

    for (const guest of [viewer, editor]) {
      expect(await guest('GET', '/api/session')).toBe(200)
      expect(await guest('GET', '/api/journeys')).toBe(200)
      expect(await guest('GET', '/api/templates')).toBe(200)
      expect(await guest('GET', journey)).toBe(200)
      expect(await guest('GET', `${journey}/summary`)).toBe(200)
      expect(await guest('GET', `${journey}/thumbnail.svg`)).toBe(200)
      expect(await guest('POST', '/api/journeys', {})).toBe(403)
      expect(await guest('PATCH', journey, { archived: true })).toBe(403)
      expect(await guest('DELETE', journey)).toBe(403)
      expect(await guest('POST', `${journey}/duplicate`)).toBe(403)
      expect(await guest('GET', `${journey}/shares`)).toBe(403)
      expect(await guest('POST', `${journey}/shares`, {})).toBe(403)
      expect(await guest('DELETE', `${journey}/shares/${shared.editor.id}`)).toBe(403)
    }
    for (const guest of [viewer, editor]) {
      expect(await guest('POST', '/api/datasets', { name: 'Mine' })).toBe(403)
      expect(await guest('PATCH', '/api/datasets/x', { name: 'Mine' })).toBe(403)
      expect(await guest('DELETE', '/api/datasets/x')).toBe(403)
      expect(await guest('POST', '/api/datasets/x/mapping', { case: 'a', timestamp: 'b', event: 'c' })).toBe(403)
      expect(await guest('GET', '/api/datasets/x/rejects')).toBe(403)
      expect(await guest('POST', '/api/datasets/x/metrics', { kind: 'overview' })).toBe(403)
      expect(await guest('POST', '/api/ingest/x', { case: 'a', event: 'b' })).toBe(403)
      expect(await guest('GET', '/api/jobs/x')).toBe(403)
      expect(await guest('GET', `${journey}/readings`)).toBe(200)
    }
    // Who edits a journey binds it to datasets, and has to see which there are.
    expect(await viewer('GET', '/api/datasets')).toBe(403)
    expect(await viewer('GET', '/api/datasets/x')).toBe(403)
    expect(await editor('GET', '/api/datasets')).toBe(200)
    expect(await editor('GET', '/api/datasets/x')).toBe(404)
    expect(await viewer('PATCH', journey, { title: 'Mine now' })).toBe(403)
    expect(await editor('PATCH', journey, { title: 'Ours' })).toBe(200)
  })
})

describe('bad input', () => {
  it('gets the error of the catalogue, with a request id and without the inside of the server', async () => {
    const test = await startTestApp({ token: TOKEN })
    const send = (address: string, options: Parameters<TestApp['request']>[1] = {}) =>
      errorOf(test, address, { bearer: TOKEN, ...options })
    expect(await send('/api/journeys', { method: 'POST', body: '{"title": ' })).toEqual(refusedWith('not-valid'))
    expect(await send('/api/journeys', { method: 'POST', body: '"text"' })).toEqual(refusedWith('not-valid'))
    expect(
      await send('/api/journeys', { method: 'POST', body: '<x/>', headers: { 'content-type': 'application/xml' } }),
    ).toEqual(refusedWith('not-valid'))
    expect(await send('/api/session', { method: 'PATCH', body: { name: 'x'.repeat(2_000_000) } })).toEqual(
      refusedWith('too-large'),
    )
    expect(await send('/api/datasets', { method: 'POST', body: { name: 'x'.repeat(2_000_000) } })).toEqual(
      refusedWith('too-large'),
    )
    expect(await send('/api/journeys', { method: 'POST', body: { document: 'x'.repeat(21 * 1024 * 1024) } })).toEqual(
      refusedWith('too-large'),
    )
    expect(await send('/api/journeys?archived=maybe')).toEqual(refusedWith('not-valid'))
    expect(await send('/api/journeys/unknown')).toEqual(refusedWith('journey-not-found'))
    expect(await send('/api/journeys/unknown/thumbnail.svg')).toEqual(refusedWith('journey-not-found'))
    expect(await send('/api/journeys/unknown/shares', { method: 'POST', body: {} })).toEqual(
      refusedWith('journey-not-found'),
    )
    expect(await send(`/api/journeys/${'x'.repeat(100)}`)).toEqual(refusedWith('not-valid'))
    expect(await send('/api/nothing')).toEqual(refusedWith('not-found'))
    expect(await send('/api/journeys', { method: 'PUT', body: {} })).toEqual(refusedWith('not-found'))
    expect(await send('/%zz')).toEqual(refusedWith('not-found'))
    const { body } = await test.request<ErrorBody>('/api/journeys/unknown', { bearer: TOKEN })
    expect(body.error).toEqual({
      code: 'journey-not-found',
      message: ERRORS['journey-not-found'].words,
      requestId: expect.stringMatching(/^\w{14}$/),
    })
    expect((await test.request('/healthz')).status).toBe(200)
  })

  it('of large but allowed size is taken', async () => {
    const test = await startTestApp({ token: TOKEN })
    const padding = 'x'.repeat(5 * 1024 * 1024)
    const body = { document: { format: 'waymark-journey', version: 1, title: 'Large', padding } }
    const made = await test.request('/api/journeys', { method: 'POST', body, bearer: TOKEN })
    expect(made).toMatchObject({ status: 201, body: { title: 'Large' } })
  })

  it('that makes the server fail is logged there and told as nothing but that', async () => {
    const test = await startTestApp({ token: TOKEN })
    const { id } = await makeSharedJourney(test, { bearer: TOKEN })
    const { openConnection } = await import('#server/storage/sqlite/connection.ts')
    const connection = openConnection(test.folder)
    connection.prepare('UPDATE journeys SET counts = ? WHERE id = ?').run('{', id)
    connection.close()
    const answer = await test.request<ErrorBody>(`/api/journeys/${id}/summary`, { bearer: TOKEN })
    expect(answer.body.error).toEqual({
      code: 'internal',
      message: ERRORS.internal.words,
      requestId: expect.any(String),
    })
  })

  it('in too great a number is slowed down: links tried one after another', async () => {
    const test = await startTestApp()
    const answers = []
    for (let guess = 0; guess < 250; guess++)
      answers.push(await test.app.fastify.inject(`/enter/guess${String(guess)}`))
    const refused = answers.filter((answer) => answer.statusCode === 429)
    expect(refused).toHaveLength(10)
    expect(refused[0]?.json()).toMatchObject({ error: { code: 'too-many-requests' } })
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await test.request('/healthz')).status).toBe(200)
  })
})

describe('answers', () => {
  it('allow no script but the app’s own files, and are not shown in foreign frames', async () => {
    const test = await startTestApp()
    const { headers } = await test.request('/healthz')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toMatch(/script-src 'self'( 'sha256-[\w+/=]{44}')*;/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toBeNull()
    const personal = await test.request('/api/session', { cookie: await test.signIn() })
    expect(personal.headers.get('cache-control')).toBe('no-store')
  })
})

describe('docs/errors.md', () => {
  it('lists the same codes, numbers and words as the catalogue', async () => {
    const page = await readFile(path.resolve(import.meta.dirname, '../../docs/errors.md'), 'utf8')
    const rows = page.split('\n').filter((line) => line.startsWith('| `'))
    expect(rows).toEqual([
      ...Object.entries(ERRORS).map(([code, { status, words }]) => `| \`${code}\` | ${String(status)} | ${words} |`),
      ...Object.entries(CLOSE_CODES).map(([reason, code]) => `| \`${reason}\` | ${String(code)} |`),
    ])
  })
})
