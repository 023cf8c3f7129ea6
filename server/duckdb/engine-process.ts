import { constants } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import type { DuckDBInstance } from '@duckdb/node-api'
import { assertNever } from '#shared/lib/assert.ts'
import { createConnectionPool, type ConnectionPool } from './connection-pool.ts'
import type { EngineJob } from './engine-job.ts'
import type { EngineAnswer, EngineOptions, EngineRequest } from './engine-messages.ts'
import { createSession, inTransaction } from './engine-session.ts'
import { EngineError } from './engine.ts'
import { lowerPriority } from './lower-priority.ts'
import { openInstance } from './open-instance.ts'
import { flushSteadily } from './steady-flush.ts'
import { createWriteGate } from './write-gate.ts'
import { runAside } from './run-aside.ts'
import { asEngineError, isFatal, runStatement } from './run-statement.ts'

/** The engine's process: opens the database, answers the server, dies with it. Started by `start-engine.ts` only. */

const READ_CONNECTIONS = 4
const WRITE_CONNECTIONS = 1
const CLOSE_WAIT_MS = 3_000
const QUIET_WITHIN_MS = 10 * 60_000

interface Opened {
  readonly file: string
  readonly piecesFolder: string
  readonly threads: number
  readonly instance: DuckDBInstance
  readonly readers: ConnectionPool
  /** Apart from the readers, so that a write never waits for a long query. */
  readonly writers: ConnectionPool
  readonly jobs: ReadonlyMap<string, EngineJob>
}

let opened: Opened | undefined
const running = new Map<number, AbortController>()
const gate = createWriteGate()

function answer(message: EngineAnswer): void {
  if (process.connected) process.send?.(message)
}

async function open(options: EngineOptions): Promise<void> {
  try {
    const jobs = new Map<string, EngineJob>()
    for (const url of options.jobModules) {
      const module = (await import(url)) as { jobs: Record<string, EngineJob> }
      for (const [name, job] of Object.entries(module.jobs)) jobs.set(name, job)
    }
    const instance = await openInstance(options)
    opened = {
      file: options.file,
      piecesFolder: options.piecesFolder,
      threads: options.threads,
      instance,
      readers: createConnectionPool(instance, READ_CONNECTIONS),
      writers: createConnectionPool(instance, WRITE_CONNECTIONS),
      jobs,
    }
    answer({ kind: 'opened' })
  } catch (error) {
    answer({ kind: 'not-opened', message: error instanceof Error ? error.message : String(error) })
  }
}

async function runJob(database: Opened, id: number, name: string, input: unknown): Promise<unknown> {
  const job = database.jobs.get(name)
  if (!job) throw new EngineError('query-failed', `There is no job named ${name}.`)
  const controller = new AbortController()
  running.set(id, controller)
  const connection = await database.instance.connect()
  controller.signal.addEventListener('abort', () => connection.interrupt())
  const flushing = flushSteadily(database.file)
  try {
    const session = createSession(connection, () => database.instance.connect(), controller.signal)
    return await job(session, input as never, {
      report: (value) => answer({ kind: 'progress', id, value }),
      signal: controller.signal,
      piecesFolder: database.piecesFolder,
      threads: database.threads,
    })
  } catch (error) {
    throw controller.signal.aborted ? new EngineError('cancelled', 'The job was cancelled.') : error
  } finally {
    flushing.end()
    running.delete(id)
    connection.closeSync()
  }
}

/** Nothing is written meanwhile: all of it goes into the one file first, which is then copied as it lies there. */
async function copy(database: Opened, file: string): Promise<null> {
  await database.writers.use((connection) => runStatement(connection, 'CHECKPOINT'))
  await copyFile(database.file, file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  return null
}

async function work(
  database: Opened,
  request: Exclude<EngineRequest, { kind: 'open' | 'close' | 'cancel' }>,
): Promise<unknown> {
  switch (request.kind) {
    case 'query':
      return database.readers.use((connection) =>
        runAside(connection, request.sql, request.parameters, { timeoutMs: request.timeoutMs }),
      )
    case 'transaction':
      return gate.write(() =>
        database.writers.use((connection) =>
          inTransaction(connection, async () => {
            for (const { sql, parameters } of request.statements) await runStatement(connection, sql, parameters)
          }),
        ),
      )
    case 'job':
      return gate.write(() => runJob(database, request.id, request.name, request.input))
    case 'copy':
      return gate.whenQuiet(QUIET_WITHIN_MS, () => copy(database, request.file))
    default:
      return assertNever(request)
  }
}

async function serve(request: Exclude<EngineRequest, { kind: 'open' | 'close' | 'cancel' }>): Promise<void> {
  try {
    if (!opened) throw new EngineError('engine-stopped', 'The engine is closing.')
    answer({ kind: 'done', id: request.id, value: await work(opened, request) })
  } catch (thrown) {
    const error = asEngineError(thrown)
    answer({ kind: 'failed', id: request.id, code: error.code, message: error.message })
    // The server starts a new process, which opens the file anew.
    if (isFatal(error)) process.kill(process.pid, 'SIGKILL')
  }
}

async function close(): Promise<void> {
  const database = opened
  opened = undefined
  if (database) {
    for (const controller of running.values()) controller.abort(new EngineError('cancelled', 'The engine is closing.'))
    database.readers.interrupt()
    const giveUpAt = Date.now() + CLOSE_WAIT_MS
    while (running.size > 0 && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 10))
    // Waits its turn behind a write that is under way. When it fails nothing is lost: the next opening replays DuckDB's own log.
    await database.writers.use((connection) => runStatement(connection, 'CHECKPOINT')).catch(() => undefined)
    database.readers.close()
    database.writers.close()
    database.instance.closeSync()
  }
  process.exit(0)
}

process.on('message', (request: EngineRequest) => {
  if (request.kind === 'open') void open(request.options)
  else if (request.kind === 'close') void close()
  else if (request.kind === 'cancel') running.get(request.id)?.abort(new EngineError('cancelled', 'Cancelled.'))
  else void serve(request)
})

// The server is gone. Whatever was committed is in the file or its log; an orderly exit would wait for running queries and keep the
// file locked against the next server.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// A Ctrl-C in the terminal reaches the whole group; the server is the one that decides when the engine closes.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)

// Before the database is opened, since its threads get the priority of the one that makes them.
lowerPriority()
