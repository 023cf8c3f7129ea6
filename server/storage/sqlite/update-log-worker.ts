import { parentPort, workerData } from 'node:worker_threads'
import { assert, assertNever } from '#shared/lib/assert.ts'
import { openConnection } from './connection.ts'
import type {
  FromWorker,
  LogAnswer,
  LogRequest,
  NumberedAnswer,
  NumberedRequest,
  ToWorker,
  WorkerData,
} from './update-log-messages.ts'
import { updateLogTables } from './update-log-tables.ts'

/**
 * The thread that owns the log's connection, so that waiting for the disk never stops the event loop that serves people.
 * Group commit comes by itself: while one COMMIT waits for the disk, requests queue up; the next turn takes all of them into one
 * transaction.
 */
assert(parentPort !== null, 'the log worker runs as a worker')
const port = parentPort
const { dataFolder, busyTimeoutMs } = workerData as WorkerData
const connection = openConnection(dataFolder, busyTimeoutMs)
const tables = updateLogTables(connection)

let waiting: NumberedRequest[] = []
let closing = false
let scheduled = false

port.on('message', (message: ToWorker) => {
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

/** One transaction for all of them, reads included. Nothing is answered before its COMMIT has returned. */
function answersTo(requests: readonly NumberedRequest[]): NumberedAnswer[] {
  try {
    const onlyReads = requests.every(({ request }) => request.kind === 'load' || request.kind === 'since')
    connection.exec(onlyReads ? 'BEGIN' : 'BEGIN IMMEDIATE')
    const answers = requests.map(answerTo)
    connection.exec('COMMIT')
    return answers
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK')
    return requests.map(({ id }) => refused(id, error))
  }
}

/** A request that fails on its own (its journey was deleted) must not take the others with it. */
function answerTo({ id, request }: NumberedRequest): NumberedAnswer {
  try {
    return { id, ok: true, value: run(request) }
  } catch (error) {
    // A full or broken disk ends the whole transaction: then nobody's append is stored.
    if (!connection.isTransaction) throw error
    return refused(id, error)
  }
}

function run(request: LogRequest): LogAnswer {
  switch (request.kind) {
    case 'append':
      return tables.append(request.journeyId, request.data, request.actorId, request.at)
    case 'load':
      return tables.load(request.journeyId)
    case 'since':
      return tables.since(request.journeyId, request.seq)
    case 'compact':
      return compactAsOne(request)
    default:
      return assertNever(request)
  }
}

/** All of a compaction or nothing of it, whatever happens to its neighbours in the transaction. */
function compactAsOne(request: Extract<LogRequest, { kind: 'compact' }>): null {
  connection.exec('SAVEPOINT compaction')
  try {
    tables.compact(request.journeyId, request.seq, request.state, request.at)
    connection.exec('RELEASE compaction')
    return null
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK TO compaction; RELEASE compaction')
    throw error
  }
}

function refused(id: number, error: unknown): NumberedAnswer {
  return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
}

function tell(message: FromWorker): void {
  port.postMessage(message)
}
