import { utf8TextDecoder } from 'lib0/string'

const LONGEST_WORD = 24
/** The last of ASCII. */
const LAST_PLAIN = 127
/** Words that are remembered; of two with the same place the later one. */
const PLACES = 2_048

/**
 * Lets Yjs know the words of a document again. A journey of ten thousand cards names the fields, kinds, steps and lanes of its records a
 * hundred thousand times; the browser's decoder takes as long for each of them as for a whole page of text, and gives a new text every time,
 * which the document then holds. What is short and plain is looked up by its bytes instead; all else is decoded as before.
 */
export function knowWords(decoder: Pick<TextDecoder, 'decode'> | null = utf8TextDecoder): void {
  if (decoder === null || Object.hasOwn(decoder, 'decode')) return
  const decode = decoder.decode.bind(decoder)
  const words = Array.from({ length: PLACES }, () => '')
  decoder.decode = (bytes, options) => {
    if (options !== undefined || !(bytes instanceof Uint8Array) || bytes.length > LONGEST_WORD)
      return decode(bytes, options)
    let place = 0
    for (const byte of bytes) {
      if (byte > LAST_PLAIN) return decode(bytes)
      place = (place * 31 + byte) % 0x1_00_00_00
    }
    place %= PLACES
    const known = words[place] ?? ''
    return isWrittenAs(known, bytes)
      ? known
      : (words[place] = String.fromCharCode.apply(null, bytes as unknown as number[]))
  }
}

function isWrittenAs(word: string, bytes: Uint8Array): boolean {
  if (word.length !== bytes.length) return false
  for (let index = 0; index < word.length; index++) if (word.charCodeAt(index) !== bytes[index]) return false
  return true
}
