import type { EventsTable } from '../ports.ts'

/** Six places behind the point, 22 before it: sums of money come out the same in whatever order they are added up. */
const DECIMAL = 'DECIMAL(28, 6)'

/** Digits, a point, a minus: what the import leaves of a number that is kept as text. */
const NUMBER = '-?([0-9]+([.][0-9]*)?|[.][0-9]+)'

/** A price, at most 1e9, as it stands in SQL, rounded in the same way. */
export const priceLiteral = (price: number): string => `${price.toFixed(6)}::DECIMAL(18, 6)`

/** The same in millionths, a whole number. */
export const millionthsLiteral = (price: number): string => `${BigInt(price.toFixed(6).replace('.', ''))}::BIGINT`

/** The number that an event carries, rounded to six places; NULL when it carries none. `field`: an attribute; absent: the event's value. */
export function numberOfEvent(field: string | undefined, { fields }: EventsTable, alias: string): string {
  if (field === undefined) return `CASE WHEN isfinite(${alias}.value) THEN TRY_CAST(${alias}.value AS ${DECIMAL}) END`
  const index = fields.indexOf(field)
  if (index < 0) return `NULL::${DECIMAL}`
  const text = `trim(${alias}.a${index})`
  return `CASE WHEN regexp_full_match(${text}, '${NUMBER}') THEN TRY_CAST(${text} AS ${DECIMAL}) END`
}

/** Behind WHERE, where events without a number make no difference: leaves out most of them before they are looked at. */
export function mayCarryNumber(field: string | undefined, { fields }: EventsTable, alias: string): string {
  if (field === undefined) return `${alias}.value IS NOT NULL`
  const index = fields.indexOf(field)
  return index < 0 ? 'false' : `${alias}.a${index} IS NOT NULL`
}
