import { EngineError, type Engine } from './engine.ts'
import { startEngine, type RunningEngine, type StartEngineOptions } from './start-engine.ts'

/**
 * An engine whose process starts when it is first needed: a server without data has none. When it cannot start (another process still
 * has the file), the call rejects with `engine-stopped` and the next one tries again.
 */
export function createLazyEngine(options: Omit<StartEngineOptions, 'signal'>): Engine {
  const closing = new AbortController()
  let starting: Promise<RunningEngine> | null = null

  function started(): Promise<RunningEngine> {
    if (closing.signal.aborted) return Promise.reject(new EngineError('engine-stopped', 'The engine is closed.'))
    starting ??= startEngine({ ...options, signal: closing.signal }).catch((error: unknown) => {
      starting = null
      throw error
    })
    return starting
  }

  return {
    query: async (sql, parameters, queryOptions) => (await started()).query(sql, parameters, queryOptions),
    transaction: async (statements) => (await started()).transaction(statements),
    runJob: async (name, input, onProgress, signal) => (await started()).runJob(name, input, onProgress, signal),
    copyTo: async (file) => (await started()).copyTo(file),
    async close() {
      const last = starting
      closing.abort()
      // One that could not start has nothing to close, and whoever needed it was told.
      const engine = await last?.catch(() => null)
      await engine?.close()
    },
  }
}
