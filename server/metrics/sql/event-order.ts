/**
 * The order of events within a case is (instant, position), everywhere. As one number, `instant · 2^40 + position`, it can be
 * grouped with min and max and compared without a sort. Positions stay below 2^39, about 5 · 10^11 rows ever written.
 */
const POSITION_SPAN = '1099511627776'

/** The place of an event in the order of its case, as a HUGEINT. `alias` is the events table or a subquery of it. */
export const eventOrder = (alias: string): string =>
  `(epoch_us(${alias}.ts)::HUGEINT * ${POSITION_SPAN} + ${alias}.seq)`

/** Whole microseconds between two places, as a DOUBLE: exact up to a century, since positions change it by less than a half. */
export const microsBetween = (earlier: string, later: string): string =>
  `round((${later} - ${earlier})::DOUBLE / ${POSITION_SPAN})`
