import type { LoadedJourney, LoggedUpdate, UpdateLog } from '#server/storage/ports.ts'
import type { SyncCounters } from './counters.ts'
import type { SyncLogger } from './logger.ts'

/** How long a ring that came too early waits for the one before it, which may be an own commit whose answer is under way. */
const GAP_PATIENCE_MS = 30

/** A stretch of the log. */
interface Stretch {
  readonly first: number
  readonly last: number
}

interface EarlyRing extends Stretch {
  readonly updates: readonly Uint8Array[]
}

/**
 * Keeps one open journey level with a log that other nodes append to as well. Rings bring their updates at once and in no sure order;
 * whatever they leave out is read from the log. `seq` never passes an update that the document lacks.
 */
export interface LogFollower {
  /** Everything up to this number is in the document. */
  seq(): number
  /** This node appended these; they are in the document already. */
  appended(stretch: Stretch): void
  /** Another node says that it appended these. No updates: too large for a ring, read them. */
  heard(ring: EarlyRing): void
  /** The log's last number is known to be this. */
  headIs(seq: number): void
  /** Reads what is missing, if anything; rejects with `StorageError`. */
  catchUp(): Promise<void>
  close(): void
}

interface Needs {
  readonly journeyId: string
  readonly seq: number
  readonly log: Pick<UpdateLog, 'since' | 'load'>
  readonly apply: (updates: readonly Uint8Array[]) => void
  readonly counters: SyncCounters
  readonly logger: SyncLogger
}

export function createLogFollower({ journeyId, seq: start, log, apply, counters, logger }: Needs): LogFollower {
  let seq = start
  let known: Stretch[] = []
  let early: EarlyRing[] = []
  let patience: NodeJS.Timeout | null = null
  let reading: Promise<void> | null = null
  let readingNext: Promise<void> | null = null
  let isClosed = false

  /** Moves `seq` over what is in the document, and takes early rings whose turn has come. */
  function advance(): void {
    for (let moved = true; moved;) {
      moved = false
      for (const { first, last } of known) {
        if (first <= seq + 1 && last > seq) {
          seq = last
          moved = true
        }
      }
      const due = early.find(({ first, last }) => first <= seq + 1 && last > seq)
      if (due !== undefined) {
        apply(due.updates)
        seq = due.last
        moved = true
      }
    }
    known = known.filter(({ last }) => last > seq)
    early = early.filter(({ last }) => last > seq)
    if (known.length === 0 && early.length === 0) {
      if (patience !== null) clearTimeout(patience)
      patience = null
    } else patience ??= setTimeout(repair, GAP_PATIENCE_MS)
  }

  function repair(): void {
    patience = null
    counters.repairedGaps++
    catchUp().catch((error: unknown) =>
      logger.warn({ journeyId, err: error }, 'a gap in the log could not be read yet'),
    )
  }

  async function read(): Promise<void> {
    const updates = await log.since(journeyId, seq)
    if (isClosed) return
    if (updates === null) readAgain(await log.load(journeyId))
    else take(updates)
  }

  /** What was missed is folded already: the whole state brings it. */
  function readAgain({ snapshot, updates, seq: last }: LoadedJourney): void {
    if (isClosed) return
    if (snapshot !== null) apply([snapshot.data])
    take(updates)
    seq = Math.max(seq, last)
    advance()
  }

  function take(updates: readonly LoggedUpdate[]): void {
    // Own ones among them are in the document: applying them again changes nothing.
    const missing = updates.filter((update) => update.seq > seq && !isKnown(update.seq))
    if (missing.length > 0) apply(missing.map(({ data }) => data))
    seq = Math.max(seq, updates.at(-1)?.seq ?? 0)
    advance()
  }

  const isKnown = (number: number): boolean => known.some(({ first, last }) => first <= number && number <= last)

  function catchUp(): Promise<void> {
    if (isClosed) return Promise.resolve()
    // One at a time, and one more for all who asked meanwhile: what they know of may have come after the reading began.
    if (reading !== null) return (readingNext ??= nextReading(reading))
    reading = read().finally(() => (reading = null))
    return reading
  }

  async function nextReading(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined) // whoever asked for that one hears of its failure
    readingNext = null
    await catchUp()
  }

  return {
    seq: () => seq,
    appended(stretch) {
      known.push(stretch)
      advance()
    },
    heard(ring) {
      if (isClosed || ring.last <= seq) return
      if (ring.updates.length === 0) repair()
      else {
        early.push(ring)
        advance()
      }
    },
    headIs(head) {
      if (!isClosed && head > seq && reading === null) repair()
    },
    catchUp,
    close() {
      isClosed = true
      if (patience !== null) clearTimeout(patience)
    },
  }
}
