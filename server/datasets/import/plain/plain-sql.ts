import { randomUUID } from 'node:crypto'
import { assertNever } from '#shared/lib/assert.ts'
import { SCALE_BOUNDS } from '#shared/contract/score-scales.ts'
import { attributeColumns } from '#server/datasets/events-table.ts'
import { ABSENT_WORDS } from '../numbers.ts'
import { plausibleTimes } from '../timestamps.ts'
import type { Piece } from './pieces.ts'
import type { PlainPlan } from './plain-plan.ts'

/** `SELECT`s over one piece of a file. */
export interface PlainSql {
  /** The plain rows, as columns of the events table. Its conditions are narrower than what our own reader takes, never wider. */
  readonly rows: string
  /** How many records the engine sees in the piece. */
  readonly count: string
}

/** What `trim` of JavaScript takes away. */
const BLANKS = String.fromCharCode(
  0x20,
  0x09,
  0x0a,
  0x0b,
  0x0c,
  0x0d,
  0xa0,
  0x1680,
  0x2000,
  0x2001,
  0x2002,
  0x2003,
  0x2004,
  0x2005,
  0x2006,
  0x2007,
  0x2008,
  0x2009,
  0x200a,
  0x2028,
  0x2029,
  0x202f,
  0x205f,
  0x3000,
  0xfeff,
)
const ABSENT_SQL = ABSENT_WORDS.map(literal).join(', ')
const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const MINUTES = '[T ]([01][0-9]|2[0-3]):[0-5][0-9]'
const SECONDS = String.raw`:[0-5][0-9](\.[0-9]{1,6})?`

export interface PlainSqlOptions {
  readonly plan: PlainPlan
  readonly piece: Piece
  /** Minutes east of UTC that times of this file are known to have; others are no plain rows. */
  readonly offsets: ReadonlySet<number>
  /** Takes rows of another length as well: what is missing is NULL, and the rows are not plain. Dearer. */
  readonly takesRagged: boolean
}

export function plainSql({ plan, piece, offsets, takesRagged }: PlainSqlOptions): PlainSql {
  const { positions, columnCount } = plan
  const columns = Array.from({ length: columnCount }, (_, index) => `c${index}`)
  const source = sourceOf(plan, piece, takesRagged ? [...columns, 'more'] : columns, takesRagged)
  const isTidied = takesRagged || plan.hasBlanks || piece.hasOddBlanks
  const text = (index: number): string => {
    if (index === -1) return 'NULL::VARCHAR'
    return isTidied ? tidied(`c${index}`) : `c${index}`
  }
  const used = [positions.case, positions.event, positions.eventFallback, positions.channel, positions.value]
  const tidy = [...used, ...positions.attributes].filter((index) => index !== -1).map((index) => isTidy(`c${index}`))
  const names = [
    ...(positions.event === -1 ? [] : [text(positions.event)]),
    ...(positions.eventFallback === -1 ? [] : [text(positions.eventFallback)]),
    ...(plan.eventName === null ? [] : [literal(plan.eventName)]),
  ]
  const amount = text(positions.value)
  const parts = [
    `${text(positions.case)} AS case_id`,
    `${instantOf(`c${positions.timestamp}`, plan, offsets)} AS ts`,
    `${names.length === 0 ? 'NULL::VARCHAR' : `coalesce(${names.join(', ')})`} AS event`,
    `${text(positions.channel)} AS channel`,
    `${numberOf(amount, plan.decimal)} AS value`,
    `${amount} IS NOT NULL AS has_value`,
    ...positions.attributes.map((index, order) => `${text(index)} AS a${order}`),
    `${isTidied ? 'true' : tidy.join(' AND ')} AS is_tidy`,
    `${takesRagged ? `more IS NULL AND ${columns.at(-1)} IS NOT NULL` : 'true'} AS is_whole`,
  ]
  const [earliest, latest] = plausibleTimes(plan.nowMs)
  const conditions = [
    'is_whole',
    'is_tidy',
    'case_id IS NOT NULL',
    'event IS NOT NULL',
    `ts BETWEEN make_timestamp(${earliest}) AND make_timestamp(${latest})`,
    // It may be a long number that a spreadsheet has spoilt.
    `NOT (case_id >= '0' AND case_id < ':' AND contains(case_id, '+'))`,
    // It may be the error of a cell.
    `NOT (case_id >= '#' AND case_id < '$')`,
    `NOT (event >= '#' AND event < '$')`,
    'has_value = (value IS NOT NULL)',
    ...(plan.scale ? [`(value IS NULL OR (value = floor(value) AND value BETWEEN ${boundsOf(plan.scale)}))`] : []),
  ]
  const targets = [
    'case_id',
    'ts',
    'seq',
    'event',
    'channel',
    'value',
    'NULL AS case_no',
    ...attributeColumns(positions.attributes.length),
  ]
  return {
    // Beneath the window each expression is computed once; conditions would be pushed down and compute it again.
    rows: `SELECT ${targets.join(', ')}
      FROM (SELECT row_number() OVER () + ${piece.firstLine - 1} AS seq, * FROM (SELECT ${parts.join(', ')} FROM ${source}))
      WHERE ${conditions.join(' AND ')}`,
    count: `SELECT count(*) AS rows FROM ${source}`,
  }
}

