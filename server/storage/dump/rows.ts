/** A row as a store gives it. */
export type StoredRow = Readonly<Record<string, string | number | null | Uint8Array>>

/** Bytes among the texts of a line. */
interface Bytes {
  readonly $bytes: string
}

const isBytes = (value: unknown): value is Bytes =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Bytes>).$bytes === 'string'

/** One row as one line of JSON; the same whichever store it came from. */
export const lineOfRow = (row: StoredRow): string => `${JSON.stringify(mapValues(row, toPlain))}\n`

/** Throws when the line is no row. */
export function rowOfLine(line: string): StoredRow {
  const row: unknown = JSON.parse(line)
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('not a row')
  return mapValues(row as Record<string, unknown>, fromPlain)
}

const toPlain = (value: unknown): unknown =>
  value instanceof Uint8Array ? ({ $bytes: Buffer.from(value).toString('base64') } satisfies Bytes) : value

const fromPlain = (value: unknown): string | number | null | Uint8Array =>
  isBytes(value) ? Buffer.from(value.$bytes, 'base64') : (value as string | number | null)

const mapValues = <Value>(
  row: Readonly<Record<string, unknown>>,
  use: (value: unknown) => Value,
): Record<string, Value> => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, use(value)]))
