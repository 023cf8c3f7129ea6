import { describe, expect, it } from 'vitest'
import { EMPTY_RULE, isEmptyRule, ruleWords, toggled, withFilter } from '#src/features/metrics/event-rule.ts'

describe('event rule', () => {
  it('counts as empty when nothing is asked for, also with a filter of no values', () => {
    expect(isEmptyRule(EMPTY_RULE)).toBe(true)
    expect(isEmptyRule({ ...EMPTY_RULE, where: [{ field: 'region', values: [] }] })).toBe(true)
    expect(isEmptyRule({ ...EMPTY_RULE, channels: ['app'] })).toBe(false)
  })

  it('adds a value and takes it out again', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })

  it('replaces the filter of an attribute, and drops it when no value is left', () => {
    const filtered = withFilter(EMPTY_RULE, 'region', ['north'])
    expect(withFilter(filtered, 'region', ['south']).where).toEqual([{ field: 'region', values: ['south'] }])
    expect(withFilter(filtered, 'region', [])).toEqual(EMPTY_RULE)
  })

  it('is told in words', () => {
    expect(
      ruleWords({ events: ['Visit', 'Call'], channels: ['app'], where: [{ field: 'region', values: ['north'] }] }),
    ).toBe('Visit or Call, channel app, region north')
    expect(ruleWords({ ...EMPTY_RULE, events: ['a', 'b', 'c', 'd', 'e'] })).toBe('a, b or 3 more')
    expect(ruleWords(EMPTY_RULE)).toBe('every event')
  })
})
