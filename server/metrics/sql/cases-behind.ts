import type { EventsTable } from '../ports.ts'
import { type JourneyQuestion, journeyTables } from './journey-numbers.ts'
import type { Population } from './population.ts'
import { createParameters, type SqlQuery } from './parameters.ts'

/** Which cases: those of a set, those of a pair that reach its end or do not, those of a flow or of a window. By place in the question. */
export interface WhichCases {
  readonly kind: 'set' | 'reached' | 'lost' | 'flow' | 'window'
  readonly number: number
}

export interface CaseRow {
  readonly caseId: string
  /** All events of the case in the dataset. */
  readonly events: number
  /** Microseconds since 1970. */
  readonly first: number
  readonly last: number
  /** What the case adds to the number: transitions of a flow, else 1. */
  readonly counts: number
}

/** The cases behind one of the numbers, in the order of their ids, a page at a time. */
export function casesBehindQuery(
  table: EventsTable,
  question: JourneyQuestion,
  which: WhichCases,
  page: { readonly offset: number; readonly limit: number },
  population?: Population,
): SqlQuery {
  const parameters = createParameters()
  const asked = onlyAsked(question, which)
  return {
    sql: `WITH ${journeyTables(table, asked, parameters, population && { own: population })},
      chosen AS (${chosen(asked, which.kind)}),
      asked AS (SELECT case_no, counts FROM chosen JOIN case_numbers USING (case_number))
      SELECT any_value(e.case_id) AS "caseId", count(*) AS events, min(e.ts) AS first, max(e.ts) AS last, any_value(counts) AS counts
      FROM asked JOIN ${table.table} e USING (case_no) GROUP BY case_no
      ORDER BY "caseId" LIMIT ${page.limit} OFFSET ${page.offset}`,
    parameters: parameters.values,
  }
}

/** How many cases those are, and what they add up to. */
export function casesBehindTotalQuery(
  table: EventsTable,
  question: JourneyQuestion,
  which: WhichCases,
  population?: Population,
): SqlQuery {
  const parameters = createParameters()
  const asked = onlyAsked(question, which)
  return {
    sql: `WITH ${journeyTables(table, asked, parameters, population && { own: population })}, chosen AS (${chosen(asked, which.kind)})
      SELECT count(*) AS cases, coalesce(sum(counts), 0) AS counts FROM chosen`,
    parameters: parameters.values,
  }
}

interface Asked extends JourneyQuestion {
  readonly set: number
}

/** All sets, since a flow goes between events of any, and of the rest only what is asked for. */
function onlyAsked({ sets, pairs, flows, windows }: JourneyQuestion, { kind, number }: WhichCases): Asked {
  const only = <Item>(items: readonly Item[], isAsked: boolean): readonly Item[] =>
    isAsked ? items.slice(number, number + 1) : []
  return {
    sets,
    set: kind === 'set' ? number : (pairs[number]?.from ?? -1),
    pairs: only(pairs, kind === 'reached' || kind === 'lost'),
    flows: only(flows, kind === 'flow'),
    windows: only(windows, kind === 'window'),
  }
}

function chosen({ set }: Asked, kind: WhichCases['kind']): string {
  switch (kind) {
    case 'set':
      return `SELECT case_number, 1 AS counts FROM places WHERE in_set = ${set}`
    case 'reached':
      return 'SELECT case_number, 1 AS counts FROM met'
    case 'lost':
      return `SELECT case_number, 1 AS counts FROM places WHERE in_set = ${set}
        AND case_number NOT IN (SELECT case_number FROM met)`
    case 'flow':
      return 'SELECT case_number, transitions AS counts FROM case_flows'
    default:
      return 'SELECT case_number, 1 AS counts FROM case_windows'
  }
}
