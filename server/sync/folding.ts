import type { UpdateLog } from '#server/storage/ports.ts'
import type { CommitQueue } from './commit-queue.ts'
import { foldApart } from './fold-apart.ts'
import type { Intake } from './intake.ts'
import type { FoldedLog, LiveDocument } from './live-document.ts'
import type { LogFollower } from './log-follower.ts'
import type { LogSize, Occasion } from './log-size.ts'
import type { SyncLogger } from './logger.ts'

/** Writing a state takes 30 ms a MB, during which the whole server stands still. Starting a thread takes longer than this much. */
const APART_FROM_BYTES = 512 * 1024

interface Needs {
  readonly journeyId: string
  readonly log: Pick<UpdateLog, 'load' | 'compact'>
  readonly live: LiveDocument
  readonly size: LogSize
  readonly queue: CommitQueue
  readonly intake: Pick<Intake, 'keep'>
  readonly follower: Pick<LogFollower, 'seq'>
  readonly logger: SyncLogger
  readonly isOpen: () => boolean
  /** How long nobody must have changed anything before a fold that can wait begins. */
  readonly pauseMs: number
}

/** Folds the log of one open journey into a snapshot. */
export interface Folding {
  /** A change was committed: folds when that pays and people pause, or when it cannot wait. */
  changed(): void
  /** Folds when that pays; resolves when it is done or not needed. */
  compact(occasion: Occasion): Promise<void>
}

export function createFolding(needs: Needs): Folding {
  const { journeyId, log, live, size, queue, intake, follower, logger, isOpen, pauseMs } = needs
  let compacting: Promise<void> | null = null
  let changedAt = 0
  let pausing: NodeJS.Timeout | null = null

  /** Resolves once all that the document holds now is on disk. */
  const onDisk = (): Promise<void> => new Promise((resolve, reject) => queue.hold({ release: resolve, refuse: reject }))

  /** The document as it is, taken after the number: it may hold more than the log up to there, never less, or the fold would lose it. */
  function foldedHere(): FoldedLog & { readonly seq: number } {
    const seq = follower.seq()
    size.folding()
    return { seq, ...live.wholeState(), waiting: live.waiting() }
  }

  /** What the log says, put together by another thread. */
  async function foldedApart(): Promise<FoldedLog & { readonly seq: number }> {
    size.folding()
    const loaded = await log.load(journeyId)
    return { seq: loaded.seq, ...(await foldApart(loaded)) }
  }

  async function fold(occasion: Occasion): Promise<void> {
    try {
      await onDisk()
      if (!isOpen()) return
      // A server that goes away has nobody left who would wait.
      const isApart = occasion !== 'closing' && size.bytes() >= APART_FROM_BYTES
      const { seq, state, summary, waiting } = isApart ? await foldedApart() : foldedHere()
      size.folded(state.byteLength)
      // What Yjs keeps aside belongs to no state: it goes to the log once more, behind the snapshot, until it finds its place.
      if (waiting !== null) intake.keep(waiting)
      // Should this node die, a snapshot with more than the log would tell those who come back what other nodes never hear of.
      await onDisk()
      await log.compact(journeyId, seq, state, summary)
      logger.debug({ journeyId, seq, bytes: state.byteLength }, 'log folded into a snapshot')
    } catch (error) {
      logger.warn({ journeyId, err: error }, 'the log could not be folded; it is read as it is')
    }
  }

  function start(occasion: Occasion): Promise<void> {
    compacting ??= fold(occasion).finally(() => (compacting = null))
    return compacting
  }

  function startInPause(): void {
    pausing = null
    const restMs = changedAt + pauseMs - Date.now()
    if (restMs > 0) waitForPause(restMs)
    else if (isOpen() && size.isDue('open')) void start('open')
  }

  function waitForPause(ms: number): void {
    pausing ??= setTimeout(startInPause, ms)
    pausing.unref()
  }

  return {
    changed() {
      changedAt = Date.now()
      if (!isOpen() || compacting !== null || !size.isDue('open')) return
      if (size.isOverdue()) void start('open')
      else waitForPause(pauseMs)
    },
    compact: (occasion) => (isOpen() && size.isDue(occasion) ? start(occasion) : (compacting ?? Promise.resolve())),
  }
}
