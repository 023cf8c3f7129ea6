import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Measured } from './figures.ts'

const PROJECT_FOLDER = path.resolve(import.meta.dirname, '../../..')
const VITEST = path.join(PROJECT_FOLDER, 'node_modules', 'vitest', 'vitest.mjs')
const OUTPUT_MAX_BYTES = 64 * 1024 * 1024

/** What the test prints at its end, once for each store. */
const SUMS = /(\d+) rounds of kill -9 on (\w+): (\{.*\})/g

/** `tests/sync/kill-nine.test.ts` in full length: so many kills of the server over each store, every client gone each time. */
export async function measureKills(rounds: number): Promise<readonly Measured[]> {
  const args = [VITEST, 'run', '--project', 'sync', 'tests/sync/kill-nine.test.ts', '--disable-console-intercept']
  const env = { ...process.env, KILL_ROUNDS: String(rounds) }
  const run = promisify(execFile)
  const { stdout, failure } = await run(process.execPath, args, {
    cwd: PROJECT_FOLDER,
    env,
    maxBuffer: OUTPUT_MAX_BYTES,
  }).then(
    ({ stdout }) => ({ stdout, failure: null }),
    (error: Error & { stdout?: string }) => ({ stdout: error.stdout ?? '', failure: error.message }),
  )
  const stores = [...stdout.matchAll(SUMS)].map(([, kills, store, sums]) => ({
    store,
    kills: Number(kills),
    ...(JSON.parse(sums ?? '{}') as { saved: number; told: number; missing: number }),
  }))
  const line = {
    scenario: 'kill-nine',
    adapter: 'waymark',
    run: 1,
    stores: stores.map(({ store }) => store),
    kills: stores.reduce((sum, { kills }) => sum + kills, 0),
    saved: stores.reduce((sum, { saved }) => sum + saved, 0),
    ...(stores.length === 0 || failure !== null
      ? { error: failure ?? 'the test printed no sums' }
      : { lost: stores.reduce((sum, { missing }) => sum + missing, 0) }),
  }
  return [{ step: 'kills', server: 'waymark', line }]
}
