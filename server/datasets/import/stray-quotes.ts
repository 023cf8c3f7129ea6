import type { QuoteStyle } from './scanner.ts'

/** Beyond this many delimiters inside quotes of one line nobody knows any more which are meant. */
const MOST_INSIDE = 8
const MOST_COLUMNS = 300

/**
 * A line whose quotes do not follow the rules, such as `7,"He said "no", twice"` or `7,"Best" shop`, taken apart into so many fields. `null`: there is
 * no way to do so, or more than one; quotes come in pairs, and what has a delimiter inside begins and ends with one.
 */
export function readStrayQuotes(
  line: string,
  delimiter: string,
  { quote, hasBackslashes }: QuoteStyle,
  width: number,
): readonly string[] | null {
  const pieces = line.split(delimiter)
  const inside = pieces.length - width
  if (inside < 0 || inside > MOST_INSIDE || width > MOST_COLUMNS) return null
  const known = new Map<number, readonly (readonly string[])[]>()

  /** At most two ways to make the last `count` fields of the pieces from here on. */
  function ways(from: number, count: number): readonly (readonly string[])[] {
    if (count === 0) return from === pieces.length ? [[]] : []
    const key = from * (width + 1) + count
    const before = known.get(key)
    if (before) return before
    const found: (readonly string[])[] = []
    for (let to = from + 1; to <= pieces.length - count + 1 && found.length < 2; to++) {
      const field = pieces.slice(from, to).join(delimiter)
      if (!isField(field, to - from > 1)) continue
      for (const rest of ways(to, count - 1)) found.push([field, ...rest])
    }
    known.set(key, found)
    return found
  }

  function isField(field: string, hasDelimiter: boolean): boolean {
    if ((field.split(quote).length - 1) % 2 === 1) return false
    return !hasDelimiter || (field.length > 1 && field.startsWith(quote) && field.endsWith(quote))
  }

  function valueOf(field: string): string {
    if (!(field.length > 1 && field.startsWith(quote) && field.endsWith(quote))) return field
    const plain = field.slice(1, -1).replaceAll(quote + quote, quote)
    return hasBackslashes ? plain.replaceAll(`\\${quote}`, quote) : plain
  }

  const [only, other] = ways(0, width)
  return only && !other ? only.map(valueOf) : null
}

/**
 * Whether the lines after the first of a record are records of their own, which a quote that was forgotten has swallowed: each has as many
 * fields as there are columns, and in one column at least the same kind of key, number or date as the first line.
 */
export function swallowsRecords(record: string, delimiter: string, width: number): boolean {
  if (width < 2) return false
  const [first = '', ...others] = record.split(/\r\n|\r|\n/)
  const shapes = first.split(delimiter).map(shapeOf)
  return others.every((line) => {
    const fields = line.split(delimiter)
    return fields.length === width && fields.some((field, index) => hasShape(shapeOf(field), shapes[index]))
  })
}

const shapeOf = (field: string): string => field.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '9')

/** A lone number says too little. */
const hasShape = (shape: string, wanted: string | undefined): boolean =>
  shape === wanted && shape.length > 1 && shape.includes('9')
