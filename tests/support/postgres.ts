import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { newPostgresFolder, POSTGRES_USER } from './postgres-template.ts'
import { freePort } from './free-port.ts'
import { needService, postgresPrograms, postgresUser } from './services.ts'

/** A real PostgreSQL on a free port of this machine, which puts on disk what it says it does (fsync is on). */
export interface TestPostgres {
  readonly port: number
  /** The address of one of its databases. */
  url(database?: string): string
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>
  /** `fast`: cuts everyone off, then ends well. `immediate`: as if the power went. `start` brings it back on the same port. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  restart(how?: 'fast' | 'immediate'): Promise<void>
  /** All its processes stand still (SIGSTOP): connections stay open, new ones are taken, and nothing answers. For so long, or until `resume`. */
  pause(ms?: number): void
  resume(): void
  /** Cuts all connections to a database. */
  cutConnections(url: string): Promise<void>
  /** Runs SQL as somebody else. */
  query<Row>(url: string, sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Ends it for good and removes its folder. */
  close(): Promise<void>
}

/** Ends the server and removes its folder should the tests be killed before they close it: its input then ends. */
function guardOf({ pid = 0 }: ChildProcess, folder: string): ChildProcess {
  const afterwards = `cat >/dev/null; kill -CONT ${pid}; kill -QUIT ${pid}; sleep 1; rm -rf '${folder}'`
  const guard = spawn('sh', ['-c', afterwards], { stdio: ['pipe', 'ignore', 'ignore'] })
  guard.unref()
  return guard
}

/** A connection's process may have ended since it was listed. */
function signalIfThere(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Throws with the way to get it when PostgreSQL is not installed. */
export async function startPostgres(): Promise<TestPostgres> {
  needService('postgresql')
  const programs = postgresPrograms() ?? ''
  const folder = await newPostgresFolder(programs)
  const port = await freePort()
  let child: ChildProcess | null = null
  let databases = 0

  const url = (database = 'postgres'): string => `postgres://${POSTGRES_USER}@127.0.0.1:${String(port)}/${database}`
  let guard: ChildProcess | null = null

  const start = async (): Promise<void> => {
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      fsync: 'on',
      max_connections: 100,
    }
    const started = spawn(
      path.join(programs, 'postgres'),
      ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`])],
      { ...postgresUser(), cwd: os.tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] },
    )
    child = started
    guard = guardOf(started, folder)
    let said = ''
    await new Promise<void>((resolve, reject) => {
      started.stderr.on('data', (data: Buffer) => {
        said = (said + data.toString()).slice(-10_000)
        if (said.includes('ready to accept connections')) resolve()
      })
      started.once('error', reject)
      started.once('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)))
    })
  }

  /** Each connection has a process, which is the first one's child. */
  const signal = (name: 'STOP' | 'CONT'): void => {
    if (!child?.pid) return
    const children = execFileSync('sh', ['-c', `pgrep -P ${child.pid} || true`], { encoding: 'utf8' })
    for (const pid of [child.pid, ...children.split('\n').filter(Boolean).map(Number)]) signalIfThere(pid, `SIG${name}`)
  }

  const stop = async (how: 'fast' | 'immediate' = 'fast'): Promise<void> => {
    // Those that stand still would outlive the first process, and keep its memory from the one that comes after it.
    signal('CONT')
    const ending = child
    child = null
    guard?.kill()
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exited = once(ending, 'exit')
    ending.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await exited
  }

  const query = async <Row>(address: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const client = new Client({ connectionString: address })
    await client.connect()
    try {
      return (await client.query(sql, [...values])).rows as Row[]
    } finally {
      await client.end()
    }
  }

  await start()
  return {
    port,
    url,
    start,
    stop,
    query,
    async createDatabase() {
      const name = `waymark_${++databases}`
      await query(url(), `CREATE DATABASE ${name}`)
      return url(name)
    },
    async restart(how) {
      await stop(how)
      await start()
    },
    pause(ms) {
      signal('STOP')
      if (ms !== undefined) setTimeout(() => signal('CONT'), ms)
    },
    resume: () => signal('CONT'),
    async cutConnections(address) {
      const cut =
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()'
      await query(url(), cut, [new URL(address).pathname.slice(1)])
    },
    async close() {
      signal('CONT')
      await stop('immediate')
      await fs.rm(folder, { recursive: true, force: true })
    },
  }
}
