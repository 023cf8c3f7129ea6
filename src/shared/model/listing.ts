import * as Y from 'yjs'
import { readJourneyInfo } from './read-snapshot.ts'
import { BINDINGS_ROOT } from './records/binding.ts'
import { measuredFeelingsOf } from './measured-feelings.ts'
import { shownMetricsOf } from './shown-metrics.ts'
import type { RecordRoot } from './records/record.ts'

/** What a library shows of a journey. */
export interface Listing {
  readonly title: string
  readonly counts: {
    readonly personas: number
    readonly stages: number
    readonly steps: number
    readonly cards: number
    /** Elements that show numbers. */
    readonly bindings: number
  }
}

/**
 * Title and counts, read without a snapshot: this runs after every burst of changes, and a journey may have 20,000 cards. A record that
 * is damaged counts, because nobody looks into it here.
 */
export function listingOf(doc: Y.Doc): Listing {
  const count = (root: RecordRoot): number => {
    let found = 0
    for (const record of doc.getMap(root).values()) {
      if (record instanceof Y.Map && typeof record.get('deletedAt') !== 'number') found++
    }
    return found
  }
  return {
    title: readJourneyInfo(doc).title,
    counts: {
      personas: count('personas'),
      stages: count('stages'),
      steps: count('steps'),
      cards: count('cards'),
      bindings: doc.getMap(BINDINGS_ROOT).size + shownMetricsOf(doc).length + measuredFeelingsOf(doc).length,
    },
  }
}
