import type { EventRule } from '#shared/model/records/binding.ts'

export const EMPTY_RULE: EventRule = { events: [], channels: [], where: [] }

/** A rule that asks for nothing matches every event, which nobody means: such an element counts as unbound. */
export const isEmptyRule = (rule: EventRule): boolean =>
  rule.events.length === 0 && rule.channels.length === 0 && rule.where.every(({ values }) => values.length === 0)

/** Adds a value to a list, or takes it out. */
export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((kept) => kept !== value) : [...values, value]

/** The rule with another list of values for one attribute; an empty list takes the attribute out. */
export function withFilter(rule: EventRule, field: string, values: readonly string[]): EventRule {
  const where = rule.where.filter((filter) => filter.field !== field)
  return { ...rule, where: values.length === 0 ? where : [...where, { field, values: [...values] }] }
}

/** What an element is tied to, in words: `Purchase or Refund, channel app, region north`. */
export function ruleWords(rule: EventRule): string {
  const parts = [
    listed(rule.events),
    rule.channels.length > 0 ? `channel ${listed(rule.channels)}` : '',
    ...rule.where.map(({ field, values }) => `${field} ${listed(values)}`),
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'every event' : parts.join(', ')
}

const NAMES_SPELLED_OUT = 3

const listed = (names: readonly string[]): string =>
  names.length > NAMES_SPELLED_OUT
    ? `${names.slice(0, NAMES_SPELLED_OUT - 1).join(', ')} or ${names.length - NAMES_SPELLED_OUT + 1} more`
    : names.join(' or ')
