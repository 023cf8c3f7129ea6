/** A whole line in quotes, with those inside it doubled. */
const QUOTED_LINE = /^"((?:[^"]|"")*)"$/
const DELIMITERS = [',', ';', '\t', '|']
const SAMPLED_LINES = 200
const FEWEST_LINES = 3
const NEARLY_ALL = 0.95
/** A longer one is no record, and the scanner says so. */
const MAX_LINE_CHARACTERS = 2 * 1024 * 1024

/**
 * Whether a program has put each line into quotes as if it were one value: `"c1,2025-03-01,visit"`. A list of texts with commas is none: taken out of
 * their quotes its lines have not all as many values as the first one.
 */
export function hasQuotedLines(head: string, isWhole: boolean): boolean {
  const lines = head.split(/\r\n|\r|\n/).slice(0, isWhole ? undefined : -1)
  const [header = '', ...rest] = lines.filter((line) => line.trim() !== '').slice(0, SAMPLED_LINES)
  const inner = rest.flatMap((line) => QUOTED_LINE.exec(line.trim())?.[1] ?? [])
  if (inner.length < FEWEST_LINES || inner.length < rest.length * NEARLY_ALL) return false
  const names = unquoted(header)
  return DELIMITERS.some((delimiter) => {
    const width = countOf(names, delimiter)
    return (
      width > 1 && inner.filter((line) => countOf(plain(line), delimiter) === width).length >= inner.length * NEARLY_ALL
    )
  })
}

/** Takes lines out of their quotes as they come, whatever the pieces of text. */
export function createLineUnquoter(): { push(text: string): string; end(): string } {
  let pending = ''
  return {
    push(text) {
      const all = pending + text
      // A line may end with the first half of its end.
      const end = Math.max(all.lastIndexOf('\n'), all.lastIndexOf('\r', all.length - 2)) + 1
      pending = all.slice(end)
      if (pending.length > MAX_LINE_CHARACTERS) {
        pending = ''
        return all
      }
      return all.slice(0, end).replace(/[^\r\n]+/g, unquoted)
    },
    end() {
      const last = unquoted(pending)
      pending = ''
      return last
    },
  }
}

function unquoted(line: string): string {
  const inner = QUOTED_LINE.exec(line.trim())?.[1]
  return inner === undefined ? line : plain(inner)
}

const plain = (inner: string): string => inner.replaceAll('""', '"')

/** How many values a line has, where those in quotes of their own may have the delimiter in them. */
const countOf = (line: string, delimiter: string): number => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length
