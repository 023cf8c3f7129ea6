import type { EventRule } from '#shared/model/records/binding.ts'
import type { EventsTable } from '../ports.ts'
import type { SqlParameters } from './parameters.ts'

/**
 * An SQL condition, never NULL, that holds for the events that a rule matches. A field that the dataset does not have matches
 * nothing. `alias`, when given, is put before each column.
 */
export function ruleCondition(rule: EventRule, table: EventsTable, parameters: SqlParameters, alias?: string): string {
  // An event always has a name.
  const [name, others] = conditionsOf(rule, table, parameters, alias)
  return joined([...name, ...others.map((condition) => `coalesce(${condition}, false)`)])
}

/** The same to stand behind WHERE, where NULL is as good as false: the engine can then look for it while it reads the table. */
export function ruleFilter(rule: EventRule, table: EventsTable, parameters: SqlParameters, alias?: string): string {
  return joined(conditionsOf(rule, table, parameters, alias).flat())
}

/** Behind WHERE: the events that one of the rules matches. */
export function anyRuleFilter(
  rules: readonly EventRule[],
  table: EventsTable,
  parameters: SqlParameters,
  alias: string,
): string {
  if (rules.some(({ events }) => events.length === 0))
    return rules.map((rule) => `(${ruleFilter(rule, table, parameters, alias)})`).join(' OR ')
  const names = { events: [...new Set(rules.flatMap(({ events }) => events))], channels: [], where: [] }
  const isNamed = ruleFilter(names, table, parameters, alias)
  const isAll = rules.every(
    ({ channels, where }) => channels.length === 0 && where.every(({ values }) => values.length === 0),
  )
  return isAll
    ? isNamed
    : `${isNamed} AND (${rules.map((rule) => ruleCondition(rule, table, parameters, alias)).join(' OR ')})`
}

const joined = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')})`

/** What is asked of its name, then what of its channel and attributes, which may be NULL. */
function conditionsOf(
  rule: EventRule,
  table: EventsTable,
  parameters: SqlParameters,
  alias?: string,
): readonly [name: readonly string[], others: readonly string[]] {
  const column = (name: string): string => (alias === undefined ? name : `${alias}.${name}`)
  const isOneOf = (name: string, values: readonly string[]): string =>
    `${column(name)} IN (${values.map((value) => parameters.text(value)).join(', ')})`
  const others = rule.channels.length > 0 ? [isOneOf('channel', rule.channels)] : []
  for (const { field, values } of rule.where) {
    if (values.length === 0) continue
    const index = table.fields.indexOf(field)
    others.push(index < 0 ? 'false' : isOneOf(`a${index}`, values))
  }
  return [rule.events.length > 0 ? [isOneOf('event', rule.events)] : [], others]
}

/** The fields that a rule asks for and the dataset does not have. */
export const missingFieldsOf = (rule: EventRule, fields: readonly string[]): readonly string[] =>
  rule.where.filter(({ field, values }) => values.length > 0 && !fields.includes(field)).map(({ field }) => field)
