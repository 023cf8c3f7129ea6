import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { startPostgres } from '#tests/support/postgres.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startRedis } from '#tests/support/redis.ts'
import { BENCH_TOKEN } from '../bench-server.ts'
import type { Measured } from './figures.ts'
import type { LoadOrder } from './two-nodes-load.ts'

const PROJECT_FOLDER = path.resolve(import.meta.dirname, '../../..')
/** Each node carries so many, so that what is compared is not how well one or the other is filled. */
const JOURNEYS_PER_NODE = 30
const EDITS_PER_WRITER = 8
const SECONDS = 10
const START_TIMEOUT_MS = 60_000
const SECRET = 'a secret of the bench, the same on both nodes'

interface Node {
  readonly url: string
  readonly child: ChildProcess
}

/** With so many cores nodes really run beside each other, and what counts is how much they carry together. */
export const runBesideEachOther = (): boolean => os.availableParallelism() >= 4

/** One store, three layouts, interleaved: one node, twice the journeys spread over two, the same with each journey's people on both. */
export async function measureTwoNodes(harnessFolder: string, rounds: number): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  const layouts = [
    { server: 'one-node', nodes: 1, layout: 'by-journey' },
    { server: 'two-nodes-by-journey', nodes: 2, layout: 'by-journey' },
    { server: 'two-nodes-mixed', nodes: 2, layout: 'mixed' },
  ] as const
  const postgres = await startPostgres()
  const redis = await startRedis()
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const { server, nodes, layout } of layouts) {
        const isSaturating = runBesideEachOther()
        for (const editsPerSecond of isSaturating ? [EDITS_PER_WRITER, null] : [EDITS_PER_WRITER]) {
          const databaseUrl = await postgres.createDatabase()
          const figures = await measureLayout({
            harnessFolder,
            databaseUrl,
            redisUrl: redis.url,
            nodes,
            layout,
            editsPerSecond,
          })
          const step = editsPerSecond === null ? 'two-nodes-most' : 'two-nodes'
          measured.push({ step, server, line: { scenario: step, adapter: server, run: round, ...figures } })
        }
      }
    }
  } finally {
    await redis.close()
    await postgres.close()
  }
  return measured
}

interface Layout extends Pick<LoadOrder, 'harnessFolder' | 'layout' | 'editsPerSecond'> {
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly nodes: number
}

async function measureLayout({
  databaseUrl,
  redisUrl,
  nodes: count,
  ...order
}: Layout): Promise<Record<string, unknown>> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-bench-nodes-'))
  const nodes: Node[] = []
  try {
    for (let index = 0; index < count; index++) {
      nodes.push(await startNode(path.join(folder, String(index)), databaseUrl, redisUrl))
    }
    const journeyIds = await makeJourneys(nodes[0]?.url ?? '', JOURNEYS_PER_NODE * count)
    const whole: LoadOrder = {
      ...order,
      token: BENCH_TOKEN,
      nodes: nodes.map(({ url, child }) => ({ url, pid: child.pid ?? 0 })),
      journeyIds,
      seconds: SECONDS,
    }
    const script = path.join(import.meta.dirname, 'two-nodes-load.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(whole)])
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  } finally {
    for (const node of nodes) await endNode(node)
    await fs.rm(folder, { recursive: true, force: true })
  }
}

/** Not by start.mjs: it would build the web app first, which has no part in this. */
async function startNode(dataFolder: string, databaseUrl: string, redisUrl: string): Promise<Node> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '-e', "import('./server/main.ts').then(({ run }) => run())"],
    {
      cwd: PROJECT_FOLDER,
      env: {
        ...process.env,
        MALLOC_MMAP_THRESHOLD_: '131072',
        HOST: '127.0.0.1',
        PORT: String(port),
        WAYMARK_DATA: dataFolder,
        WAYMARK_TOKEN: BENCH_TOKEN,
        WAYMARK_SECRET: SECRET,
        WAYMARK_NODE_URL: url,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const isReady = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return { url, child }
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The node at ${url} did not start.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function endNode({ child }: Node): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function makeJourneys(url: string, count: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index++) {
    const response = await fetch(`${url}/api/journeys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${BENCH_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Journey ${index}` }),
    })
    if (!response.ok) throw new Error(`No journey: ${response.status} ${await response.text()}`)
    ids.push(((await response.json()) as { id: string }).id)
  }
  return ids
}
