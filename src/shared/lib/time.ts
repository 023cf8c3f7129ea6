export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** How dates are written everywhere, for `Intl.DateTimeFormat`: `29 Aug 2026, 14:05`, which nobody reads as another day. */
export const DATE_LOCALE = 'en-GB'
