import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { QuickDecoder } from './quick-decoder.ts'

/** y-protocols' numbers of the sync messages. */
const QUESTION = 0
const STATE = 1

/**
 * Reads a sync message that may bring a whole journey, after its first number; says whether it was the state that was asked for. A
 * question is left to `answer`.
 *
 * As long as anybody listens for updates, Yjs writes down anew whatever it has just read, which takes half as long as to read it; but
 * those bytes are here already. So the listeners get the update as it came. That may hold more than was new, which is the same to all who
 * keep updates or apply them.
 */
export function applyAsItCame(doc: Y.Doc, decoder: decoding.Decoder, origin: unknown, answer: () => void): boolean {
  const ahead = decoding.clone(decoder)
  const kind = decoding.readVarUint(ahead)
  if (kind === QUESTION) {
    answer()
    return false
  }
  const update = decoding.readVarUint8Array(ahead)
  const apply = (): void => Y.applyUpdateV2(doc, update, origin, QuickDecoder)
  const listeners = doc._observers.get('update')
  if (!listeners) {
    apply()
    return kind === STATE
  }
  // Stays away when the update brings nothing.
  let applied: Y.Transaction | undefined
  const watch = (transaction: Y.Transaction): void => {
    applied ??= transaction
    // What is changed in answer to it, by whoever observes the document, is told as always.
    if (transaction !== applied) doc._observers.set('update', listeners)
  }
  doc.on('beforeObserverCalls', watch)
  doc._observers.delete('update')
  try {
    apply()
  } finally {
    doc._observers.set('update', listeners)
    doc.off('beforeObserverCalls', watch)
  }
  if (applied) doc.emit('update', [update, origin, doc, applied])
  return kind === STATE
}
