import { readWallTime } from './timestamp-forms.ts'

const FEWEST_ROWS = 5
const MOST_TITLES = 5
/** Of the rows: so many have to be laid out alike. */
const NEARLY_ALL = 0.95

/** A line that only rules a table: `-----+----`, `| --- | --- |`, `=====`. */
export const isRuler = (line: string): boolean => /^[\s|+:=,;-]*[-=]{3}[\s|+:=,;-]*$/.test(line)

/**
 * Where the columns of a table begin that was laid out for the eye, so that a value may be missing and one blank may part two: where header and rows
 * are blank throughout, and a heading stands over what follows. `null`: no such table; without a column of times it is more likely prose.
 */
export function fixedColumns(lines: readonly string[]): FixedColumns | null {
  const table = lines.filter((line) => line.trim() !== '' && !isRuler(line))
  let best: FixedColumns | null = null
  // A title may have words over some of the columns; the header has one over most.
  for (const [index, header] of table.slice(0, MOST_TITLES).entries()) {
    const starts = startsBelow(table.slice(index))
    if (starts && starts.length > (best?.starts.length ?? 0)) best = { starts, header }
  }
  return best
}

/** Where columns begin, and the line with their headings. */
export interface FixedColumns {
  readonly starts: readonly number[]
  readonly header: string
}

/** The values of a line; `null`: one of them runs from one column into the next. */
export function cutAt(line: string, starts: readonly number[]): readonly string[] | null {
  if (starts.some((start) => start > 0 && !isBlankAt(line, start - 1))) return null
  return starts.map((start, index) => line.slice(start, starts[index + 1]).trim())
}

const isBlankAt = (line: string, at: number): boolean => at >= line.length || line[at] === ' '

function startsBelow([header, ...rows]: readonly string[]): readonly number[] | null {
  if (header === undefined || rows.length < FEWEST_ROWS || [header, ...rows].some((line) => line.includes('\t')))
    return null
  const width = Math.max(header.length, ...rows.map((line) => line.length))
  const isGap = Array.from({ length: width }, (_, at) => {
    const blank = rows.filter((line) => isBlankAt(line, at)).length
    return isBlankAt(header, at) && blank >= rows.length * NEARLY_ALL
  })
  const starts = [0]
  for (let at = 1; at < width; at++) {
    if (isGap[at] || !isGap[at - 1]) continue
    const end = isGap.indexOf(true, at)
    const until = end === -1 ? width : end
    const hasHeading = header.slice(at, until).trim() !== ''
    // A heading of two words over short values.
    const isSecondWord = !isGap[at - 2] && rows.every((line) => line.slice(at, until).trim() === '')
    if (hasHeading && !isSecondWord) starts.push(at)
  }
  // A first line with a time in it is no header, and without one nobody says which blanks part columns.
  const headings = starts.map((start, index) => header.slice(start, starts[index + 1]).trim())
  if (starts.length < 2 || headings[0] === '' || headings.some(isTime)) return null
  const cut = rows.map((line) => cutAt(line, starts)).filter((fields) => fields !== null)
  return cut.length >= rows.length * NEARLY_ALL && starts.some((_, index) => holdsTimes(cut, index)) ? starts : null
}

function holdsTimes(rows: readonly (readonly string[])[], index: number): boolean {
  const filled = rows.map((fields) => fields[index] ?? '').filter((text) => text !== '')
  return filled.length >= FEWEST_ROWS && filled.filter(isTime).length >= filled.length * NEARLY_ALL
}

const isTime = (text: string): boolean => readWallTime(text, 'DMY') !== null || readWallTime(text, 'MDY') !== null
