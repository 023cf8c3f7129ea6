/** As addresses write an instant, ms since 1970: a date where a day begins in UTC, else date and time, in ISO 8601. */
export function instantText(at: number): string {
  const text = new Date(at).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

/** The instant that such a text says; `null` for any other. */
export function instantOf(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\d(T\S+(Z|[+-]\d\d:\d\d))?$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
