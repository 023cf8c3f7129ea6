import type { EventRule } from '#shared/model/records/binding.ts'
import type { LogEvent } from './metrics-oracle.ts'

/** Seeded random numbers (mulberry32), so that a counterexample can be run again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Names that SQL, JSON and JavaScript trip over. */
export const HOSTILE_NAMES = [
  "O'Brien'); DROP TABLE x; --",
  '__proto__',
  '$1 "quoted" \\',
  'žluťoučký 🐎',
  ' ',
  '',
] as const
export const LOG_NAMES = ['a', 'b', 'c', HOSTILE_NAMES[0], HOSTILE_NAMES[1], HOSTILE_NAMES[3]] as const
export const LOG_CHANNELS = ['web', 'phone', null] as const
/** `grade` is a number that is kept as text, or what looks like one. */
export const LOG_FIELDS = ['merchant', 'region', 'grade'] as const
const RULE_FIELDS = ['merchant', 'region', 'not there'] as const
const LOG_GRADES = ['0', '3', ' 5 ', '7.0', '9', '10', '11', '-2', '4.5', '.5', '1e3', 'nan', 'none', '', null] as const
/** Sums of these as doubles depend on the order in which they are added. */
const LOG_NUMBERS = [0, 1, 5, 9, 10, 0.1, 0.2, 0.3, 12_345_678.9, -3.25, null] as const
const LOG_VALUES = ['x', 'y', null] as const
/** Instants are multiples of this, so that ties are common and gaps often equal a window exactly. */
export const LOG_TICK_SECONDS = 1_800
const MICROS = 1e6
// Some logs lie before 1970, some around a night on which clocks change.
const LOG_STARTS = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(1969, 11, 31, 22), Date.UTC(2024, 1, 28)]

export const pick = <Item>(random: () => number, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item

export function randomLog(random: () => number): LogEvent[] {
  const start = pick(random, LOG_STARTS) * 1_000
  const cases = 1 + Math.floor(random() * 12)
  const events = Math.floor(random() * 60)
  const ticks = 2 + Math.floor(random() * 12)
  return Array.from({ length: events }, (_, seq) => ({
    case: `case ${Math.floor(random() * cases)}`,
    ts: start + Math.floor(random() * ticks) * LOG_TICK_SECONDS * MICROS,
    seq,
    event: pick(random, LOG_NAMES),
    channel: pick(random, LOG_CHANNELS),
    value: pick(random, LOG_NUMBERS),
    attributes: {
      merchant: pick(random, LOG_VALUES),
      region: pick(random, LOG_VALUES),
      grade: pick(random, LOG_GRADES),
    },
  }))
}

export function randomRule(random: () => number): EventRule {
  const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => random() < 0.4)
  const isNames = random() < 0.6
  return {
    events: isNames || random() < 0.7 ? [pick(random, LOG_NAMES), ...some(LOG_NAMES)] : [],
    channels: isNames || random() < 0.5 ? [] : ['web', ...some(['phone'])],
    where: isNames || random() < 0.6 ? [] : [{ field: pick(random, RULE_FIELDS), values: ['x'] }],
  }
}
