import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** A string that sorts (by code unit) where a record stands among its siblings. Ties are broken by the record's id. */
export type OrderKey = string

/** Two people who insert at the same place rarely get the same key when each lands at random in one of 2^JITTER_BITS parts. */
const JITTER_BITS = 6

/**
 * A key between two neighbours; `null` stands for the open end. Neighbours in the wrong order or equal (two people inserted at
 * once and drew the same key) give a key right after the first.
 */
export function orderBetween(
  before: OrderKey | null,
  after: OrderKey | null,
  random: () => number = Math.random,
): OrderKey {
  const end = before !== null && after !== null && before >= after ? null : after
  let low = before
  let high = end
  let key = generateKeyBetween(low, high)
  for (let bit = 0; bit < JITTER_BITS && high !== null && low !== null; bit++) {
    if (random() < 0.5) low = key
    else high = key
    key = generateKeyBetween(low, high)
  }
  return key
}

/** The smallest integer part: nothing can stand before it, so `fractional-indexing` takes it for no key. */
const SMALLEST = `A${'0'.repeat(26)}`

/**
 * Whether a text can stand as an order key: what came from a file or a network may not. Says the same as `fractional-indexing`, whose
 * code whoever only reads a journey need not fetch: the first letter says how long the integer part is (`a` and `Z` two characters, one
 * more for each letter away from there), and the fraction behind it does not end with a zero.
 */
export function isOrderKey(text: string): boolean {
  if (!/^[A-Za-z][0-9A-Za-z]+$/.test(text) || text === SMALLEST) return false
  const head = text.charCodeAt(0)
  const integerLength = 2 + (head >= LOWER_A ? head - LOWER_A : UPPER_Z - head)
  return text.length === integerLength || (text.length > integerLength && !text.endsWith('0'))
}

const [UPPER_Z, LOWER_A] = [90, 97]

/** `count` keys in rising order between two neighbours, for a block that is pasted or imported at once. Their length grows with log(count). */
export function ordersBetween(before: OrderKey | null, after: OrderKey | null, count: number): OrderKey[] {
  if (count <= 0) return []
  const end = before !== null && after !== null && before >= after ? null : after
  const first = orderBetween(before, end)
  return [first, ...generateNKeysBetween(first, end, count - 1)]
}

interface Ordered {
  readonly id: string
  readonly order: OrderKey
}

/** Sorts siblings; the same on every machine, whatever the locale. */
export const byOrder = (a: Ordered, b: Ordered): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
