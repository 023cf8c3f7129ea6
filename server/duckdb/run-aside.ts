import { setTimeout as wait } from 'node:timers/promises'
import type { DuckDBConnection, DuckDBPendingResult } from '@duckdb/node-api'
import bindings from '@duckdb/node-bindings'
import type { EngineValue } from './engine.ts'
import { bindParameters, plainValue } from './engine-values.ts'
import { asEngineError } from './run-statement.ts'

/** Of the time that a statement has taken so far: after so much of it, it is looked at again. */
const PAUSE_SHARE = 0.05
const MAX_PAUSE_MS = 10

/**
 * Runs one statement as `runStatement` does, but leaves all of its work to the engine's own threads. A thread that waits for a statement
 * works along otherwise, and when the others have taken all work that there is, it asks for more without a pause: where pieces of a file
 * are loaded side by side that was a sixth of all processor time, taken from the other pieces and from those who edit.
 *
 * `signal` stops the statement also when it is aborted a moment before the statement begins, which an interrupt of the connection does not.
 */
export async function runAside(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly EngineValue[] = [],
  signal?: AbortSignal,
): Promise<Record<string, unknown>[]> {
  // What a cancelled job clears up afterwards is not meant.
  const canBeStopped = signal?.aborted === false
  const whenAborted = (): void => {
    if (canBeStopped && signal.aborted) connection.interrupt()
  }
  try {
    const { values, types } = bindParameters(parameters)
    const pending = await connection.start(sql, values, types)
    await untilOver(pending, whenAborted)
    const reader = await pending.readAll()
    return reader.convertRowObjects(plainValue)
  } catch (error) {
    throw asEngineError(error)
  }
}

/** It may have failed: who reads its result is told. */
async function untilOver(pending: DuckDBPendingResult, onLook: () => void): Promise<void> {
  const { ERROR, RESULT_READY } = bindings.PendingState
  const startedAt = performance.now()
  for (;;) {
    // The binding for it is private: what is offered instead works along, on the thread of the event loop.
    const state = bindings.pending_execute_check_state(pending['pending_result'])
    if (state === RESULT_READY || state === ERROR) return
    onLook()
    const tookMs = performance.now() - startedAt
    await wait(Math.min(MAX_PAUSE_MS, Math.max(1, tookMs * PAUSE_SHARE)))
  }
}
