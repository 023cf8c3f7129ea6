import { describe, expect, it } from 'vitest'
import { cookieNames } from '#server/auth/cookie-names.ts'
import { credentialsOf, isSameOrigin } from '#server/http/credentials.ts'
import { withoutTokens } from '#server/http/logger.ts'

describe('credentialsOf', () => {
  it.each([
    [{ authorization: 'Bearer abc' }, '/api/x', { bearer: 'abc', cookie: null }],
    [{ authorization: 'bearer  abc ' }, '/api/x', { bearer: 'abc', cookie: null }],
    [{ authorization: 'Basic abc' }, '/api/x', { bearer: null, cookie: null }],
    [{ authorization: 'Bearer a b' }, '/api/x', { bearer: null, cookie: null }],
    [{}, '/sync/1?v=1&token=abc', { bearer: 'abc', cookie: null }],
    [{}, '/sync/1?token=', { bearer: null, cookie: null }],
    [{ authorization: 'Bearer abc' }, '/x?token=def', { bearer: 'abc', cookie: null }],
    [{ cookie: 'other=1; waymark_1=abc' }, '/x', { bearer: null, cookie: 'abc' }],
    [{ cookie: 'waymark_2=abc' }, '/x', { bearer: null, cookie: null }],
    [{}, '', { bearer: null, cookie: null }],
  ])('%j %s', (headers, url, expected) => {
    expect(credentialsOf(headers, url, { readable: ['waymark_1'] })).toEqual(expected)
  })

  it('takes the name that only this host can set before the one of before', () => {
    const { readable } = cookieNames('waymark_1', true)
    const cookieOf = (cookie: string) => credentialsOf({ cookie }, '/', { readable }).cookie
    expect(cookieOf('waymark_1=old; __Host-waymark_1=new')).toBe('new')
    expect(cookieOf('waymark_1=old')).toBe('old')
    expect(credentialsOf({ cookie: '__Host-waymark_1=new' }, '/', cookieNames('waymark_1', false)).cookie).toBeNull()
  })
})

describe('isSameOrigin', () => {
  const host = '127.0.0.1:4400'
  it.each([
    [{ host }, null, true],
    [{ host, origin: `http://${host}` }, null, true],
    [{ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, null, true],
    [{ host, 'sec-fetch-site': 'none' }, null, true],
    [{ host, 'sec-fetch-site': 'cross-site' }, null, false],
    [{ host, origin: `http://${host}`, 'sec-fetch-site': 'same-site' }, null, false],
    [{ host, origin: 'http://127.0.0.1:4401' }, null, false],
    [{ host, origin: 'http://evil.example' }, null, false],
    [{ host, origin: 'null' }, null, false],
    [{ host, origin: 'https://waymark.example' }, 'https://waymark.example', true],
    [{ host, origin: 'https://waymark.example' }, 'https://waymark.example/sub', true],
    [{ host, origin: 'https://evil.example' }, 'https://waymark.example', false],
  ])('%j with the public address %s: %s', (headers, publicUrl, expected) => {
    expect(isSameOrigin(headers, publicUrl)).toBe(expected)
  })
})

it.each([
  ['/api/journeys?token=abc', '/api/journeys'],
  ['/enter/abc', '/enter/…'],
  ['/api/hooks/abc', '/api/hooks/…'],
  ['/s/abc.def?x=1', '/s/…'],
  ['/sync/abc?v=1&token=abc', '/sync/abc'],
])('%s is logged as %s', (url, logged) => {
  expect(withoutTokens(url)).toBe(logged)
})
