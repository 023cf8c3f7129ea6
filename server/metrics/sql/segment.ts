import { assertNever } from '#shared/lib/assert.ts'
import type { SegmentCondition, SegmentRule } from '#shared/metrics/segment.ts'
import type { EventsTable } from '../ports.ts'
import { eventOrder, microsBetween } from './event-order.ts'
import { createParameters, microsLiteral, type SqlParameters, type SqlQuery } from './parameters.ts'
import { casesWithStarts } from './started-in.ts'
import { anyRuleFilter, ruleCondition } from './rule-condition.ts'

const HOUR_SECONDS = 3_600
const hoursLiteral = (hours: number): string => microsLiteral(hours * HOUR_SECONDS)

/** A query for the `case_no` of every case in a segment, to stand in brackets. */
export function segmentCases(table: EventsTable, rule: SegmentRule, parameters: SqlParameters): string {
  const { columns, formula } = segmentColumns(table, rule, parameters)
  const asked = columns.map((column) => `, ${column}`).join('')
  return `SELECT case_no FROM (SELECT e.case_no${asked} FROM ${table.table} e${onlyTelling(table, rule, parameters)} GROUP BY e.case_no) WHERE ${formula}`
}

/**
 * Where a case can be in by nothing else than events that it has, the others are not looked at. A case may also be in by what it did not
 * do, or by the value that an attribute had first or last: then every event of every case counts.
 */
function onlyTelling(table: EventsTable, { groups }: SegmentRule, parameters: SqlParameters): string {
  const telling: string[] = []
  for (const condition of groups.flatMap(({ conditions }) => conditions)) {
    if (condition.not) return ''
    if (condition.kind === 'did') telling.push(anyRuleFilter([condition.rule], table, parameters, 'e'))
    else if (condition.kind !== 'attribute') telling.push(anyRuleFilter(condition.steps, table, parameters, 'e'))
    else if (condition.which === 'any') telling.push(attributeFilter(condition, table, parameters))
    else return ''
  }
  return ` WHERE ${telling.map((one) => `(${one})`).join(' OR ')}`
}

/**
 * What a segment asks of a case: `columns` of the events `e` of the table, grouped by `case_no`, and a formula over those and
 * `case_no` that says whether the case is in it, never NULL. `prefix`: of the names of its columns, where several segments are asked.
 */
export function segmentColumns(
  table: EventsTable,
  { match, groups }: SegmentRule,
  parameters: SqlParameters,
  prefix = '',
): { readonly columns: readonly string[]; readonly formula: string } {
  const columns: string[] = []
  const formula = groups
    .map((group) => {
      const conditions = group.conditions.map((condition) => {
        const asked = askedOf(condition, table, parameters)
        if (asked.kind === 'aggregate') columns.push(`${asked.sql} AS ${prefix}c${columns.length}`)
        const holds = asked.kind === 'cases' ? `case_no IN (${asked.sql})` : `${prefix}c${columns.length - 1}`
        return condition.not ? `NOT ${holds}` : holds
      })
      return `(${conditions.join(group.match === 'all' ? ' AND ' : ' OR ')})`
    })
    .join(match === 'all' ? ' AND ' : ' OR ')
  return { columns, formula: `(${formula})` }
}

/** One row: `cases` in the segment, `of` all cases. */
export function segmentCountQuery(table: EventsTable, rule: SegmentRule): SqlQuery {
  const parameters = createParameters()
  return {
    sql: `SELECT (SELECT count(*) FROM (${segmentCases(table, rule, parameters)})) AS cases,
      (SELECT count(*) FROM (${casesWithStarts(table)})) AS of`,
    parameters: parameters.values,
  }
}

/**
 * How a condition is answered: by an aggregate over the events of a case, all of them in one pass, or, where neighbours have to be
 * looked at, by a query for the cases that meet it, over the events that it names only.
 */
interface Asked {
  readonly kind: 'aggregate' | 'cases'
  readonly sql: string
}

function askedOf(condition: SegmentCondition, table: EventsTable, parameters: SqlParameters): Asked {
  switch (condition.kind) {
    case 'attribute':
      return { kind: 'aggregate', sql: attribute(condition, table, parameters) }
    case 'did': {
      const { rule, atLeast, withinHours } = condition
      const matches = ruleCondition(rule, table, parameters, 'e')
      // A single event is within any window.
      return withinHours === undefined || atLeast === 1
        ? { kind: 'aggregate', sql: `count(*) FILTER (${matches}) >= ${atLeast}` }
        : { kind: 'cases', sql: didWithin(table, matches, atLeast, withinHours) }
    }
    case 'sequence':
      return { kind: 'cases', sql: sequence(condition, table, parameters) }
    case 'path':
      return { kind: 'cases', sql: path(condition, table, parameters) }
    default:
      return assertNever(condition)
  }
}

