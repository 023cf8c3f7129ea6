import { Worker } from 'node:worker_threads'
import { onCrashPointArmed } from '../crash-points.ts'
import { StorageError } from '../ports.ts'
import type {
  FromWorker,
  LogAnswer,
  LogRequest,
  NumberedAnswer,
  NumberedRequest,
  ToWorker,
  WorkerData,
} from './update-log-messages.ts'
import { crashPointGate, reachForThread } from './worker-crash-points.ts'

/** One life of the log's thread. When the thread dies, everything that it has not answered is refused, and so is what comes later. */
export interface LogWorkerSession {
  isAlive(): boolean
  /** Rejects with `StorageError`. Requests of one turn travel, and are committed, together. */
  ask(request: LogRequest): Promise<LogAnswer>
  /** Lets the thread answer what it has and end. */
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (answer: LogAnswer) => void
  readonly reject: (error: StorageError) => void
}

const YOUNG_MEMORY_MB = 8

/** Resolves when the thread has opened its connection; rejects with `StorageError` when it could not. */
export function startLogWorker(options: Omit<WorkerData, 'crashPointGate'>): Promise<LogWorkerSession> {
  const gate = crashPointGate()
  const workerData: WorkerData = { ...options, crashPointGate: gate }
  const worker = new Worker(new URL('./update-log-worker.ts', import.meta.url), {
    workerData,
    // It makes little and keeps nothing; by default its short-lived memory would grow to many times what it needs.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY_MB },
  })
  const waiting = new Map<number, Waiting>()
  let unsent: NumberedRequest[] = []
  let nextId = 1
  let death: StorageError | null = null

  const stopArming = onCrashPointArmed((name) => tell({ kind: 'arm', name }))
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      stopArming()
      resolve()
    })
  })

  const session: LogWorkerSession = {
    isAlive: () => death === null,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (death !== null) {
          reject(death)
          return
        }
        const id = nextId++
        waiting.set(id, { resolve, reject })
        if (unsent.push({ id, request }) === 1) queueMicrotask(send)
      }),
    close() {
      send()
      tell({ kind: 'close' })
      return ended
    },
  }

  function send(): void {
    if (unsent.length === 0) return
    const requests = unsent
    unsent = []
    tell({ kind: 'requests', requests })
  }

  function tell(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(message)
  }

  function settle(answer: NumberedAnswer): void {
    const request = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) request?.resolve(answer.value)
    else request?.reject(new StorageError(answer.message, { fault: answer.fault }))
  }

  function die(cause: unknown): StorageError {
    death ??= new StorageError('The update log stopped.', { cause })
    for (const { reject } of waiting.values()) reject(death)
    waiting.clear()
    return death
  }

  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve(session)
      else if (message.kind === 'reached') reachForThread(message.name, gate)
      else for (const answer of message.answers) settle(answer)
    })
    worker.on('error', (error) => reject(die(error)))
    worker.on('exit', (code) => reject(die(new Error(`its thread ended with code ${code}`))))
  })
}
