import type { SegmentRule } from '#shared/metrics/segment.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import type { EventsTable } from '../ports.ts'
import { eventOrder } from './event-order.ts'
import type { SqlParameters } from './parameters.ts'
import { ruleCondition } from './rule-condition.ts'
import { segmentCases } from './segment.ts'
import { casesStartedIn } from './started-in.ts'

/**
 * The events that belong to any of some sets, as two common tables:
 * - `matched(case_number, ord, signature)`: one row per event, whatever number of sets it is in; cases are numbered, since
 *   grouping, joining and sorting whole numbers takes half the time that it takes with texts;
 * - `members(signature, in_set)`: which sets the events of a signature belong to.
 *
 * A signature says by which rules an event is in. There are few of them (one per event name, mostly), so that questions about
 * sets become joins with a tiny table instead of conditions on every row. Rules that ask for names only, nearly all, cost one
 * hash join; each other rule costs one condition per row that has one of its names.
 */
export function matchedEvents(
  table: EventsTable,
  sets: readonly (readonly EventRule[])[],
  parameters: SqlParameters,
  population?: Population,
): string {
  const parts = partsOf(sets)
  const numbered = numberedCases(population && populationCondition(table, population, parameters))
  return parts.conditional.length === 0
    ? matchedByName(table, parts, parameters, numbered)
    : matchedByCondition(table, parts, parameters, numbered)
}

/** Only these cases, with all their events. */
export interface Population {
  /** Those in a segment, or all that are not in it. */
  readonly segment?: { readonly rule: SegmentRule; readonly side: 'in' | 'rest' }
  /** Those whose first event lies in it. */
  readonly startedIn?: TimeRange
}

/** A condition on `case_id`. */
export function populationCondition(
  table: EventsTable,
  { segment, startedIn }: Population,
  parameters: SqlParameters,
): string {
  const conditions = [
    ...(segment
      ? [`case_id ${segment.side === 'in' ? 'IN' : 'NOT IN'} (${segmentCases(table, segment.rule, parameters)})`]
      : []),
    ...(startedIn ? [`case_id IN (${casesStartedIn(table, startedIn)})`] : []),
  ]
  return conditions.length === 0 ? 'true' : conditions.join(' AND ')
}

interface Parts {
  /** Numbers of the names that some rule mentions. */
  readonly numbers: ReadonlyMap<string, number>
  /** Sets that take every event of a name, by the name's number. */
  readonly byName: ReadonlyMap<number, ReadonlySet<number>>
  /** Rules that ask for more than names, each with its sets. */
  readonly conditional: readonly { readonly rule: EventRule; readonly sets: ReadonlySet<number> }[]
}

const asksForNamesOnly = (rule: EventRule): boolean =>
  rule.events.length > 0 && rule.channels.length === 0 && rule.where.every(({ values }) => values.length === 0)

function partsOf(sets: readonly (readonly EventRule[])[]): Parts {
  const numbers = new Map<string, number>()
  const byName = new Map<number, Set<number>>()
  const conditional = new Map<string, { rule: EventRule; sets: Set<number> }>()
  sets.forEach((rules, set) => {
    for (const rule of rules) {
      const isByName = asksForNamesOnly(rule)
      for (const name of rule.events) {
        const number = numbers.get(name) ?? numbers.size
        numbers.set(name, number)
        if (isByName) byName.set(number, (byName.get(number) ?? new Set()).add(set))
      }
      if (isByName) continue
      const key = JSON.stringify(rule)
      const known = conditional.get(key) ?? { rule, sets: new Set() }
      conditional.set(key, known)
      known.sets.add(set)
    }
  })
  return { numbers, byName, conditional: [...conditional.values()] }
}

function namesTable({ numbers }: Parts, parameters: SqlParameters): string {
  const rows = [...numbers].map(([name, number]) => `(${parameters.text(name)}, ${number})`)
  return rows.length > 0
    ? `names(event, number) AS (VALUES ${rows.join(', ')})`
    : 'names(event, number) AS (SELECT NULL::VARCHAR, NULL::INTEGER WHERE false)'
}

const nameMembers = ({ byName }: Parts): string[] =>
  [...byName].flatMap(([number, sets]) => [...sets].map((set) => `(${number}, ${set})`))

/** `condition`: which cases count; those that have no number are left out with all their events. */
const numberedCases = (condition = 'true'): string => `
    case_numbers AS MATERIALIZED (
      SELECT case_id, (row_number() OVER ())::INTEGER AS case_number FROM (SELECT DISTINCT case_id FROM named)
      WHERE ${condition}
    ), matched AS MATERIALIZED (
      SELECT case_number, ord, signature FROM named JOIN case_numbers USING (case_id)
    )`

function matchedByName(table: EventsTable, parts: Parts, parameters: SqlParameters, numbered: string): string {
  const rows = nameMembers(parts)
  const members = rows.length > 0 ? `VALUES ${rows.join(', ')}` : 'SELECT NULL::INTEGER, NULL::INTEGER WHERE false'
  return `
    ${namesTable(parts, parameters)}, named AS MATERIALIZED (
      SELECT e.case_id, ${eventOrder('e')} AS ord, names.number AS signature
      FROM ${table.table} e JOIN names ON names.event = e.event
    ), ${numbered}, members(signature, in_set) AS (${members})`
}

/** A signature is a text: the name's number, then `/<number>/` of each conditional rule that the event matches. */
function matchedByCondition(table: EventsTable, parts: Parts, parameters: SqlParameters, numbered: string): string {
  const { byName, conditional } = parts
  const flags = conditional.map(
    ({ rule }, index) => `CASE WHEN ${ruleCondition(rule, table, parameters, 'e')} THEN '/${index}/' ELSE '' END`,
  )
  // Only a rule without names can match an event whose name no rule mentions.
  const join = conditional.some(({ rule }) => rule.events.length === 0) ? 'LEFT JOIN' : 'JOIN'
  const inWholeName = byName.size > 0 ? `name IN (${[...byName.keys()].join(', ')})` : 'false'
  const conditionMembers = conditional.flatMap(({ sets }, index) =>
    [...sets].map((set) => `SELECT signature, ${set} FROM signatures WHERE contains(signature, '/${index}/')`),
  )
  const nameRows = nameMembers(parts)
  const members = [
    ...(nameRows.length > 0
      ? [
          `SELECT signature, v.in_set FROM signatures JOIN (VALUES ${nameRows.join(', ')}) v(name, in_set)
            ON split_part(signature, '/', 1) = v.name::VARCHAR`,
        ]
      : []),
    ...conditionMembers,
  ]
  return `
    ${namesTable(parts, parameters)}, flagged AS (
      SELECT e.case_id, ${eventOrder('e')} AS ord, names.number AS name, concat(${flags.join(', ')}) AS flags
      FROM ${table.table} e ${join} names ON names.event = e.event
    ), named AS MATERIALIZED (
      SELECT case_id, ord, concat(name, flags) AS signature FROM flagged WHERE flags <> '' OR coalesce(${inWholeName}, false)
    ), ${numbered}, signatures AS MATERIALIZED (SELECT DISTINCT signature FROM matched),
    members(signature, in_set) AS MATERIALIZED (${members.join(' UNION ')})`
}
