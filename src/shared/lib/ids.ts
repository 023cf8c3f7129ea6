import { customAlphabet } from 'nanoid'

/** A string that stands for one kind of thing only: a StageId cannot be passed for a CardId. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

// No look-alikes and no punctuation: ids appear in URLs and are read aloud in support calls.
const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz'
const LENGTH = 14 // 32^14 ≈ 1.2e21: a collision among a billion ids has odds below 1 in 2,000

const generate = customAlphabet(ALPHABET, LENGTH)

/** A new random id, 14 letters and digits. */
export const newId = <Kind extends string>(): Id<Kind> => generate() as Id<Kind>
