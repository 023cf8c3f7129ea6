import { SECOND_MS } from '#shared/lib/time.ts'
import { EngineError } from '#server/duckdb/engine.ts'
import type { ImportFlow } from './import-flow.ts'
import type { Logger } from './ports.ts'
import type { Tables } from './tables.ts'

/** Who waited for an import looks at its summary first, which takes less than that: meanwhile the index would take half of the processors. */
const AFTER_MS = 2 * SECOND_MS

interface Deps {
  readonly flow: Pick<ImportFlow, 'onEnded'>
  readonly tables: Pick<Tables, 'index'>
  readonly logger: Logger
}

/** Makes the index of what an import brought, a moment after it. What a closing server leaves out is made at its next start. */
export function indexLater({ flow, tables, logger }: Deps): void {
  async function index(datasetId: string): Promise<void> {
    try {
      await tables.index(datasetId)
    } catch (err) {
      const isStopped = err instanceof EngineError && ['engine-stopped', 'cancelled'].includes(err.code)
      if (!isStopped) logger.error({ err, datasetId }, 'the index of a table could not be made')
    }
  }
  flow.onEnded((datasetId) => void setTimeout(() => void index(datasetId), AFTER_MS).unref())
}
