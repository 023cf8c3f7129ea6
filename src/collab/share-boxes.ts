import * as Y from 'yjs'

/**
 * Lets the pieces of a document share the number of who made them. V8 gives every object a box of its own for a field in which it has only
 * seen large numbers, so that it can write into it: 1.3 MB with ten thousand cards. Once it has seen something else there, a field points to
 * whatever it is set to. To be called before the first document is read; changes nothing that anybody can see.
 */
export function shareBoxes(): void {
  Object.assign(Y.createID(0, 0), { client: null })
}
