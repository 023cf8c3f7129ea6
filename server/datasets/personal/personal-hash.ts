import { createHmac } from 'node:crypto'

/** Of the 64 that HMAC-SHA-256 has: 128 bits, so that two of a billion ids fall together with a chance below 10⁻²⁰. */
export const HASH_DIGITS = 32

const REMEMBERED = 50_000
const BLOCK_BYTES = 64

/**
 * What is kept in place of a personal value: the first 32 hexadecimal digits of HMAC-SHA-256 (RFC 2104) over its UTF-8, without
 * blanks around it. An e-mail address (whatever has an @) is written with small letters a–z first, so that sources that write it
 * differently join.
 */
export function createPersonalHash(key: string): (value: string) => string {
  const secret = Buffer.from(key, 'hex')
  const known = new Map<string, string>()
  return (value) => {
    const before = known.get(value)
    if (before !== undefined) return before
    const hash = createHmac('sha256', secret).update(normalised(value)).digest('hex').slice(0, HASH_DIGITS)
    if (known.size >= REMEMBERED) known.clear()
    known.set(value, hash)
    return hash
  }
}

/** The same in SQL, for values that are in the engine already; `column` is SQL. Empty values stay empty. */
export function personalHashSql(column: string, key: string): string {
  const pad = (byte: number): string => {
    const block = Buffer.alloc(BLOCK_BYTES)
    Buffer.from(key, 'hex').copy(block)
    return `unhex('${Buffer.from(block.map((part) => part ^ byte)).toString('hex')}')`
  }
  const bare = `regexp_replace(${column}, '^\\s+|\\s+$', '', 'g')`
  const value = `CASE WHEN contains(${column}, '@') THEN translate(${bare}, '${CAPITALS}', '${CAPITALS.toLowerCase()}') ELSE ${bare} END`
  const inner = `unhex(sha256(${pad(INNER_PAD)} || encode(${value})))`
  return `left(sha256(${pad(OUTER_PAD)} || ${inner}), ${HASH_DIGITS})`
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c

function normalised(value: string): string {
  const bare = value.trim()
  return bare.includes('@') ? bare.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : bare
}
