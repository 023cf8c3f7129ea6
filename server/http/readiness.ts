import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Doorbell } from '#server/cluster/doorbell.ts'
import { SECOND_MS } from '#shared/lib/time.ts'

/** Each balancer asks every few seconds; the store is asked once for all of them. */
const FRESH_MS = 1 * SECOND_MS
const STORE_WITHIN_MS = 2 * SECOND_MS

/** Whether this node may take traffic, and what stands in the way. */
export interface ReadinessReport {
  readonly isReady: boolean
  readonly store: 'ok' | 'away'
  /** Whether other nodes are heard at once. `away` makes nobody unready: the log is read instead. */
  readonly doorbell: 'ok' | 'away'
  /** The web app's files. */
  readonly app: 'ok' | 'missing'
  /** This node is about to stop. */
  readonly draining: boolean
}

export interface Readiness {
  report(): Promise<ReadinessReport>
  /** From now on this node asks for no more traffic. */
  drain(): void
}

interface Needs {
  /** Rejects when the store does not answer. */
  readonly checkStore: () => Promise<void>
  readonly doorbell: Pick<Doorbell, 'isConnected'>
  readonly appFolder: string
}

/** Tells "may take traffic" apart from "alive". */
export function createReadiness({ checkStore, doorbell, appFolder }: Needs): Readiness {
  let isDraining = false
  let answer: Promise<boolean> | null = null
  let answeredAt = 0

  /** Asks at most once a second, and never twice at a time. */
  function doesStoreAnswer(): Promise<boolean> {
    const isOld = performance.now() - answeredAt > FRESH_MS
    if (answer === null || isOld) {
      answeredAt = Number.POSITIVE_INFINITY
      answer = askStore().finally(() => (answeredAt = performance.now()))
    }
    return answer
  }

  async function askStore(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), STORE_WITHIN_MS)
    })
    // Why it does not answer is logged where it is used.
    const answered = checkStore().then(
      () => true,
      () => false,
    )
    const isThere = await Promise.race([answered, late])
    clearTimeout(timer)
    return isThere
  }

  return {
    drain: () => void (isDraining = true),
    async report() {
      const store = (await doesStoreAnswer()) ? 'ok' : 'away'
      const app = existsSync(path.join(appFolder, 'index.html')) ? 'ok' : 'missing'
      return {
        isReady: store === 'ok' && app === 'ok' && !isDraining,
        store,
        doorbell: doorbell.isConnected() ? 'ok' : 'away',
        app,
        draining: isDraining,
      }
    },
  }
}
