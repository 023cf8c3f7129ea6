import { parentPort, workerData } from 'node:worker_threads'
import { assert, assertNever } from '#shared/lib/assert.ts'
import { reachCrashPoint } from '../crash-points.ts'
import { StorageError } from '../ports.ts'
import { openConnection } from './connection.ts'
import { sqliteFault } from './faults.ts'
import type {
  FromWorker,
  LogAnswer,
  LogRequest,
  LogRequestKind,
  NumberedAnswer,
  NumberedRequest,
  ToWorker,
  WorkerData,
} from './update-log-messages.ts'
import { updateLogTables } from './update-log-tables.ts'
import { armInThread } from './worker-crash-points.ts'

/**
 * The thread that owns the log's connection, so that waiting for the disk never stops the event loop that serves people.
 * Group commit comes by itself: while one COMMIT waits for the disk, requests queue up; the next turn takes all of them into one
 * transaction.
 */
assert(parentPort !== null, 'the log worker runs as a worker')
const port = parentPort
const { dataFolder, busyTimeoutMs, crashPointGate } = workerData as WorkerData
const connection = openConnection(dataFolder, busyTimeoutMs)
const tables = updateLogTables(connection)
const beginReading = connection.prepare('BEGIN')
const beginWriting = connection.prepare('BEGIN IMMEDIATE')
const commit = connection.prepare('COMMIT')

let waiting: NumberedRequest[] = []
let closing = false
let scheduled = false

port.on('message', (message: ToWorker) => {
  if (message.kind === 'arm') {
    armInThread(message.name, crashPointGate, tell)
    return
  }
  if (message.kind === 'close') closing = true
  else waiting.push(...message.requests)
  // After all messages that are here already: they go into the same transaction.
  if (!scheduled) setImmediate(work)
  scheduled = true
})
tell({ kind: 'ready' })

function work(): void {
  scheduled = false
  const requests = waiting
  waiting = []
  if (requests.length > 0) tell({ kind: 'answers', answers: answersTo(requests) })
  if (closing) {
    connection.close()
    port.close()
  }
}

const WRITES: ReadonlySet<LogRequestKind> = new Set(['append', 'compact', 'forget'])
const isWrite = ({ request }: NumberedRequest): boolean => WRITES.has(request.kind)

/** One transaction for all of them, reads included. Nothing is answered before its COMMIT has returned. */
function answersTo(requests: readonly NumberedRequest[]): NumberedAnswer[] {
  const reaches = (kind: LogRequestKind) => requests.some(({ request }) => request.kind === kind)
  let answers: NumberedAnswer[]
  try {
    const begin = requests.some(isWrite) ? beginWriting : beginReading
    begin.run()
    if (reaches('append')) reachCrashPoint('append.before')
    answers = requests.map(answerTo)
    if (reaches('append')) reachCrashPoint('append.inserted')
    commit.run()
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK')
    return answersAfterFailure(requests, sqliteFault(error))
  }
  if (reaches('append')) reachCrashPoint('append.committed')
  if (reaches('compact')) reachCrashPoint('compact.committed')
  return answers
}

/**
 * Nothing of the transaction is stored. When the disk takes nothing now, what was to be written has to be tried again, but reading
 * still works; otherwise somebody's request is to blame, and each gets a transaction of its own.
 */
function answersAfterFailure(requests: readonly NumberedRequest[], error: StorageError): NumberedAnswer[] {
  if (error.fault !== 'unavailable' && requests.length > 1) return requests.flatMap((request) => answersTo([request]))
  const reads = requests.filter((request) => !isWrite(request))
  if (reads.length === 0 || reads.length === requests.length) return requests.map(({ id }) => refused(id, error))
  return [...requests.filter(isWrite).map(({ id }) => refused(id, error)), ...answersTo(reads)]
}

/** What is refused before anything of it was written (its journey was deleted) leaves its neighbours alone. */
function answerTo({ id, request }: NumberedRequest): NumberedAnswer {
  try {
    return { id, ok: true, value: run(request) }
  } catch (error) {
    if (error instanceof StorageError) return refused(id, error)
    throw error
  }
}

function run(request: LogRequest): LogAnswer {
  switch (request.kind) {
    case 'append':
      return tables.append(request.journeyId, request.updates, request.at)
    case 'load':
      return tables.load(request.journeyId)
    case 'load-at':
      return tables.loadAt(request.journeyId, request.point)
    case 'since':
      return tables.since(request.journeyId, request.seq)
    case 'heads':
      return tables.heads(request.journeyIds)
    case 'compact':
      tables.compact(request.journeyId, request.seq, request.packed, request.at)
      return null
    case 'forgettable':
      return tables.forgettable(request.at)
    case 'forget':
      return tables.forget(request.journeyId, request.seq, request.limit)
    default:
      return assertNever(request)
  }
}

function refused(id: number, { message, fault }: StorageError): NumberedAnswer {
  return { id, ok: false, message, fault }
}

function tell(message: FromWorker): void {
  port.postMessage(message)
}
