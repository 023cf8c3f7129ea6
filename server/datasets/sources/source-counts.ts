import { SECOND_MS } from '#shared/lib/time.ts'
import type { Logger } from '../ports.ts'
import type { SourceRows } from './source-rows.ts'

/** Counts what comes from each source; written down once a second, since requests come hundreds a second. */
export interface SourceCounter {
  add(sourceId: string, counted: { readonly accepted: number; readonly duplicates: number }): void
  reject(sourceId: string, reason: string): void
  /** Resolves when all that was counted is written down. */
  flush(): Promise<void>
}

interface Counted {
  accepted: number
  duplicates: number
  rejected: number
  lastAt: number
  readonly reasons: Map<string, number>
}

/** A hostile sender may have a new reason for each event. */
const MAX_REASONS = 50

export function createSourceCounter(rows: Pick<SourceRows, 'count'>, logger: Logger): SourceCounter {
  let counts = new Map<string, Counted>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  function of(sourceId: string): Counted {
    const counted = counts.get(sourceId) ?? { accepted: 0, duplicates: 0, rejected: 0, lastAt: 0, reasons: new Map() }
    counts.set(sourceId, counted)
    counted.lastAt = Date.now()
    timer ??= setTimeout(() => void flush(), SECOND_MS).unref()
    return counted
  }

  async function write(): Promise<void> {
    const taken = counts
    counts = new Map()
    for (const [sourceId, counted] of taken) {
      await rows
        .count(sourceId, counted)
        .catch((error: unknown) => logger.error({ err: error, sourceId }, 'what came from a source was not counted'))
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    writing = writing.then(write)
    return writing
  }

  return {
    add(sourceId, { accepted, duplicates }) {
      const counted = of(sourceId)
      counted.accepted += accepted
      counted.duplicates += duplicates
    },
    reject(sourceId, reason) {
      const { reasons, ...counted } = of(sourceId)
      const name = reasons.has(reason) || reasons.size < MAX_REASONS ? reason : 'other reasons'
      reasons.set(name, (reasons.get(name) ?? 0) + 1)
      of(sourceId).rejected = counted.rejected + 1
    },
    flush,
  }
}
