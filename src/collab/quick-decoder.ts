import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** Longer ones are rare, and are seldom the same twice. */
const LONGEST_KNOWN = 24
const KNOWN_SLOTS = 4_096
/** From here on the browser's own way is the faster one. */
const LONGEST_SHORT = 160

/** Texts that were read lately, by what their bytes add up to: names of fields, kinds, ids of lanes. */
const known = Array.from<string>({ length: KNOWN_SLOTS }).fill('')

/**
 * Reads a text of an update. Most of a journey are short plain texts, the same ones ten thousand times: the browser takes a hundred times
 * as long to be asked for one as to read it.
 */
export function readText(decoder: decoding.Decoder): string {
  const length = decoding.readVarUint(decoder)
  const { arr: bytes, pos: start } = decoder
  const end = start + length
  if (length > LONGEST_SHORT || end > bytes.length) return readLong(decoder, length)
  let sum = length
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte > 127) return readLong(decoder, length)
    sum = (Math.imul(sum, 31) + byte) | 0
  }
  decoder.pos = end
  if (length > LONGEST_KNOWN) return lettersOf(bytes, start, end)
  const slot = (sum ^ (sum >>> 15)) & (KNOWN_SLOTS - 1)
  const before = known[slot] ?? ''
  if (isText(before, bytes, start, length)) return before
  const text = lettersOf(bytes, start, end)
  known[slot] = text
  return text
}

const lettersOf = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[])

function isText(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false
  for (let at = 0; at < length; at += 1) if (text.charCodeAt(at) !== bytes[start + at]) return false
  return true
}

const longTexts = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const readLong = (decoder: decoding.Decoder, length: number): string =>
  longTexts.decode(decoding.readUint8Array(decoder, length))

/** lib0's marks of the values that have texts in them. */
const TEXT = 119
const OBJECT = 118
const ARRAY = 117

function readValue(decoder: decoding.Decoder): unknown {
  switch (decoder.arr[decoder.pos]) {
    case TEXT:
      decoder.pos += 1
      return readText(decoder)
    case OBJECT: {
      decoder.pos += 1
      const size = decoding.readVarUint(decoder)
      const value: Record<string, unknown> = {}
      for (let index = 0; index < size; index += 1) {
        const key = readText(decoder)
        value[key] = readValue(decoder)
      }
      return value
    }
    case ARRAY: {
      decoder.pos += 1
      const size = decoding.readVarUint(decoder)
      const value: unknown[] = []
      for (let index = 0; index < size; index += 1) value.push(readValue(decoder))
      return value
    }
    default:
      return decoding.readAny(decoder)
  }
}

/** Yjs' own reader of updates, but for its texts. */
export class QuickDecoder extends Y.UpdateDecoderV1 {
  override readString(): string {
    return readText(this.restDecoder)
  }
  override readKey(): string {
    return readText(this.restDecoder)
  }
  override readAny(): unknown {
    return readValue(this.restDecoder)
  }
}
