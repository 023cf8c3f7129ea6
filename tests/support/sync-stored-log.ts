import * as Y from 'yjs'
import { openStorage } from '#server/storage/open-storage.ts'
import type { StorePlace } from './stores.ts'

/** A journey as its store has it, read without a server. */
export interface StoredLog {
  /** The numbers of the updates that are kept. */
  readonly seqs: readonly number[]
  /** The last number. */
  readonly head: number
  /** The number of the newest snapshot; null: there is none. */
  readonly snapshotSeq: number | null
  /** What the snapshot and the updates after it say. */
  readonly doc: Y.Doc
  /** The keys of its cards. */
  readonly cards: ReadonlySet<string>
}

const HISTORY_DAYS = 90
const SILENT = { info() {}, warn() {}, error() {} }

/** Opens the store, which no server may have open if it is SQLite, and reads what it holds of a journey. */
export async function readStoredLog(
  { dataFolder, databaseUrl }: Pick<StorePlace, 'dataFolder' | 'databaseUrl'>,
  journeyId: string,
): Promise<StoredLog> {
  const storage = await openStorage({ dataFolder, databaseUrl, historyDays: HISTORY_DAYS, logger: SILENT })
  try {
    const { snapshot, updates, seq } = await storage.log.load(journeyId)
    const kept = (await storage.log.since(journeyId, 0)) ?? updates
    const doc = new Y.Doc()
    doc.transact(() => {
      for (const { data } of snapshot === null ? updates : [snapshot, ...updates]) Y.applyUpdate(doc, data)
    })
    return {
      // PostgreSQL may still finish what a server that was killed had sent it: that came after what was read first.
      seqs: kept.map((update) => update.seq).filter((one) => one <= seq),
      head: seq,
      snapshotSeq: snapshot?.seq ?? null,
      doc,
      cards: new Set(doc.getMap('cards').keys()),
    }
  } finally {
    await storage.close()
  }
}
