import type * as Y from 'yjs'
import { openStorage } from '#server/storage/open-storage.ts'
import { StorageError } from '#server/storage/ports.ts'
import type { Storage } from '#server/storage/storage.ts'
import { buildDocument } from '#server/journeys/build-document.ts'

const SILENT = { info() {}, warn() {}, error() {} }
const HISTORY_DAYS = 90

/** A PostgreSQL database opened beside the nodes. */
export const openBeside = (databaseUrl: string): Promise<Storage> =>
  openStorage({ dataFolder: '', databaseUrl, historyDays: HISTORY_DAYS, logger: SILENT })

/** The journey as the log has it; null while the store does not answer. Its numbers must have no gap. */
export async function readJourney({ log }: Storage, journeyId: string): Promise<Y.Doc | null> {
  try {
    const loaded = await log.load(journeyId)
    const seqs = loaded.updates.map(({ seq }) => seq)
    const first = (loaded.snapshot?.seq ?? 0) + 1
    if (seqs.some((seq, index) => seq !== first + index) || (seqs.at(-1) ?? first - 1) !== loaded.seq) {
      throw new Error(`The log of ${journeyId} has a gap: ${first - 1}, ${seqs.join(' ')} up to ${loaded.seq}`)
    }
    return buildDocument(loaded)
  } catch (error) {
    if (error instanceof StorageError && error.fault === 'unavailable') return null
    throw error
  }
}
