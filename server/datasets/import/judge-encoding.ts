import { isAscii, isUtf8 } from 'node:buffer'
import { looksLikeUtf16 } from './judge-content.ts'
import { createLegacyGuesser, type LegacyEncoding } from './legacy-encoding.ts'

export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | LegacyEncoding
  /** Not said by a byte order mark nor certain by its bytes. */
  readonly isGuessed: boolean
  /** Byte sequences that are not valid in it; they read as U+FFFD. */
  readonly invalidSequences: number
}

export interface EncodingJudge {
  add(chunk: Buffer): void
  judge(): Encoding
}

/**
 * Looks at every byte of a file, since the deciding one may be the last. Valid UTF-8 is UTF-8. Otherwise the multi-byte sequences
 * that are valid are weighed against those that are not: a UTF-8 file with some damage stays UTF-8, anything else is an encoding from
 * before it, guessed by its words.
 */
export function createEncodingJudge(): EncodingJudge {
  let wide: 'utf-16le' | 'utf-16be' | null | undefined
  let hasBom = false
  let carry = Buffer.alloc(0)
  let valid = 0
  let invalid = 0
  const legacy = createLegacyGuesser()

  return {
    add(chunk) {
      if (wide === undefined) {
        wide = looksLikeUtf16(chunk)
        hasBom = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)
      }
      if (wide) return
      // Most files hold nothing else, and looking closer takes ten times as long.
      if (carry.length === 0 && isAscii(chunk)) return
      const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
      const end = bytes.length - unfinishedBytes(bytes)
      carry = Buffer.from(bytes.subarray(end))
      const whole = bytes.subarray(0, end)
      // The count of valid sequences matters only when there are invalid ones as well; ASCII and clean UTF-8 take the quick way.
      if (isUtf8(whole)) valid += multiByteStarts(whole)
      else {
        const counts = countSequences(whole)
        valid += counts.valid
        invalid += counts.invalid
        legacy.add(chunk)
      }
    },
    judge() {
      if (wide) return { name: wide, isGuessed: true, invalidSequences: 0 }
      const invalidSequences = invalid + (carry.length > 0 ? 1 : 0)
      if (invalidSequences === 0) return { name: 'utf-8', isGuessed: false, invalidSequences: 0 }
      if (valid >= invalidSequences) return { name: 'utf-8', isGuessed: hasBom, invalidSequences }
      const { name, hasInvalid } = legacy.guess()
      return { name, isGuessed: true, invalidSequences: hasInvalid ? 1 : 0 }
    },
  }
}

/** Trailing bytes of a sequence whose rest is in the next chunk. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0
  }
  return 0
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0 && lead < 0xf5) return 4
  if (lead >= 0xe0) return lead < 0xf0 ? 3 : 1
  return lead >= 0xc2 ? 2 : 1
}

function multiByteStarts(bytes: Buffer): number {
  let count = 0
  for (let index = 0; index < bytes.length; index++) if ((bytes[index] ?? 0) >= 0xc0) count++
  return count
}

function countSequences(bytes: Buffer): { valid: number; invalid: number } {
  let valid = 0
  let invalid = 0
  let index = 0
  while (index < bytes.length) {
    const byte = bytes[index] ?? 0
    if (byte < 0x80) {
      index++
      continue
    }
    const length = sequenceLength(byte)
    if (length > 1 && isUtf8(bytes.subarray(index, index + length))) {
      valid++
      index += length
    } else {
      // As decoders do: a sequence that breaks off is one fault, however many of its bytes were right.
      invalid++
      index++
      for (let left = length - 1; left > 0 && ((bytes[index] ?? 0) & 0xc0) === 0x80; left--) index++
    }
  }
  return { valid, invalid }
}
