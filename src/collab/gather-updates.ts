import * as Y from 'yjs'

/** While others work, one writing a second instead of one for each of their changes. */
const GATHER_MS = 1_000
/** To put a larger one together with others takes longer than to write it: the journey itself, or what somebody did for an hour offline. */
const LARGE_BYTES = 64 * 1024

/**
 * Hands on what changes a document: what one does oneself at once, what others do a second's worth together, since the server has it already.
 * Nothing comes before what it follows from. `isWanted`: asked with who changes it. Gives the way to stop, which hands on what is gathered.
 */
export function gatherUpdates(
  doc: Y.Doc,
  isWanted: (by: unknown) => boolean,
  handOn: (update: Uint8Array) => void,
): () => void {
  let gathered: Uint8Array[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (gathered.length === 0) return
    const update = Y.mergeUpdates(gathered)
    gathered = []
    handOn(update)
  }
  const hear = (update: Uint8Array, by: unknown, _doc: Y.Doc, { local }: Y.Transaction): void => {
    if (!isWanted(by)) return
    if (update.length > LARGE_BYTES) {
      flush()
      handOn(update)
      return
    }
    gathered.push(update)
    if (local) flush()
    else timer ??= setTimeout(flush, GATHER_MS)
  }
  doc.on('update', hear)
  return () => {
    doc.off('update', hear)
    flush()
  }
}
