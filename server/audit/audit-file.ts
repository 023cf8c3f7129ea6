import type { AuditEntry } from '#shared/contract/rest/audit.ts'

const COLUMNS = [
  'number',
  'time',
  'actor',
  'actor kind',
  'actor id',
  'act',
  'result',
  'journey',
  'journey id',
  'target kind',
  'target id',
  'target',
  'details',
  'address',
] as const

/** A spreadsheet takes a cell that begins so for a formula and runs it; an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** One cell: guarded, and quoted so that commas, quotes and breaks stay inside. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const lineOf = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`

const cellsOf = ({ number, at, actor, act, result, journey, target, details, address }: AuditEntry) => [
  number,
  new Date(at).toISOString(),
  actor.name,
  actor.kind,
  actor.id,
  act,
  result,
  journey?.title ?? null,
  journey?.id ?? null,
  target?.kind ?? null,
  target?.id ?? null,
  target?.name ?? null,
  Object.entries(details)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; '),
  address,
]

/** For spreadsheets; begins with a byte order mark, without which Excel takes UTF-8 for something else. */
export async function* auditCsv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield `\uFEFF${lineOf(COLUMNS)}`
  for await (const entry of entries) yield lineOf(cellsOf(entry))
}

/** For programs: one JSON object a line. */
export async function* auditLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`
}
