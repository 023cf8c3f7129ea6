import type { EventRule } from '#shared/model/records/binding.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { type Groups, overCases } from './by-group.ts'
import { eventOrder, microsBetween } from './event-order.ts'
import { createParameters, microsLiteral, type SqlParameters, type SqlQuery } from './parameters.ts'
import { anyRuleFilter, ruleCondition } from './rule-condition.ts'

export interface FunnelQuestion {
  readonly steps: readonly EventRule[]
  readonly mode: 'any' | 'first'
  /** From the first step to the last, inclusive; undefined: no limit. */
  readonly windowSeconds: number | undefined
}

/** One row with `r1` … `rK`: cases whose level is at least k; with `groups` one for each that cases are in. */
export const funnelQuery = (table: AskedTable, question: FunnelQuestion, groups?: Groups): SqlQuery =>
  question.mode === 'any' ? anyAttempt(table, question, groups) : firstAttempt(table, question, groups)

/** Only events that match a step, as `events(case_no, …, s1 … sK)`; `place`: where they stand in the order of a case. */
function stepEvents(
  table: AskedTable,
  steps: readonly EventRule[],
  parameters: SqlParameters,
  place: readonly string[],
): string {
  const conditions = steps.map((rule) => ruleCondition(rule, table, parameters, 'e'))
  const columns = conditions.map((condition, index) => `${condition} AS s${index + 1}`)
  return `events AS MATERIALIZED (
    SELECT e.case_no, ${[...place, ...columns].join(', ')} FROM ${rowsOf(table, parameters)} e
    WHERE ${anyRuleFilter(steps, table, parameters, 'e')}
  )`
}

/**
 * Level by level: `began` of an event of `l<k>` is when the latest-begun chain of k steps that ends at this event began. The latest
 * start leaves the most of the window, so a case reaches level k exactly when one of its events has a `began` there. The frame ends
 * before the event itself, so that one event never serves two steps of a chain. What neither ends a chain nor matches a later step
 * is left out of the next level: first steps are mostly the greater part of the events.
 */
function anyAttempt(table: AskedTable, { steps, windowSeconds }: FunnelQuestion, groups?: Groups): SqlQuery {
  const parameters = createParameters()
  const levels = [
    stepEvents(table, steps, parameters, ['epoch_us(e.ts) AS us', 'e.seq']),
    'l1 AS (SELECT *, CASE WHEN s1 THEN us END AS began FROM events)',
  ]
  const reached = ['SELECT case_no, 1 AS level FROM events WHERE s1']
  const isInWindow = windowSeconds === undefined ? '' : ` AND us - latest <= ${microsLiteral(windowSeconds)}`
  for (let level = 2; level <= steps.length; level++) {
    const matchesLater = steps.slice(level - 1).map((_, index) => ` OR s${level + index}`)
    levels.push(`l${level} AS MATERIALIZED (
      SELECT * EXCLUDE (began, latest), CASE WHEN s${level}${isInWindow} THEN latest END AS began FROM (
        SELECT *, max(began) OVER (
          PARTITION BY case_no ORDER BY us, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS latest FROM l${level - 1} WHERE began IS NOT NULL${matchesLater.join('')}
      )
    )`)
    reached.push(`SELECT case_no, ${level} FROM l${level} WHERE began IS NOT NULL`)
  }
  return countReached(table, steps.length, { levels, reached }, parameters, groups)
}

/** A greedy walk: the first event of step 1, then each time the first later event of the next step, while within the window. */
function firstAttempt(table: AskedTable, { steps, windowSeconds }: FunnelQuestion, groups?: Groups): SqlQuery {
  const parameters = createParameters()
  const levels = [
    stepEvents(table, steps, parameters, [`${eventOrder('e')} AS ord`]),
    'f1 AS MATERIALIZED (SELECT case_no, min(ord) AS began, min(ord) AS at FROM events WHERE s1 GROUP BY case_no)',
  ]
  for (let level = 2; level <= steps.length; level++) {
    const isInWindow =
      windowSeconds === undefined ? '' : ` AND ${microsBetween('f.began', 'e.ord')} <= ${microsLiteral(windowSeconds)}`
    levels.push(`f${level} AS MATERIALIZED (
      SELECT f.case_no, any_value(f.began) AS began, min(e.ord) AS at
      FROM f${level - 1} f JOIN events e ON e.case_no = f.case_no AND e.ord > f.at
      WHERE e.s${level}${isInWindow} GROUP BY f.case_no
    )`)
  }
  const reached = steps.map((_, index) => `SELECT case_no, ${index + 1} AS level FROM f${index + 1}`)
  return countReached(table, steps.length, { levels, reached }, parameters, groups)
}

/** `levels`: common tables; `reached`: for each step, which cases reach it. */
function countReached(
  table: AskedTable,
  steps: number,
  { levels, reached }: { readonly levels: readonly string[]; readonly reached: readonly string[] },
  parameters: SqlParameters,
  groups?: Groups,
): SqlQuery {
  const cases = `cases AS (SELECT case_no, max(level) AS level FROM (${reached.join(' UNION ALL ')}) GROUP BY case_no)`
  const select = Array.from({ length: steps }, (_, index) => `count(*) FILTER (level > ${index}) AS r${index + 1}`)
  return overCases(table, { tables: [...levels, cases].join(', '), select: select.join(', ') }, parameters, groups)
}
