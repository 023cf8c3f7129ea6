import * as Y from 'yjs'

/**
 * Gives back the room that a document which was just read keeps in vain. Yjs reads each value into a list that it grows as it goes, and a
 * list that grows is given room for seventeen: with ten thousand cards 3 MB of nothing. And each of a hundred thousand pieces has a box of
 * its own for the number of who made it, which is too large to be kept without: another 1.3 MB. Changes nothing that anybody can see.
 */
export function tightenContents(doc: Y.Doc): void {
  letBoxesBeShared()
  for (const [client, structs] of doc.store.clients) {
    for (const struct of structs) {
      struct.id.client = client
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentAny) {
        // A copy is as long as what is in it.
        struct.content.arr = struct.content.arr.slice()
      }
    }
  }
}

/**
 * V8 gives every object a box of its own for a field in which it has only seen large numbers, so that it can write into it; once it has
 * seen something else there, a field points to whatever it is set to.
 */
function letBoxesBeShared(): void {
  Object.assign(Y.createID(0, 0), { client: null })
}
