import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { DuckDBConnection, DuckDBPendingResult } from '@duckdb/node-api'
import bindings from '@duckdb/node-bindings'
import { EngineError, type EngineValue } from './engine.ts'
import { bindParameters, plainValue } from './engine-values.ts'
import { asEngineError } from './run-statement.ts'

/** It is looked at in each turn of the event loop. */
const SHORT_MS = 0.2
/** Of the time that a statement has taken so far: after so much of it, it is looked at again. */
const PAUSE_SHARE = 0.03
const MAX_PAUSE_MS = 10

interface AsideOptions {
  /** Stops the statement also when it is aborted a moment before it begins, which an interrupt of the connection does not. */
  readonly signal?: AbortSignal
  /** Rejects with `timeout` after so long. */
  readonly timeoutMs?: number
}

/**
 * Runs one statement as `runStatement` does, but leaves all of its work to the engine's own threads. A thread that waits for a statement
 * works along otherwise, one more than there are processors, and when the others have taken all work that there is, it asks for more without
 * a pause: where pieces of a file are loaded side by side that was a sixth of all processor time, and questions took a tenth longer.
 */
export async function runAside(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly EngineValue[],
  { signal, timeoutMs = Number.POSITIVE_INFINITY }: AsideOptions,
): Promise<Record<string, unknown>[]> {
  // What a cancelled job clears up afterwards is not meant.
  const canBeStopped = signal?.aborted === false
  let isLate = false
  const look = (tookMs: number): void => {
    isLate = tookMs > timeoutMs
    if (isLate || (canBeStopped && signal.aborted)) connection.interrupt()
  }
  try {
    const { values, types } = bindParameters(parameters)
    const pending = await connection.start(sql, values, types)
    await untilOver(pending, look)
    const reader = await pending.readAll()
    return reader.convertRowObjects(plainValue)
  } catch (error) {
    if (isLate) throw new EngineError('timeout', `The statement took longer than ${timeoutMs} ms.`)
    throw asEngineError(error)
  }
}

/** It may have failed: who reads its result is told. `onLook` hears what it took so far. */
async function untilOver(pending: DuckDBPendingResult, onLook: (tookMs: number) => void): Promise<void> {
  const { ERROR, RESULT_READY } = bindings.PendingState
  const startedAt = performance.now()
  for (;;) {
    // The binding for it is private: what is offered instead works along, on the thread of the event loop.
    const state = bindings.pending_execute_check_state(pending['pending_result'])
    if (state === RESULT_READY || state === ERROR) return
    const tookMs = performance.now() - startedAt
    onLook(tookMs)
    // Most statements are over within a moment.
    if (tookMs < SHORT_MS) await nextTurn()
    else await wait(Math.min(MAX_PAUSE_MS, Math.max(1, tookMs * PAUSE_SHARE)))
  }
}
