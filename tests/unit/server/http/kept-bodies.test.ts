import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createKeptBodies } from '#server/http/kept-bodies.ts'

/** A server that answers with one object, and how often it was written so far. */
function serverOf(told: object) {
  const state = { written: 0 }
  const bodies = createKeptBodies<object>((_reply, value) => {
    state.written += 1
    return JSON.stringify(value)
  })
  const fastify = Fastify()
  onTestFinished(() => fastify.close())
  fastify.get('/', (request, reply) => bodies.send(request, reply, told))
  const get = (accepted?: string) =>
    fastify.inject({ url: '/', headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })
  return { get, state }
}

const LARGE = { text: 'a number and how it came about '.repeat(100) }

test('one body in every encoding that is asked for, written once', async () => {
  const { get, state } = serverOf(LARGE)
  const plain = await get()
  expect(plain.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' })
  expect(plain.headers).not.toHaveProperty('content-encoding')
  expect(plain.json()).toEqual(LARGE)
  const cases = [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=1.0, gzip;q=0.8', 'br', brotliDecompressSync],
    ['GZIP', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ] as const
  for (const [accepted, encoding, unpack] of [...cases, ...cases]) {
    const answer = await get(accepted)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5)
    expect(JSON.parse(String(unpack(answer.rawPayload)))).toEqual(LARGE)
  }
  expect(state.written).toBe(1)
})

test('what is small, and whoever refuses, gets it as it is', async () => {
  const small = await serverOf({ text: 'few' }).get('br')
  expect(small.headers).not.toHaveProperty('content-encoding')
  for (const accepted of ['identity', 'br;q=0, gzip;q=0.0', 'zstd']) {
    const answer = await serverOf(LARGE).get(accepted)
    expect(answer.headers).not.toHaveProperty('content-encoding')
    expect(answer.json()).toEqual(LARGE)
  }
})
