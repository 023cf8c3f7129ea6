import { openByteSource, type FilePart } from './byte-source.ts'

/** Cells of one column that a sheet shows as one: all mean what the uppermost says. Rows count from 1, columns from 0. */
export interface MergedCells {
  readonly column: number
  readonly top: number
  readonly bottom: number
}

const RANGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)"/g
const LONGEST_TAG = 200
/** Nobody merges more by hand. */
const MAX_RANGES = 100_000

/** Where cells of a sheet are merged over several rows. Across columns they are headings and titles, which are left as they stand. */
export async function mergedCells(part: FilePart, signal: AbortSignal): Promise<readonly MergedCells[]> {
  const found: MergedCells[] = []
  const source = await openByteSource(part)
  let rest = ''
  for await (const chunk of source.chunks()) {
    signal.throwIfAborted()
    const text = rest + chunk.toString('latin1')
    let end = 0
    for (const match of text.matchAll(RANGE)) {
      const [whole, letters = '', top = '', bottom = ''] = match
      end = match.index + whole.length
      const range = { column: columnNumber(letters), top: Number(top), bottom: Number(bottom) }
      if (range.bottom > range.top && found.length < MAX_RANGES) found.push(range)
    }
    rest = text.slice(Math.max(end, text.length - LONGEST_TAG))
  }
  return found.sort((a, b) => a.top - b.top)
}

/** `AB` → 27 */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}

/** Fills the rows of a sheet, from above to below, with what merged cells say. */
export function createMergeFiller(ranges: readonly MergedCells[]): (row: number, cells: string[]) => void {
  let next = 0
  let open: { readonly range: MergedCells; readonly text: string }[] = []
  return (row, cells) => {
    open = open.filter(({ range }) => range.bottom >= row)
    for (const { range, text } of open) if ((cells[range.column] ?? '') === '') cells[range.column] = text
    for (let range = ranges[next]; range && range.top <= row; range = ranges[++next]) {
      const text = cells[range.column] ?? ''
      if (range.top === row && text !== '') open.push({ range, text })
    }
  }
}
