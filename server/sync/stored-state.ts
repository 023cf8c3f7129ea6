import * as Y from 'yjs'
import type { LoadedJourney } from '#server/storage/ports.ts'
import { buildsOnMissing } from './missing-base.ts'
import { mergeNews } from './merge-news.ts'

/** A longer tail than this is not worth looking at update by update. */
const MOST_UPDATES = 1_000

/** A journey as the log has it, not taken apart: enough to answer who wants all of it, and to know what is new to it. */
export interface StoredState {
  /** All of it, in the order in which it has to be applied; at least one. */
  readonly parts: readonly Uint8Array[]
  readonly stateVector: Uint8Array
  /** Whether the update brings nothing that is not there. */
  holds(update: Uint8Array): boolean
}

/** What a snapshot holds, to be stored beside it: how far each author's changes go, and what was deleted. */
export const summaryOf = (doc: Y.Doc): Uint8Array => Y.encodeSnapshot(Y.snapshot(doc))

/** `null` when it has to be taken apart to be understood: no snapshot, none with a summary, or updates that build on others that are missing. */
export function readStoredState({ snapshot, updates }: LoadedJourney): StoredState | null {
  const summary = snapshot?.summary ?? null
  if (snapshot === null || summary === null || updates.length > MOST_UPDATES) return null
  const { sv, ds } = Y.decodeSnapshot(summary)
  const clocks = new Map(sv)
  const deletions = [ds]
  for (const { data } of updates) {
    if (buildsOnMissing(clocks, data)) return null
    const { to } = Y.parseUpdateMeta(data)
    for (const [client, clock] of to) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0))
    deletions.push(Y.decodeUpdate(data).ds)
  }
  const known = Y.createSnapshot(Y.mergeDeleteSets(deletions), clocks)
  return {
    parts: [snapshot.data, ...mergeNews(updates.map(({ data }) => data))],
    stateVector: Y.encodeStateVector(clocks),
    holds: (update) => Y.snapshotContainsUpdate(known, update),
  }
}
