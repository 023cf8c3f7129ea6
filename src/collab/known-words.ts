/**
 * Stands in for `lib0/decoding` in the app's bundle, by which Yjs reads. A journey of ten thousand cards names the fields, kinds, steps and lanes
 * of its records a hundred thousand times. For each of them the browser's decoder takes as long as for a whole page of text, and so does a
 * view of its bytes to hand to it; and it gives a new text every time, which the document then holds. What is short and plain is looked up by its
 * bytes where they lie; all else is read as before.
 */
import { type Decoder, readAny as readOther, readVarString as readText, readVarUint } from 'lib0/decoding.js'

export * from 'lib0/decoding.js'

const LONGEST_WORD = 24
/** The last of ASCII. */
const LAST_PLAIN = 127
/** Words that are remembered, a power of two; of two with the same place the later one. */
const PLACES = 4_096
const words = Array.from({ length: PLACES }, () => '')

/** Kinds of values, as they are written. */
const TEXT = 119
const RECORD = 118
const LIST = 117

export function readVarString(decoder: Decoder): string {
  const start = decoder.pos
  const length = readVarUint(decoder)
  const { arr, pos } = decoder
  const end = pos + length
  if (length <= LONGEST_WORD && end <= arr.length) {
    let place = 0
    let at = pos
    for (; at < end; at++) {
      const byte = arr[at] as number
      if (byte > LAST_PLAIN) break
      place = (place * 31 + byte) & 0xff_ff_ff
    }
    if (at === end) {
      decoder.pos = end
      place &= PLACES - 1
      const known = words[place] as string
      return isWrittenAs(known, arr, pos, length)
        ? known
        : (words[place] = String.fromCharCode.apply(null, arr.subarray(pos, end) as unknown as number[]))
    }
  }
  decoder.pos = start
  return readText(decoder)
}

function isWrittenAs(word: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (word.length !== length) return false
  for (let index = 0; index < length; index++) if (word.charCodeAt(index) !== bytes[start + index]) return false
  return true
}

/** What is in a value goes through the same words. */
export function readAny(decoder: Decoder): unknown {
  switch (decoder.arr[decoder.pos]) {
    case TEXT:
      decoder.pos++
      return readVarString(decoder)
    case RECORD: {
      decoder.pos++
      const record: Record<string, unknown> = {}
      for (let left = readVarUint(decoder); left > 0; left--) {
        const key = readVarString(decoder)
        record[key] = readAny(decoder)
      }
      return record
    }
    case LIST: {
      decoder.pos++
      const length = readVarUint(decoder)
      // One that grows is given room for seventeen.
      const list = length > 0 ? [readAny(decoder)] : []
      for (let index = 1; index < length; index++) list.push(readAny(decoder))
      return list
    }
    default:
      return readOther(decoder)
  }
}
