import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  addressGroupOf,
  clientAddressOf,
  isLoopback,
  trustedProxies,
  wasForwarded,
} from '#server/http/client-address.ts'

describe('trusted proxies', () => {
  const isTrusted = trustedProxies(['loopback', '10.1.0.0/16', '192.0.2.7', 'fd00::/8'])

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '::ffff:10.1.2.3',
    '192.0.2.7',
    'fd12:3456::1',
  ])('%s is one', (address) => expect(isTrusted(address)).toBe(true))

  it.each(['10.2.0.1', '192.0.2.8', '::2', 'fe80::1', '', 'unknown', '127.0.0.1:80', 'localhost', '::ffff:10.2.0.1'])(
    '%s is none',
    (address) => expect(isTrusted(address)).toBe(false),
  )

  it('are none when none are named', () => {
    expect(trustedProxies([])('127.0.0.1')).toBe(false)
  })
})

describe('who asks', () => {
  /** Asks one server with a header, and hears what Fastify and what the rule of the websockets made of it. */
  async function bothAnswers(proxies: readonly string[], forwardedFor: string | undefined) {
    const isTrusted = trustedProxies(proxies)
    const server = fastify({ trustProxy: isTrusted })
    server.get('/', (request) => ({ fastify: request.ip, ours: clientAddressOf(request.raw, isTrusted) }))
    await server.listen({ port: 0, host: '127.0.0.1' })
    onTestFinished(() => server.close())
    const { port } = server.server.address() as AddressInfo
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }
    const response = await fetch(`http://127.0.0.1:${String(port)}/`, { headers })
    return (await response.json()) as { fastify: string; ours: string }
  }

  it.each([
    { proxies: [], forwardedFor: '203.0.113.9', address: '127.0.0.1' },
    { proxies: ['loopback'], forwardedFor: undefined, address: '127.0.0.1' },
    { proxies: ['loopback'], forwardedFor: '203.0.113.9', address: '203.0.113.9' },
    // What the client itself wrote stands left of what the proxy saw.
    { proxies: ['loopback'], forwardedFor: '1.1.1.1, 203.0.113.9', address: '203.0.113.9' },
    { proxies: ['loopback'], forwardedFor: '1.1.1.1, 203.0.113.9, 10.1.0.5', address: '10.1.0.5' },
    {
      proxies: ['loopback', '10.1.0.0/16'],
      forwardedFor: '1.1.1.1, 203.0.113.9, 10.1.0.5',
      address: '203.0.113.9',
    },
    { proxies: ['loopback', '10.1.0.0/16'], forwardedFor: '10.1.0.4,10.1.0.5', address: '10.1.0.4' },
    { proxies: ['10.1.0.0/16'], forwardedFor: '203.0.113.9', address: '127.0.0.1' },
    { proxies: ['loopback'], forwardedFor: '2001:db8::1', address: '2001:db8::1' },
  ])('$forwardedFor through $proxies is $address, for requests and websockets alike', async (example) => {
    const { proxies, forwardedFor, address } = example
    expect(await bothAnswers(proxies, forwardedFor)).toEqual({ fastify: address, ours: address })
  })
})

describe('a request that was passed on', () => {
  it.each([
    ['X-Forwarded-For', true],
    ['X-Forwarded-Proto', true],
    ['Forwarded', true],
    ['X-Real-IP', true],
    ['Via', true],
    ['CF-Connecting-IP', true],
    ['True-Client-IP', true],
    ['Accept', false],
    ['X-Request-Id', false],
  ])('with %s: %s', async (name, expected) => {
    let seen: boolean | null = null
    const server = http.createServer((request, response) => {
      seen = wasForwarded(request)
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, { headers: { [name]: 'x' } })
    expect(seen).toBe(expected)
  })
})

it('loopback is this machine only', () => {
  expect(isLoopback('127.0.0.1')).toBe(true)
  expect(isLoopback('::ffff:127.0.0.1')).toBe(true)
  expect(isLoopback('10.0.0.1')).toBe(false)
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:0207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['what a proxy may write', 'what a proxy may write'],
])('%s counts as %s', (address, group) => {
  expect(addressGroupOf(address)).toBe(group)
})
