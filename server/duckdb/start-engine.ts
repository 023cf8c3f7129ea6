import { fork, type ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { EngineError, type Engine, type EngineValue, type QueryOptions } from './engine.ts'
import type { EngineAnswer, EngineOptions, EngineRequest } from './engine-messages.ts'

export interface StartEngineOptions {
  readonly dataFolder: string
  /** What DuckDB may use for its work; beyond it spills to `<dataFolder>/duckdb-temp`. */
  readonly memoryMb: number
  readonly threads?: number
  /** Modules that export `jobs`; loaded inside the engine's process. */
  readonly jobModules: readonly URL[]
  /** Told when the engine's process ended unasked and a new one is started. */
  readonly onRestart?: (exit: string) => void
  /** Gives up starting; of no effect later. */
  readonly signal?: AbortSignal
}

export interface RunningEngine extends Engine {
  /** The engine's process, for tests that kill it. */
  readonly processId: () => number | undefined
}

const DEFAULT_TIMEOUT_MS = 60_000
/** A server that stops has ten seconds for everything. What was committed is in DuckDB's own log, however the process ends. */
const CLOSE_TIMEOUT_MS = 5_000
/** Doubled after each attempt that did not open. */
const RESTART_DELAY_MS = 200
const MAX_RESTART_DELAY_MS = 10_000
/** DuckDB runs each statement in a thread of Node's pool; with the usual four, four long ones would stop file reads too. */
const THREAD_POOL_SIZE = '16'

interface Call {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: EngineError) => void
  readonly onProgress?: ((progress: unknown) => void) | undefined
}

/**
 * Starts the engine's process on `<dataFolder>/datasets.duckdb` and resolves when the file is open. When the process ends unasked
 * (a crash, the kernel's memory killer), calls under way reject with `engine-stopped`, a new process is started and later calls
 * wait for it. Rejects when the file cannot be opened.
 */
export async function startEngine(options: StartEngineOptions): Promise<RunningEngine> {
  const temporaryFolder = path.join(options.dataFolder, 'duckdb-temp')
  await mkdir(temporaryFolder, { recursive: true })
  const engineOptions: EngineOptions = {
    file: path.join(options.dataFolder, 'datasets.duckdb'),
    temporaryFolder,
    piecesFolder: path.resolve(options.dataFolder, 'duckdb-pieces'),
    memoryMb: options.memoryMb,
    threads: options.threads ?? Math.max(1, os.availableParallelism()),
    jobModules: options.jobModules.map(String),
  }

  const calls = new Map<number, Call>()
  let nextId = 1
  let isClosing = false
  let restartDelayMs = RESTART_DELAY_MS
  let child = start()
  let ready = whenOpened(child)
  const giveUp = (): void => {
    isClosing = true
    child.kill('SIGKILL')
  }
  if (options.signal?.aborted === true) giveUp()
  options.signal?.addEventListener('abort', giveUp, { once: true })
  try {
    await ready
  } catch (error) {
    isClosing = true
    throw error
  } finally {
    options.signal?.removeEventListener('abort', giveUp)
  }

  function start(): ChildProcess {
    const started = fork(new URL('./engine-process.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // Nothing else of the environment: the token that it may hold is no business of a process that handles files.
      env: { UV_THREADPOOL_SIZE: THREAD_POOL_SIZE },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    started.on('message', receive)
    started.once('exit', (code, signal) => ended(signal ?? `code ${code}`))
    return started
  }

  function whenOpened(started: ChildProcess): Promise<void> {
    const isOpen = opened(started, engineOptions).then(() => {
      restartDelayMs = RESTART_DELAY_MS
    })
    // Every call awaits it and tells its own caller; without calls nobody has to be told.
    isOpen.catch(() => undefined)
    return isOpen
  }

  function receive(message: EngineAnswer): void {
    if (message.kind === 'opened' || message.kind === 'not-opened') return
    const call = calls.get(message.id)
    if (!call) return
    if (message.kind === 'progress') {
      call.onProgress?.(message.value)
      return
    }
    calls.delete(message.id)
    if (message.kind === 'done') call.resolve(message.value)
    else call.reject(new EngineError(message.code, message.message))
  }

  function ended(exit: string): void {
    const stopped = new EngineError('engine-stopped', `The engine ended in between (${exit}).`)
    for (const call of calls.values()) call.reject(stopped)
    calls.clear()
    if (isClosing) return
    options.onRestart?.(exit)
    ready = restart()
    // As above: whoever calls is told.
    ready.catch(() => undefined)
  }

  async function restart(): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve, restartDelayMs))
    restartDelayMs = Math.min(restartDelayMs * 2, MAX_RESTART_DELAY_MS)
    if (isClosing) throw new EngineError('engine-stopped', 'The engine is closed.')
    child = start()
    await whenOpened(child)
  }

  async function call(
    make: (id: number) => EngineRequest,
    onProgress?: (progress: unknown) => void,
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (isClosing) throw new EngineError('engine-stopped', 'The engine is closed.')
    await ready
    if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled before it began.')
    const id = nextId++
    const cancel = (): void => send({ kind: 'cancel', id })
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject, onProgress })
        send(make(id))
      })
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  function send(request: EngineRequest): void {
    // A broken channel means that the process is ending; `ended` then rejects the call.
    if (child.connected) child.send(request, () => undefined)
  }

  return {
    processId: () => child.pid,
    query: async <Row extends object>(
      sql: string,
      parameters: readonly EngineValue[] = [],
      { timeoutMs = DEFAULT_TIMEOUT_MS }: QueryOptions = {},
    ) => (await call((id) => ({ kind: 'query', id, sql, parameters, timeoutMs }))) as Row[],
    transaction: async (statements) => {
      await call((id) => ({ kind: 'transaction', id, statements }))
    },
    runJob: async <Result>(
      name: string,
      input: unknown,
      onProgress?: (progress: unknown) => void,
      signal?: AbortSignal,
    ) => (await call((id) => ({ kind: 'job', id, name, input }), onProgress, signal)) as Result,
    copyTo: async (file) => {
      await call((id) => ({ kind: 'copy', id, file }))
    },
    close: async () => {
      if (isClosing) return
      isClosing = true
      await closed(child, () => send({ kind: 'close' }))
    },
  }
}

/** Asks the process to open the file; it stays alive when it cannot, so that the reason can be told. */
function opened(child: ChildProcess, options: EngineOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: EngineAnswer) => {
      if (message.kind === 'opened') resolve()
      else {
        reject(new EngineError('engine-stopped', message.kind === 'not-opened' ? message.message : 'No answer.'))
        child.kill('SIGKILL')
      }
    })
    child.once('exit', () => reject(new EngineError('engine-stopped', 'The engine ended before it was ready.')))
    child.once('error', (error) => reject(new EngineError('engine-stopped', error.message)))
    child.send({ kind: 'open', options } satisfies EngineRequest)
  })
}

function closed(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    ask()
  })
}
