import { describe, expect, it } from 'vitest'
import { formatCompact, formatInterval, formatReading, formatSeconds } from '#shared/metrics/format-reading.ts'

it('writes scores, numbers and money with a minus and as many digits as are asked for', () => {
  expect(formatReading({ value: -24.69188, unit: 'points' })).toBe('−24.7')
  expect(formatReading({ value: 24.69188, unit: 'points', decimals: 0 })).toBe('25')
  expect(formatReading({ value: 4.2, unit: 'number' })).toBe('4.2')
  expect(formatReading({ value: 1_234.5, unit: 'money', currency: 'EUR' })).toBe('€1,234.50')
  expect(formatReading({ value: -0.5, unit: 'money' })).toBe('−0.50')
  expect(formatReading({ value: 0.35, unit: 'share', decimals: 0 })).toBe('35 %')
  expect(formatCompact({ value: 1_234_567, unit: 'money', currency: 'USD' })).toBe('$1.2M')
  expect(formatInterval([-28.2, -21.1], 'points', { decimals: 0 })).toBe('−28 to −21')
})

describe('format-reading', () => {
  it('writes counts, shares and durations in their units', () => {
    expect(formatReading({ value: 137_000, unit: 'cases' })).toBe('137,000')
    expect(formatReading({ value: 0.35, unit: 'share' })).toBe('35.0 %')
    expect(formatReading({ value: 8_640, unit: 'seconds' })).toBe('2.4 h')
  })

  it('writes a dash for what cannot be told, never a zero', () => {
    expect(formatReading({ value: null, unit: 'share' })).toBe('–')
    expect(formatCompact({ value: null, unit: 'cases' })).toBe('–')
    expect(formatReading({ value: 0, unit: 'share' })).toBe('0.0 %')
  })

  it('needs fewer digits in a narrow place', () => {
    expect(formatCompact({ value: 137_000, unit: 'cases' })).toBe('137K')
    expect(formatCompact({ value: 1_434, unit: 'cases' })).toBe('1.4K')
    expect(formatCompact({ value: 982, unit: 'cases' })).toBe('982')
    expect(formatCompact({ value: 0.354, unit: 'share' })).toBe('35 %')
    expect(formatCompact({ value: 14.5, unit: 'seconds' })).toBe('15 s')
    expect(formatCompact({ value: 90, unit: 'seconds' })).toBe('1.5 min')
  })

  it('writes both ends of an interval', () => {
    expect(formatInterval([0.347, 0.353], 'share')).toBe('34.7 % to 35.3 %')
    expect(formatInterval([60, 90], 'seconds')).toBe('1 min to 1.5 min')
  })

  it.each([
    [0, '0 s'],
    [0.04, '0.04 s'],
    [45, '45 s'],
    [59.97, '1 min'],
    [750, '12.5 min'],
    [3_598, '1 h'],
    [86_390, '1 day'],
    [267_840, '3.1 days'],
  ])('writes %d seconds as %s', (seconds, words) => {
    expect(formatSeconds(seconds)).toBe(words)
  })
})
