import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startTestApp } from '#tests/support/http-app.ts'
import { newDatabase } from '#tests/support/stores.ts'

/** Two nodes on one PostgreSQL. */
async function startNodes() {
  const databaseUrl = await newDatabase()
  const secret = 'the same secret for every node of the test'
  const start = async () => {
    const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'waymark-node-'))
    onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
    return startTestApp({ databaseUrl, secret, dataFolder })
  }
  return [await start(), await start()] as const
}

it('counts tries for one account on all nodes together, and says when to come again', async () => {
  const nodes = await startNodes()
  const statuses: number[] = []
  for (let guess = 0; guess < 14; guess++) {
    const body = { email: 'somebody@example.org', password: `guess ${guess}` }
    const answer = await nodes[guess % 2]?.request('/api/sign-in', { method: 'POST', body })
    statuses.push(answer?.status ?? 0)
    if (answer?.status !== 429) continue
    const retryAfter = Number(answer.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(60)
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), ...Array.from({ length: 4 }, () => 429)])
})

it('counts what one address tries at the doors on all nodes together', async () => {
  const nodes = await startNodes()
  const statuses: number[] = []
  for (let guess = 0; guess < 34; guess++) {
    const body = { password: 'a whole new password' }
    const answer = await nodes[guess % 2]?.request(`/api/password-reset/guess.${guess}.x`, { method: 'POST', body })
    statuses.push(answer?.status ?? 0)
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(4)
  expect(statuses.slice(30)).toEqual([429, 429, 429, 429])
})
