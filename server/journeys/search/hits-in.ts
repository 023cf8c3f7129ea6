import type { SearchHit } from '#shared/contract/rest/journeys.ts'
import { marksOf, searchWordsOf, type WordMark } from '#shared/lib/search-words.ts'
import type { JourneyText } from './journey-texts.ts'

/** Shown of one journey; the rest is counted. */
const SHOWN = 5
/** So much of a text around the first word that is marked. */
const BEFORE = 40
const LENGTH = 160

/** The elements that say one of these words (of `searchWordsOf`), those that say most of them first, and how many there are. */
export function hitsIn(
  texts: readonly JourneyText[],
  words: readonly string[],
): { readonly hits: SearchHit[]; readonly hitCount: number } {
  const found = texts.flatMap((one) => {
    // Most texts do not have it; that is seen without laying out where each letter stands.
    const own = searchWordsOf(one.text)
    if (!words.some((word) => own.some((of) => of.startsWith(word)))) return []
    const { marks, found: count } = marksOf(one.text, words)
    return marks.length === 0 ? [] : [{ ...one, marks, count }]
  })
  const best = found.toSorted((a, b) => b.count - a.count).slice(0, SHOWN)
  const elements = new Set(found.map(({ id }) => id))
  return {
    hits: best.map(({ id, kind, text, marks }) => ({ elementId: id, kind, ...excerpt(text, marks) })),
    hitCount: elements.size,
  }
}

/** The part of a text around its first mark, on one line. */
function excerpt(
  text: string,
  marks: readonly WordMark[],
): { readonly text: string; readonly marks: [number, number][] } {
  const first = marks[0]?.[0] ?? 0
  const start = first <= BEFORE || text.length <= LENGTH ? 0 : text.indexOf(' ', first - BEFORE) + 1 || first
  const from = Math.min(start, first)
  const to = Math.min(text.length, from + LENGTH)
  const lead = from > 0 ? '… ' : ''
  return {
    text: lead + text.slice(from, to).replaceAll(/\s/g, ' ') + (to < text.length ? ' …' : ''),
    marks: marks
      .filter(([begin, end]) => begin >= from && end <= to)
      .map(([begin, end]) => [begin - from + lead.length, end - from + lead.length]),
  }
}
