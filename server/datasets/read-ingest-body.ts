/** An item of a request: something to be checked as an event, or why it is not even that. */
export type IngestItem =
  | { readonly index: number; readonly raw: unknown }
  | { readonly index: number; readonly message: string }

/** NDJSON, a JSON array or one JSON object. Null: JSON was meant, but it is not. One bad line of NDJSON does not spoil the others. */
export function readIngestBody(body: string, isNdjson: boolean): IngestItem[] | null {
  const text = body.charCodeAt(0) === 0xfeff ? body.slice(1) : body
  if (isNdjson) return readLines(text)
  try {
    const parsed = parsedEvents(text)
    return (Array.isArray(parsed) ? parsed : [parsed]).map((raw: unknown, index) => ({ index, raw }))
  } catch {
    // Senders mistake NDJSON for JSON; several lines that are objects by themselves leave no doubt.
    return /^\s*\{[^\n]*\}\s*\n\s*\{/.test(text) ? readLines(text) : null
  }
}

const LONG_NUMBER = /\d{16}/
/** What is counted with stays a number, however long. */
const MEASURES: ReadonlySet<string> = new Set(['value', 'revenue'])

/** Whole numbers too long for a double come as text with all their digits: as ids two customers would fall together. */
function parsedEvents(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepIds) : JSON.parse(text)
}

/** `context.source` is the number as it is written. */
function keepIds(this: unknown, key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  const isLong = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined
  return isLong && !MEASURES.has(key) && /^-?\d+$/.test(source) ? source : value
}

function readLines(text: string): IngestItem[] {
  const items: IngestItem[] = []
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue
    const index = items.length
    try {
      items.push({ index, raw: parsedEvents(line) })
    } catch {
      items.push({ index, message: 'not JSON' })
    }
  }
  return items
}
