import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { CrashPoint } from '#server/storage/crash-points.ts'
import type { SyncCounters } from '#server/sync/counters.ts'
import type { SyncLimits } from '#server/sync/limits.ts'

/** What a node's process is told. */
export interface NodeSettings {
  /** Used without `databaseUrl`. */
  readonly dataFolder: string
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  /** 0: a free one. */
  readonly port: number
  readonly limits: Partial<SyncLimits>
  /** The node kills itself (SIGKILL) when it comes to this place, having passed it `after` times. */
  readonly crash: { readonly point: CrashPoint; readonly after: number } | null
  /** Prints warnings and errors. */
  readonly isTalkative: boolean
  /** Lets `figures` collect garbage first, so that what is still held can be told from what is not cleared up yet. */
  readonly exposesGarbageCollector: boolean
}

export interface NodeQuestion {
  readonly id: number
  readonly wantsGarbageCollected: boolean
  /** The crash point it was started with shall do nothing any more. */
  readonly disarms: boolean
}

/** A node as it sees itself. */
export interface NodeAnswer {
  readonly id: number
  readonly rooms: number
  readonly connections: number
  readonly counters: SyncCounters
  readonly queuedBytes: number
  readonly unsavedBytes: number
  readonly residentBytes: number
  /** What of that is used by JavaScript's objects, and by buffers that they hold. */
  readonly heapBytes: number
  readonly externalBytes: number
  /** What keeps its event loop alive, by kind. */
  readonly handles: readonly string[]
  /** The longest that anything had to wait for its turn in the event loop, since the last answer. */
  readonly longestTurnMs: number
}

/** A running node in a process of its own. */
export interface NodeProcess {
  readonly child: ChildProcess
  readonly port: number
  /** `ws://…/sync`, to which `/<journeyId>?as=<name>` is appended. */
  readonly url: string
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  isRunning(): boolean
  figures(options?: { readonly wantsGarbageCollected?: boolean }): Promise<NodeAnswer>
  /** Resolves when it will not die at its crash point any more, or has died. */
  disarm(): Promise<void>
  /** Resolves with the exit code once it has ended; at once when it had. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

const DEFAULTS = {
  databaseUrl: null,
  redisUrl: null,
  port: 0,
  limits: {},
  crash: null,
  isTalkative: false,
  exposesGarbageCollector: false,
} as const

/** Starts a node and waits until it listens. Rejects when it ends before that. */
export async function startNode(given: Partial<NodeSettings> & Pick<NodeSettings, 'dataFolder'>): Promise<NodeProcess> {
  const settings: NodeSettings = { ...DEFAULTS, ...given }
  const script = path.join(import.meta.dirname, 'sync-node-process.ts')
  // As `npm start` does it.
  const flags = ['--max-semi-space-size=8', ...(settings.exposesGarbageCollector ? ['--expose-gc'] : [])]
  const child = spawn(process.execPath, [...flags, script, JSON.stringify(settings)], {
    env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '131072' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const port = await Promise.race([
    new Promise<number>((resolve) => child.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString())))),
    exited.then(({ code, signal }) => {
      throw new Error(`The node ended with ${code ?? signal} before it listened.`)
    }),
  ])
  let questions = 0

  async function ask(question: Omit<NodeQuestion, 'id'>): Promise<NodeAnswer> {
    const id = ++questions
    const answered = new Promise<NodeAnswer>((resolve) => {
      const hear = (answer: NodeAnswer): void => {
        if (answer.id !== id) return
        child.off('message', hear)
        resolve(answer)
      }
      child.on('message', hear)
    })
    child.send({ ...question, id })
    const ended = exited.then(({ code, signal }) => {
      throw new Error(`The node ended with ${code ?? signal}.`)
    })
    return Promise.race([answered, ended])
  }

  return {
    child,
    port,
    url: `ws://127.0.0.1:${port}/sync`,
    exited,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    figures: ({ wantsGarbageCollected = false } = {}) => ask({ wantsGarbageCollected, disarms: false }),
    async disarm() {
      const asked = ask({ wantsGarbageCollected: false, disarms: true })
      await asked.catch(() => exited) // died before it could answer
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return (await exited).code
    },
  }
}
