import type { EventRule } from '#shared/model/records/binding.ts'
import type { EventsTable } from '../ports.ts'
import { eventOrder } from './event-order.ts'
import type { SqlParameters } from './parameters.ts'
import { casesBySide, casesOfFewer, type FewerOfSides, SIDE_IN_CASE, type Sides } from './population.ts'
import { ruleCondition } from './rule-condition.ts'

/**
 * The events that belong to any of some sets, as common tables:
 * - `case_numbers(case_no, case_number)`: the number also says on which side a case is (`SIDE`), so that both are counted in one pass;
 *   where only the side with fewer cases is asked for, `sides(case_no, side)` has those of both;
 * - `matched(case_number, place, instant, signature, next)`: one row per event, whatever number of sets it is in. `place` is where it
 *   stands among them in the order of its case, from 1 on; `instant` in microseconds; `next` the signature of the one that
 *   comes directly after it. Where `instants` are asked for: `ts` and `seq` in place of these three;
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
  sides?: AskedSides,
  places: Places = 'ranks',
): string {
  const parts = partsOf(sets)
  return parts.conditional.length === 0
    ? matchedByName(table, parts, parameters, sides, places)
    : matchedByCondition(table, parts, parameters, sides, places)
}

/**
 * `orders`: only to be compared; `next` is not told. Spares the sort of all events. `instants`: nor is what compares in one, which is dear
 * where nothing else is done with it.
 */
export type Places = 'ranks' | 'orders' | 'instants'
/** Which cases are on which side; absent: all of them on one. */
export type AskedSides = Sides | FewerOfSides | typeof SIDE_IN_CASE

const isAskedOfCases = (sides?: AskedSides): sides is Sides | FewerOfSides => typeof sides === 'object'

/** On which side the case of a `case_number` is: 0 own, 1 others. */
export const SIDE = '(case_number % 2)'

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

/** The names of each set, where all of its rules and those of the others ask for names only. */
export const namesOfSets = (sets: readonly (readonly EventRule[])[]): readonly (readonly string[])[] | undefined =>
  sets.every((rules) => rules.every(asksForNamesOnly))
    ? sets.map((rules) => [...new Set(rules.flatMap(({ events }) => events))])
    : undefined

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

/**
 * What is on neither side has no number and is left out with all its events. Small numbers stay what they are; large ones, as of people over
 * several datasets, are made small, since they are packed with others.
 */
function numbered(table: EventsTable, parameters: SqlParameters, places: Places, sides?: AskedSides): string {
  const { hasSmallCaseNumbers } = table
  const small = sides === SIDE_IN_CASE ? 'case_no' : 'case_no * 2'
  const isNumberedAlready = hasSmallCaseNumbers && !isAskedOfCases(sides)
  const bySide = isAskedOfCases(sides) && casesBySide(table, sides, parameters)
  const isOfFewer = isAskedOfCases(sides) && 'isOfFewer' in sides
  const cases = bySide
    ? isOfFewer
      ? casesOfFewer('sides')
      : bySide
    : `SELECT DISTINCT case_no, ${sides ? 'case_no % 2' : '0'} AS side FROM named`
  const number = isNumberedAlready ? small : `${hasSmallCaseNumbers ? 'case_no' : '(row_number() OVER ())'} * 2 + side`
  const isRanked = places === 'ranks'
  const told = {
    ranks:
      'epoch_us(ts) AS instant, (row_number() OVER in_case)::INTEGER AS place, lead(signature) OVER in_case AS next',
    orders: `epoch_us(ts) AS instant, ${eventOrder('n')} AS place`,
    instants: 'ts, seq',
  }[places]
  return `
    ${isOfFewer ? `sides AS MATERIALIZED (${bySide}), ` : ''}case_numbers AS ${isNumberedAlready ? '' : 'MATERIALIZED '}(
      SELECT case_no, ${number} AS case_number FROM (${cases})
    ), matched AS MATERIALIZED (
      SELECT case_number, signature, ${told}
      FROM ${isNumberedAlready ? `(SELECT *, ${small} AS case_number FROM named) n` : 'named n JOIN case_numbers USING (case_no)'}
      ${isRanked ? 'WINDOW in_case AS (PARTITION BY case_number ORDER BY ts, seq)' : ''}
    )`
}

/** Read twice where cases are numbered from it; else rows that are on no side need not be written down. */
const namedTable = ({ hasSmallCaseNumbers }: EventsTable, sides?: AskedSides): string =>
  `named AS ${isAskedOfCases(sides) || hasSmallCaseNumbers ? '' : 'MATERIALIZED '}`

function matchedByName(
  table: EventsTable,
  parts: Parts,
  parameters: SqlParameters,
  sides: AskedSides | undefined,
  places: Places,
): string {
  const rows = nameMembers(parts)
  const members = rows.length > 0 ? `VALUES ${rows.join(', ')}` : 'SELECT NULL::INTEGER, NULL::INTEGER WHERE false'
  return `
    ${namesTable(parts, parameters)}, ${namedTable(table, sides)}(
      SELECT e.case_no, e.ts, e.seq, names.number AS signature
      FROM ${table.table} e JOIN names ON names.event = e.event
    ), ${numbered(table, parameters, places, sides)}, members(signature, in_set) AS (${members})`
}

/** A signature is a text: the name's number, then `/<number>/` of each conditional rule that the event matches. */
function matchedByCondition(
  table: EventsTable,
  parts: Parts,
  parameters: SqlParameters,
  sides: AskedSides | undefined,
  places: Places,
): string {
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
      SELECT e.case_no, e.ts, e.seq, names.number AS name, concat(${flags.join(', ')}) AS flags
      FROM ${table.table} e ${join} names ON names.event = e.event
    ), ${namedTable(table, sides)}(
      SELECT case_no, ts, seq, concat(name, flags) AS signature FROM flagged WHERE flags <> '' OR coalesce(${inWholeName}, false)
    ), ${numbered(table, parameters, places, sides)}, signatures AS MATERIALIZED (SELECT DISTINCT signature FROM matched),
    members(signature, in_set) AS MATERIALIZED (${members.join(' UNION ')})`
}
