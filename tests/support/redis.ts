import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createClient } from 'redis'
import { freePort } from './free-port.ts'
import { needService } from './services.ts'

/** A real redis-server on a free port of this machine, which keeps nothing. */
export interface TestRedis {
  readonly url: string
  readonly port: number
  /** Ends the process; `start` brings it back on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
  restart(): Promise<void>
  /** FLUSHALL. */
  flush(): Promise<void>
  /** The process stands still (SIGSTOP): connections stay open and nothing answers. */
  pause(): void
  resume(): void
  /** CLIENT KILL of all connections, or of those of one type. */
  killClients(type?: 'normal' | 'pubsub'): Promise<void>
  /** Sends one command as somebody else who has the address. */
  command(...words: readonly (string | Buffer)[]): Promise<unknown>
  /** Ends it for good and removes its folder. */
  close(): Promise<void>
}

const PROGRAM = 'redis-server'

/** Throws with the way to get it when redis-server is not installed. */
export async function startRedis(): Promise<TestRedis> {
  needService(PROGRAM)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${String(port)}`
  let child: ChildProcess | null = null

  // Should the tests end without closing it.
  const endWithUs = (): void => void child?.kill('SIGKILL')
  process.once('exit', endWithUs)

  const start = async (): Promise<void> => {
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ]
    const started = spawn(PROGRAM, settings, { stdio: ['ignore', 'pipe', 'inherit'] })
    child = started
    await new Promise<void>((resolve, reject) => {
      let said = ''
      started.stdout.on('data', (data: Buffer) => {
        said += data.toString()
        if (said.includes('Ready to accept connections')) resolve()
      })
      started.once('exit', () => reject(new Error(`redis-server ended: ${said}`)))
    })
  }

  const stop = async (): Promise<void> => {
    const ending = child
    child = null
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exited = once(ending, 'exit')
    ending.kill('SIGKILL')
    await exited
  }

  const command = async (...words: readonly (string | Buffer)[]): Promise<unknown> => {
    const client = createClient({ url })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await client.sendCommand([...words])
    } finally {
      client.destroy()
    }
  }

  await start()
  return {
    url,
    port,
    start,
    stop,
    command,
    async restart() {
      await stop()
      await start()
    },
    async flush() {
      await command('FLUSHALL')
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async killClients(type) {
      for (const each of type ? [type] : (['normal', 'pubsub'] as const)) await command('CLIENT', 'KILL', 'TYPE', each)
    },
    async close() {
      await stop()
      process.off('exit', endWithUs)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
