import type { EventRule } from '#shared/model/records/binding.ts'
import type { EventsTable } from '../ports.ts'
import type { SqlParameters } from './parameters.ts'

/**
 * An SQL condition, never NULL, that holds for the events that a rule matches. A field that the dataset does not have matches
 * nothing. `alias`, when given, is put before each column.
 */
export function ruleCondition(rule: EventRule, table: EventsTable, parameters: SqlParameters, alias?: string): string {
  const column = (name: string): string => (alias === undefined ? name : `${alias}.${name}`)
  const isOneOf = (name: string, values: readonly string[]): string =>
    `${column(name)} IN (${values.map((value) => parameters.text(value)).join(', ')})`

  const conditions: string[] = []
  if (rule.events.length > 0) conditions.push(isOneOf('event', rule.events))
  if (rule.channels.length > 0) conditions.push(isOneOf('channel', rule.channels))
  for (const { field, values } of rule.where) {
    if (values.length === 0) continue
    const index = table.fields.indexOf(field)
    conditions.push(index < 0 ? 'false' : isOneOf(`a${index}`, values))
  }
  return conditions.length === 0 ? 'true' : `coalesce(${conditions.join(' AND ')}, false)`
}

/** The fields that a rule asks for and the dataset does not have. */
export const missingFieldsOf = (rule: EventRule, fields: readonly string[]): readonly string[] =>
  rule.where.filter(({ field, values }) => values.length > 0 && !fields.includes(field)).map(({ field }) => field)
