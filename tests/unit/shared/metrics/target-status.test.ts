import { describe, expect, it } from 'vitest'
import { parseTarget } from '#shared/metrics/parse-target.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { targetWords as libraryWords } from '#shared/metrics/named-metric-words.ts'
import { baselineWords, isSureOf, statusWords, targetStatusOf, targetWords } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'

const share = (value: number | null, changes: Partial<Reading> = {}): Reading => ({
  value,
  unit: 'share',
  n: 1_000,
  definition: 'd',
  filter: 'f',
  ...changes,
})
const higher: Target = { measure: 'conversion', value: 0.4, better: 'higher', warning: 0.35 }
const lower: Target = { measure: 'timeToNext', value: 3_600, better: 'lower', warning: 7_200, baseline: 9_000 }
const seconds = (value: number): Reading => share(value, { unit: 'seconds' })

describe('targetStatusOf', () => {
  it.each([
    [0.41, 'met'],
    [0.4, 'met'],
    [0.399, 'near'],
    [0.35, 'near'],
    [0.349, 'missed'],
    [0, 'missed'],
  ] as const)('where higher is better %s is %s', (value, status) => {
    expect(targetStatusOf(share(value), higher)).toBe(status)
  })

  it.each([
    [3_600, 'met'],
    [3_601, 'near'],
    [7_200, 'near'],
    [7_201, 'missed'],
  ] as const)('where lower is better %s is %s', (value, status) => {
    expect(targetStatusOf(seconds(value), lower)).toBe(status)
  })

  it('knows no near without a warning, and nothing of what rests on nothing or on few cases', () => {
    const { warning: _, ...plain } = higher
    expect(targetStatusOf(share(0.39), plain)).toBe('missed')
    expect(targetStatusOf(share(null), higher)).toBe('unknown')
    expect(targetStatusOf(share(0.9, { n: 29 }), higher)).toBe('unknown')
    expect(targetStatusOf(share(0.9, { n: 30 }), higher)).toBe('met')
  })
})

it('says whether chance alone may have put the number where it is', () => {
  expect(isSureOf(share(0.45, { interval: [0.41, 0.49] }), higher)).toBe(true)
  expect(isSureOf(share(0.45, { interval: [0.38, 0.52] }), higher)).toBe(false)
  expect(isSureOf(share(0.3, { interval: [0.26, 0.41] }), higher)).toBe(false)
  expect(statusWords(share(0.45, { interval: [0.38, 0.52] }), higher)).toBe(
    'Target at least 40.0 %, near from 35.0 %: met, but its 95 % interval reaches across the target',
  )
  expect(statusWords(share(0.45, { n: 12, interval: [0.2, 0.7] }), higher)).toBe(
    'Target at least 40.0 %, near from 35.0 %: cannot be told',
  )
})

it('says target and baseline in words', () => {
  expect(targetWords(lower)).toBe('at most 1 h, near up to 2 h')
  expect(baselineWords(seconds(5_400), lower)).toBe('2.5 h; now 1 h better')
  expect(baselineWords(share(0.25), { ...higher, baseline: 0.3 })).toBe('30.0 %; now 5.0 points worse')
  expect(baselineWords(share(null), { ...higher, baseline: 0.3 })).toBe('30.0 %')
  expect(baselineWords(share(0.5), higher)).toBeNull()
})

describe('parseTarget', () => {
  it.each([
    ['conversion', '40', 0.4],
    ['conversion', ' 37,5 % ', 0.375],
    ['dropOff', '0', 0],
    ['conversion', '101', null],
    ['conversion', '40 h', null],
    ['timeToNext', '90 s', 90],
    ['timeToNext', '2.5 h', 9_000],
    ['timeToNext', '3 days', 259_200],
    ['timeToNext', '15min', 900],
    ['timeToNext', '90', null],
    ['timeToNext', 'soon', null],
    ['timeToNext', '-3 h', null],
  ] as const)('%s “%s” is %s', (measure, text, value) => {
    const parsed = parseTarget(measure, text)
    if (value === null) expect(parsed).toBeNull()
    else expect(parsed).toBeCloseTo(value, 10)
  })
})

it('a metric of the library is met or missed in the same words, and only where it is said which way is better', () => {
  const reading: Reading = { value: 12, unit: 'points', n: 400, interval: [8, 31], definition: '', filter: '' }
  const words = (direction: 'up' | 'down' | 'none', changes: Partial<Reading> = {}): string | null =>
    libraryWords({ target: 30, direction, reading: { ...reading, ...changes } })
  expect(words('up')).toBe('Target at least 30.0: missed, but its 95 % interval reaches across the target')
  expect(words('down', { interval: [8, 16] })).toBe('Target at most 30.0: met')
  expect(words('up', { value: 30, interval: [30, 40] })).toBe('Target at least 30.0: met')
  expect(words('up', { n: 4 })).toBe('Target at least 30.0: cannot be told')
  expect(words('none')).toBe('Target 30.0')
  expect(libraryWords({ target: null, direction: 'up', reading })).toBeNull()
})
