import * as Y from 'yjs'

/**
 * As whom the document of an excerpt is written. Yjs' own ids are random numbers of 32 bits; these lie above, so that a copy of an
 * excerpt can be told from one of the journey, and one excerpt's from another's, by its state vector alone. They have to be told apart:
 * mixed copies would show, and a new editor's would write into the journey, what belongs to neither.
 */
const LARGEST_OF_YJS = 0xff_ff_ff_ff
const RANDOM_BITS = 11

/** The moment in ms and some chance: below 2^53 for the next 80 years, and never the same on two nodes. */
export const newExcerptClientId = (): number =>
  Date.now() * 2 ** RANDOM_BITS + Math.floor(Math.random() * 2 ** RANDOM_BITS)

export const isExcerptClientId = (clientId: number): boolean => clientId > LARGEST_OF_YJS

/** Whether whoever has this state vector has a copy of an excerpt. */
export const isOfExcerpt = (stateVector: Uint8Array): boolean =>
  [...Y.decodeStateVector(stateVector).keys()].some(isExcerptClientId)
