import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { freePort } from './free-port.ts'
import { startRedis, type TestRedis } from './redis.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
export const CLUSTER_TOKEN = 'a-script-token-for-all-nodes'
const SECRET = 'the same secret for every node of the test'

export interface ClusterAnswer<Body> {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

export interface ClusterRequest {
  readonly method?: string
  /** Text, bytes, a form or a stream go as they are, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the token with which everything is allowed. */
  readonly cookie?: string
}

/** A whole server (`server/main.ts`) in a process of its own, on a fixed port. */
export interface ClusterNode {
  readonly url: string
  /** Everything it has said since it was started. */
  said(): string
  ownerLink(): string
  request<Body = unknown>(address: string, request?: ClusterRequest): Promise<ClusterAnswer<Body>>
  /** Resolves when it takes requests. */
  start(): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Resolves with the exit code, at once when it has ended already. */
  exited(): Promise<number | null>
  kill(): Promise<void>
}

export interface Cluster {
  readonly nodes: readonly ClusterNode[]
  readonly postgres: TestPostgres
  readonly databaseUrl: string
  readonly redis: TestRedis
  /** Waits until one of the running nodes has the datasets, and tells it apart from the others. */
  dataNode(): Promise<{ readonly home: ClusterNode; readonly others: readonly ClusterNode[] }>
  close(): Promise<void>
}

export interface ClusterOptions {
  readonly nodes?: number
  /** Whether all nodes use one data folder or each has one of its own. */
  readonly folders?: 'shared' | 'separate'
  readonly env?: Readonly<Record<string, string>>
}

/** Nodes over a real PostgreSQL and a real Redis. They start one after another, so that the first one has the datasets. */
export async function startCluster({ nodes: count = 2, folders = 'shared', env = {} }: ClusterOptions = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-cluster-'))
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  const databaseUrl = await postgres.createDatabase()
  const nodes: ClusterNode[] = []
  const close = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()))
    await Promise.all([postgres.close(), redis.close()])
    await rm(folder, { recursive: true, force: true })
  }
  try {
    for (let index = 0; index < count; index++) {
      const node = await createNode({
        WAYMARK_DATA: path.join(folder, folders === 'shared' ? 'shared' : String(index)),
        WAYMARK_SECRET: SECRET,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redis.url,
        WAYMARK_LOG: 'info',
        ...env,
      })
      nodes.push(node)
      await node.start()
    }
  } catch (error) {
    await close()
    throw error
  }

  const cluster: Cluster = {
    nodes,
    postgres,
    databaseUrl,
    redis,
    close,
    async dataNode() {
      let home: ClusterNode | undefined
      const sql = `select value from settings where key = 'data-node'`
      await expect
        .poll(
          async () => {
            const [row] = await postgres.query<{ value: string }>(databaseUrl, sql)
            const { url } = JSON.parse(row?.value ?? '{}') as { url?: string }
            home = nodes.find((node) => node.url === url)
            // It says so before it has opened them.
            const answer = await home?.request('/api/datasets').catch(() => null)
            return answer?.status
          },
          { timeout: 30_000, interval: 100 },
        )
        .toBe(200)
      if (!home) throw new Error('no node has the datasets')
      return { home, others: nodes.filter((node) => node !== home) }
    },
  }
  return cluster
}

/** A node that is not started yet. */
export async function createNode(env: Readonly<Record<string, string>>): Promise<ClusterNode> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let text = ''
  let ended: Promise<number | null> = Promise.resolve(null)

  const start = async (): Promise<void> => {
    text = ''
    const started = spawn(process.execPath, ['server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: port, WAYMARK_TOKEN: CLUSTER_TOKEN, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    const listening = new Promise<void>((resolve) => {
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (data: Buffer) => {
          text += data.toString()
          if (text.includes('Open Waymark: ')) resolve()
        })
      }
    })
    ended = new Promise((resolve) => {
      started.once('close', (code) => resolve(code))
    })
    await Promise.race([
      listening,
      ended.then((code) => {
        throw new Error(`The node ended with ${String(code)} before it listened: ${text}`)
      }),
    ])
  }

  return {
    url,
    start,
    said: () => text,
    ownerLink: () => /Open Waymark: (\S+)/.exec(text)?.[1] ?? '',
    signal: (name) => void child?.kill(name),
    exited: () => ended,
    async kill() {
      child?.kill('SIGCONT')
      child?.kill('SIGKILL')
      await ended
    },
    async request<Body>(address: string, request: ClusterRequest = {}): Promise<ClusterAnswer<Body>> {
      const { method = 'GET', body, headers, cookie } = request
      const isRaw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array
      const response = await fetch(address.startsWith('http') ? address : url + address, {
        method,
        redirect: 'manual',
        headers: {
          ...(cookie === undefined ? { authorization: `Bearer ${CLUSTER_TOKEN}` } : { cookie }),
          ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
      })
      const answer = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      return {
        status: response.status,
        body: (isJson ? JSON.parse(answer) : answer) as Body,
        headers: response.headers,
      }
    },
  }
}
