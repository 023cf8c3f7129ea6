import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runAttack } from '#tests/support/sync-malformed-run.ts'
import { startNode, type NodeProcess } from '#tests/support/sync-nodes.ts'
import { seedFrom } from '#tests/support/sync-random.ts'

/** `node tests/bench/sync/malformed.ts` sends 1,000,000 and looks at memory and latency as well. */
const FRAMES = Number(process.env['JUNK_FRAMES'] ?? 6_000)

let dataFolder: string
let node: NodeProcess

beforeEach(async () => {
  dataFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-junk-'))
  node = await startNode({ dataFolder, limits: { idleRoomMs: 200 } })
})
afterEach(async () => {
  expect(await node.end('SIGTERM')).toBe(0)
  await fs.rm(dataFolder, { recursive: true, force: true })
})

it(`stays up, loses nothing honest and keeps nothing behind after ${FRAMES} hostile frames`, async () => {
  const { junk, before, after, attacked, spared } = await runAttack(node, {
    seed: seedFrom('JUNK_SEED'),
    frames: FRAMES,
    warmUpFrames: FRAMES / 10,
    connections: 20,
    framesPerSecond: 3_000,
    calmMs: 300,
    quietMs: 100,
  })
  expect(junk.frames).toBeGreaterThanOrEqual(FRAMES)
  // Otherwise nobody has read them.
  expect(after.counters.malformed).toBeGreaterThan(FRAMES / 50)
  expect(after).toMatchObject({ rooms: 0, connections: 0, queuedBytes: 0, unsavedBytes: 0 })
  expect(after.handles.toSorted()).toEqual(before.handles.toSorted())
  expect(attacked.during.length).toBeGreaterThan(0)
  expect(spared.disconnects).toBe(0)
})