type ConditionOf<Kind extends SegmentCondition['kind']> = Extract<SegmentCondition, { readonly kind: Kind }>

function attribute(
  { field, values, which }: ConditionOf<'attribute'>,
  { fields }: EventsTable,
  parameters: SqlParameters,
): string {
  const isGiven = attributeFilter({ field, values }, { fields }, parameters)
  if (which === 'any') return `coalesce(bool_or(${isGiven}), false)`
  const index = fields.indexOf(field)
  if (index < 0) return 'false'
  const list = values.map((value) => parameters.text(value)).join(', ')
  const column = `e.a${index}`
  const pick = which === 'first' ? 'arg_min' : 'arg_max'
  return `coalesce(${pick}(${column}, ${eventOrder('e')}) FILTER (${column} IS NOT NULL) IN (${list}), false)`
}

/** Whether an event has one of the values; NULL without any. */
function attributeFilter(
  { field, values }: Pick<ConditionOf<'attribute'>, 'field' | 'values'>,
  { fields }: Pick<EventsTable, 'fields'>,
  parameters: SqlParameters,
): string {
  const index = fields.indexOf(field)
  return index < 0 ? 'false' : `e.a${index} IN (${values.map((value) => parameters.text(value)).join(', ')})`
}

/** Each event is held against the one that lies so many matches before it. */
const didWithin = ({ table }: EventsTable, matches: string, atLeast: number, hours: number): string => `
  SELECT case_no FROM (
    SELECT case_no, ord, lag(ord, ${atLeast - 1}) OVER (PARTITION BY case_no ORDER BY ord) AS earlier
    FROM (SELECT e.case_no, ${eventOrder('e')} AS ord FROM ${table} e WHERE ${matches})
  ) WHERE earlier IS NOT NULL AND ${microsBetween('earlier', 'ord')} <= ${hoursLiteral(hours)}`

const BEFORE = 'OVER (PARTITION BY case_no ORDER BY ord ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)'

/**
 * Level by level, as in a funnel: `a<k>` of an event is where the latest-begun chain of k steps that ends at this event began. The
 * latest start leaves the most of the window and the fewest events between, so if that chain is too long or has an excluded event
 * in it, every other chain that ends here is and has, too.
 */
function sequence(
  { steps, withinHours, without }: ConditionOf<'sequence'>,
  table: EventsTable,
  parameters: SqlParameters,
): string {
  const conditions = steps.map((rule) => ruleCondition(rule, table, parameters, 'e'))
  const excluded = without && ruleCondition(without, table, parameters, 'e')
  const flags = [...conditions.map((condition, at) => `${condition} AS s${at + 1}`), `${excluded ?? 'false'} AS x`]
  const wanted = without ? [...steps, without] : steps
  let level = `SELECT *, CASE WHEN s1 THEN ord END AS began, max(CASE WHEN x THEN ord END) ${BEFORE} AS broken FROM (
    SELECT e.case_no, ${eventOrder('e')} AS ord, ${flags.join(', ')} FROM ${table.table} e WHERE ${anyRuleFilter(wanted, table, parameters, 'e')}
  )`
  for (let step = 2; step <= steps.length; step++) {
    level = `SELECT * EXCLUDE (began, earlier), CASE WHEN s${step} THEN earlier END AS began FROM (
      SELECT *, max(began) ${BEFORE} AS earlier FROM (${level})
    )`
  }
  const isInWindow =
    withinHours === undefined ? '' : ` AND ${microsBetween('began', 'ord')} <= ${hoursLiteral(withinHours)}`
  return `SELECT case_no FROM (${level}) WHERE began IS NOT NULL AND (broken IS NULL OR broken <= began)${isInWindow}`
}

/** Looks at each event with those that directly follow it. */
function path({ steps }: ConditionOf<'path'>, table: EventsTable, parameters: SqlParameters): string {
  const flags = steps.map((rule, at) => `${ruleCondition(rule, table, parameters, 'e')} AS s${at}`)
  const follow = steps.slice(1).map((_, at) => `lead(s${at + 1}, ${at + 1}) OVER in_case AS n${at + 1}`)
  const holds = steps.slice(1).map((_, at) => ` AND n${at + 1}`)
  return `
    SELECT case_no FROM (
      SELECT case_no, s0, ${follow.join(', ')} FROM (
        SELECT e.case_no, ${eventOrder('e')} AS ord, ${flags.join(', ')} FROM ${table.table} e
      ) WINDOW in_case AS (PARTITION BY case_no ORDER BY ord)
    ) WHERE s0${holds.join('')}`
}
