import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { createCounters } from '#server/sync/counters.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { type Family, parsePrometheusText, valueOf } from '#tests/support/prometheus-text.ts'
import { changeOf, joinRaw, update } from '#tests/support/sync-raw-client.ts'

const TOKEN = 'a-script-token'
const METRICS_TOKEN = 'a-metrics-token'

async function figuresOf(test: TestApp): Promise<ReadonlyMap<string, Family>> {
  const { status, body, headers } = await test.request<string>('/metrics')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return parsePrometheusText(body)
}

/** What `fetch` does not let say: any header. */
function statusWith(test: TestApp, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = test.app.fastify.server.address() as AddressInfo
    http
      .get({ host: '127.0.0.1', port, path: '/metrics', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      .on('error', reject)
  })
}

describe('who may read the figures', () => {
  it('without a token is this machine itself, not who comes through a proxy on it', async () => {
    const test = await startTestApp()
    expect(await statusWith(test, {})).toBe(200)
    expect(await statusWith(test, { host: 'localhost:4400' })).toBe(200)
    for (const header of ['X-Forwarded-For', 'X-Forwarded-Proto', 'Forwarded', 'X-Real-IP', 'Via']) {
      expect({ header, status: await statusWith(test, { [header]: '127.0.0.1' }) }).toEqual({ header, status: 404 })
    }
    // A proxy that says nothing but where it was asked; a page that had its own name point here.
    expect(await statusWith(test, { host: 'waymark.example.org' })).toBe(404)
    expect(await statusWith(test, { host: '127.0.0.1.evil.example' })).toBe(404)
  })

  it('does not become this machine by what it claims, even where proxies are trusted', async () => {
    const test = await startTestApp({ publicUrl: 'http://waymark.example.org', trustedProxies: ['loopback'] })
    expect(await statusWith(test, { 'x-forwarded-for': '127.0.0.1' })).toBe(404)
  })

  it('with a token is who sends it as a bearer token, from anywhere, and nobody else', async () => {
    const test = await startTestApp({ metricsToken: METRICS_TOKEN, token: TOKEN })
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    expect(await statusWith(test, bearer(METRICS_TOKEN))).toBe(200)
    expect(await statusWith(test, { ...bearer(METRICS_TOKEN), 'x-forwarded-for': '203.0.113.9' })).toBe(200)
    expect(await statusWith(test, {})).toBe(401)
    // The owner's own token and session are not it: who watches the server need not see journeys, and the reverse.
    expect(await statusWith(test, bearer(TOKEN))).toBe(401)
    expect(await statusWith(test, { cookie: await test.signIn() })).toBe(401)
    expect((await test.request(`/metrics?token=${METRICS_TOKEN}`)).status).toBe(401)
    expect((await test.request('/api/journeys', { bearer: METRICS_TOKEN })).status).toBe(401)
    const refused = await test.request('/metrics')
    expect(refused.headers.get('www-authenticate')).toBe('Bearer')
    expect(refused.body).toMatchObject({ error: { code: 'not-signed-in' } })
  })

  it('cannot try tokens for long', async () => {
    const test = await startTestApp({ metricsToken: METRICS_TOKEN })
    const statuses: (number | undefined)[] = []
    for (let guess = 0; guess < 245; guess++) {
      statuses.push(await statusWith(test, { authorization: `Bearer guess-${String(guess)}` }))
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    expect(await statusWith(test, { authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200)
  })
})

describe('the figures', () => {
  it('are text that Prometheus reads, with a name of our own, a unit and plain words each', async () => {
    const families = await figuresOf(await startTestApp())
    expect(families.size).toBeGreaterThan(Object.keys(createCounters()).length + 10)
    for (const { name, help } of families.values()) {
      expect(name).toMatch(/^waymark_[a-z_]+$/)
      expect(name).not.toMatch(/_(ms|milliseconds|mb|kb)\b/)
      expect(help).toMatch(/^[A-Z1].{10,}\.$/)
    }
  })

  it('follow what happens on a journey', async () => {
    const test = await startTestApp({ token: TOKEN })
    const shared = await makeSharedJourney(test, { bearer: TOKEN })
    const before = await figuresOf(test)
    expect(valueOf(before, 'waymark_connections')).toBe(0)
    const address = `${test.app.url.replace('http', 'ws')}/sync/${shared.id}`

    const editor = await joinRaw(`${address}?v=1&token=${TOKEN}`)
    onTestFinished(() => editor.close())
    const viewer = await joinRaw(`${address}?token=${shared.viewer.token}`)
    onTestFinished(() => viewer.close())
    editor.send(update(changeOf(editor.doc, (doc) => doc.getMap('notes').set('a', 1))))
    await editor.next('saved')
    viewer.send(update(changeOf(new Y.Doc(), (doc) => doc.getMap('notes').set('b', 1))))
    await viewer.closed
    await expect(joinRaw(`${address}?token=nobody`)).rejects.toThrow('401')

    await expect.poll(async () => valueOf(await figuresOf(test), 'waymark_sockets')).toBe(1)
    const after = await figuresOf(test)
    const grown = (name: string): number => valueOf(after, name) - valueOf(before, name)
    expect(grown('waymark_connections')).toBe(1)
    expect(valueOf(after, 'waymark_socket_addresses')).toBe(1)
    expect(valueOf(after, 'waymark_rooms')).toBeGreaterThanOrEqual(1)
    expect(grown('waymark_connections_joined_total')).toBe(2)
    expect(grown('waymark_upgrades_refused_total')).toBe(1)
    expect(grown('waymark_updates_total')).toBe(1)
    expect(grown('waymark_updates_refused_total')).toBe(1)
    expect(grown('waymark_commits_total')).toBeGreaterThanOrEqual(1)
    expect(grown('waymark_commit_duration_seconds_count')).toBe(grown('waymark_commits_total'))
    expect(valueOf(after, 'waymark_unsaved_bytes')).toBe(0)
    expect(valueOf(after, 'waymark_storage_away')).toBe(0)
    expect(valueOf(after, 'waymark_doorbell_connected')).toBe(1)
    expect(valueOf(after, 'waymark_commit_duration_seconds_sum')).toBeLessThan(5)
  })

  it('tell requests by the pattern of their route, and hold no id and no token', async () => {
    const test = await startTestApp({ token: TOKEN })
    const shared = await makeSharedJourney(test, { bearer: TOKEN })
    await test.request(`/api/journeys/${shared.id}?token=${TOKEN}`)
    await test.request('/api/journeys/some-other-id', { bearer: TOKEN })
    await test.request(`/s/${shared.viewer.token}`)
    await test.request('/s/a-wrong-token')
    await test.request('/api/no/such/route', { bearer: TOKEN, method: 'DELETE' })
    const families = await figuresOf(test)
    const counted = (route: string, method: string, status: string): number =>
      valueOf(families, 'waymark_http_request_duration_seconds_count', { route, method, status })
    expect(counted('/api/journeys/:id', 'GET', '2xx')).toBe(1)
    expect(counted('/api/journeys/:id', 'GET', '4xx')).toBe(1)
    expect(counted('/s/:token', 'GET', '3xx')).toBe(1)
    expect(counted('/s/:token', 'GET', '4xx')).toBe(1)
    expect(counted('(none)', 'DELETE', '4xx')).toBe(1)
    const { body } = await test.request<string>('/metrics')
    for (const secret of [TOKEN, shared.id, shared.viewer.token, shared.editor.token, 'a-wrong-token', 'some-other']) {
      expect(body).not.toContain(secret)
    }
  })

  it('tell what the process takes', async () => {
    const families = await figuresOf(await startTestApp())
    expect(valueOf(families, 'waymark_process_resident_memory_bytes')).toBeGreaterThan(20 * 1024 * 1024)
    expect(valueOf(families, 'waymark_process_cpu_seconds_total')).toBeGreaterThan(0.1)
    expect(valueOf(families, 'waymark_process_start_time_seconds')).toBeLessThan(Date.now() / 1000)
    expect(valueOf(families, 'waymark_process_open_fds')).toBeLessThan(valueOf(families, 'waymark_process_max_fds'))
    expect(valueOf(families, 'waymark_event_loop_active_seconds_total')).toBeGreaterThan(0)
    expect(valueOf(families, 'waymark_build_info', { node_version: process.versions.node })).toBe(1)
  })
})
