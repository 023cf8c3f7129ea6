import { createScanner, PLAIN_QUOTES, type QuoteStyle, type ScannedRecord } from './scanner.ts'

const JUDGED_LINES = 200
/** A style that is not the usual one has to show in nearly all lines. */
const NEARLY_ALL = 0.9

/** How fields are quoted in the beginning of a text. The usual way, unless lines say otherwise. */
export function sniffQuotes(head: string, delimiter: string, isWhole: boolean): QuoteStyle {
  const lines = head.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  // The first may be a header, and the last of a part may be cut.
  const judged = lines.slice(1, isWhole ? undefined : -1).slice(0, JUDGED_LINES)
  if (judged.length === 0) return PLAIN_QUOTES
  const mark = escaped(delimiter)
  const share = (pattern: RegExp): number => judged.filter((line) => pattern.test(line)).length / judged.length
  const inSingles = new RegExp(`(?:^|${mark})'(?:[^']|'')*'(?=${mark}|$)`)
  const faults = (style: QuoteStyle): number => faultsIn(head, delimiter, style, isWhole)
  const singles: QuoteStyle = { ...PLAIN_QUOTES, quote: "'" }
  // A mark that is opened and not closed is an apostrophe.
  if (!head.includes('"') && share(inSingles) >= NEARLY_ALL && faults(singles) === 0) return singles
  const behindBlanks = new RegExp(`${mark} +"[^"]*" *(?=${mark}|$)`)
  const skipsBlanks = share(behindBlanks) >= NEARLY_ALL
  const style = { ...PLAIN_QUOTES, skipsBlanks }
  if (!head.includes('\\"')) return style
  const withBackslashes = { ...style, hasBackslashes: true }
  return faults(withBackslashes) < faults(style) ? withBackslashes : style
}

function faultsIn(head: string, delimiter: string, style: QuoteStyle, isWhole: boolean): number {
  return scanned(head, delimiter, style, isWhole).filter(({ fault }) => fault !== null).length
}

/** The records of the beginning of a text. */
export function scanned(head: string, delimiter: string, style: QuoteStyle, isWhole: boolean): ScannedRecord[] {
  const scanner = createScanner(delimiter, undefined, style)
  const found = scanner.push(head)
  if (isWhole) found.push(...scanner.end())
  return found
}

function escaped(mark: string): string {
  return mark.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