function sourceOf(
  { delimiter }: PlainPlan,
  { path, hasQuotes }: Piece,
  columns: readonly string[],
  takesRagged: boolean,
): string {
  const quote = hasQuotes ? `'"'` : `''`
  const types = columns.map((name) => `${name}: 'VARCHAR'`).join(', ')
  // Where NULL says that a field is missing no field may say it: such a text is in no file.
  const absent = takesRagged ? literal(randomUUID()) : `[${ABSENT_SQL}]`
  // Read in parallel the rows would lie in groups that are not full, which the next checkpoint writes anew. Pieces are read side by side.
  return `read_csv(${literal(path)}, auto_detect = false, header = false, delim = ${literal(delimiter)}, quote = ${quote}, escape = ${quote},
    nullstr = ${absent}, null_padding = ${takesRagged}, strict_mode = true, parallel = false,
    columns = {${types}})`
}

/** There is nothing to take away around it. */
function isTidy(column: string): string {
  return `(${column} IS NULL OR (${column} >= '!' AND NOT suffix(${column}, ' ')))`
}

/** Without blanks around it, and NULL for a word that says that there is nothing. */
function tidied(column: string): string {
  const trimmed = `trim(${column}, '${BLANKS}')`
  return `CASE WHEN ${trimmed} IN (${ABSENT_SQL}) THEN NULL ELSE ${trimmed} END`
}

function instantOf(column: string, { times, isLikeEngine }: PlainPlan, offsets: ReadonlySet<number>): string {
  switch (times) {
    // By magnitude, as our own reader tells them apart.
    case 'epoch-s':
      return `CASE WHEN regexp_full_match(${column}, '[1-9][0-9]{8,9}') THEN make_timestamp(${column}::BIGINT * 1000000) END`
    case 'epoch-ms':
      return `CASE WHEN regexp_full_match(${column}, '[1-9][0-9]{11,12}') THEN make_timestamp(${column}::BIGINT * 1000) END`
    case 'iso-without-zone':
      return instantWithoutZone(column, isLikeEngine)
    case 'iso-with-offset':
      return instantWithOffset(column, offsets)
    default:
      return assertNever(times)
  }
}

/** A time that the engine would write in the same way needs no closer look, which takes three times as long. */
function instantWithoutZone(column: string, isLikeEngine: boolean): string {
  const instant = `try_cast(${column} AS TIMESTAMP)`
  const first = isLikeEngine ? `WHEN ${instant}::VARCHAR = ${column} THEN ${instant}` : ''
  return `CASE ${first} WHEN regexp_full_match(${column}, '${DATE}(${MINUTES}(${SECONDS})?)?') THEN ${instant} END`
}

function instantWithOffset(column: string, offsets: ReadonlySet<number>): string {
  const endings = [...offsets].map((offset) => [offset, endingsOf(offset)] as const)
  const ending = endings.flatMap(([, texts]) => texts.map((text) => text.replace('+', String.raw`\+`))).join('|')
  const moved = endings.filter(([offset]) => offset !== 0)
  // A cast to TIMESTAMP reads over what is behind the seconds.
  const local = `try_cast(${column} AS TIMESTAMP)`
  const east = moved.map(
    ([offset, texts]) =>
      `WHEN ${texts.map((text) => `suffix(${column}, '${text}')`).join(' OR ')} THEN to_minutes(${offset})`,
  )
  const instant = moved.length === 0 ? local : `${local} - CASE ${east.join(' ')} ELSE to_minutes(0) END`
  return `CASE WHEN regexp_full_match(${column}, '${DATE}${MINUTES}${SECONDS}(${ending})') THEN ${instant} END`
}

/** How an offset is written behind a time. */
function endingsOf(offset: number): readonly string[] {
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = two(Math.floor(Math.abs(offset) / 60))
  const minutes = two(Math.abs(offset) % 60)
  if (offset === 0) return ['Z', '+00:00', '-00:00', '+0000', '-0000']
  const sign = offset < 0 ? '-' : '+'
  return [`${sign}${hours}:${minutes}`, `${sign}${hours}${minutes}`]
}

/** Digits with at most one mark; with other signs our own reader decides. Zero has no sign. */
function numberOf(column: string, decimal: '.' | ','): string {
  const body = decimal === '.' ? String.raw`[0-9]+(\.[0-9]+)?` : '[0-9]+(,[0-9]+)?'
  const point = decimal === '.' ? column : `replace(${column}, ',', '.')`
  return `CASE WHEN strlen(${column}) < 40 AND regexp_full_match(${column}, '-?${body}') AND NOT regexp_full_match(${column}, '-[0.,]+') THEN try_cast(${point} AS DOUBLE) END`
}

function boundsOf(scale: keyof typeof SCALE_BOUNDS): string {
  const [lowest, highest] = SCALE_BOUNDS[scale]
  return `${lowest} AND ${highest}`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
