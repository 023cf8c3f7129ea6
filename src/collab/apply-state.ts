import * as decoding from 'lib0/decoding'
import type * as Y from 'yjs'

/**
 * Lets `apply` read a sync message that may bring a whole journey. As long as anybody listens for updates, Yjs writes down anew whatever
 * it has just read, which takes half as long as to read it; but those bytes are here already. So the listeners get the update as it came.
 * That may hold more than was new, which is the same to all who keep updates or apply them.
 *
 * `decoder` stands before the kind of the sync message, and is left to `apply`.
 */
export function applyAsItCame(doc: Y.Doc, decoder: decoding.Decoder, origin: unknown, apply: () => void): void {
  const ahead = decoding.clone(decoder)
  decoding.readVarUint(ahead)
  const listeners = doc._observers.get('update')
  if (!listeners) {
    apply()
    return
  }
  // Stays away when the message brings nothing, as a question does.
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
  if (applied) doc.emit('update', [decoding.readVarUint8Array(ahead), origin, doc, applied])
}
