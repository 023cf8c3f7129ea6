import { foldText } from './fold-text.ts'

const RUN = /[\p{L}\p{M}\p{N}]+/gu
/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Nobody types more of a word to find it. */
const WORD_MAX = 40

/**
 * The words of a text as they are looked for, whatever the language: folded, without punctuation. Where a script has no spaces, every two
 * neighbouring letters are a word, so that any part of a sentence is found.
 */
export function searchWordsOf(text: string): readonly string[] {
  const words: string[] = []
  for (const [run] of foldText(text).matchAll(RUN)) {
    const letters = Array.from(run)
    if (!UNSPACED.test(run) || letters.length === 1) words.push(letters.slice(0, WORD_MAX).join(''))
    else for (let at = 0; at + 1 < letters.length; at++) words.push(`${letters[at]}${letters[at + 1]}`)
  }
  return words
}

/** From, to in the text, in UTF-16 units; in order and never overlapping. */
export type WordMark = readonly [from: number, to: number]

/** Where a text has words that begin with one of these, which come from `searchWordsOf`, and which of them it has. */
export function marksOf(
  text: string,
  words: readonly string[],
): { readonly marks: WordMark[]; readonly found: number } {
  let folded = ''
  /** Of each unit of `folded`: where its letter begins and ends in the text. */
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const letter of text) {
    const part = foldText(letter)
    for (let unit = 0; unit < part.length; unit++) {
      from.push(at)
      to.push(at + letter.length)
    }
    // A sign that only changes the letter before it belongs to that one.
    if (part === '' && to.length > 0) to[to.length - 1] = at + letter.length
    folded += part
    at += letter.length
  }
  const marks: WordMark[] = []
  const found = new Set<string>()
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    const anywhere = UNSPACED.test(run)
    for (const word of words) {
      const starts = anywhere ? indexesOf(run, word) : run.startsWith(word) ? [0] : []
      for (const start of starts) {
        found.add(word)
        marks.push([from[index + start] ?? 0, to[index + start + word.length - 1] ?? text.length])
      }
    }
  }
  return { marks: joined(marks), found: found.size }
}

function indexesOf(run: string, word: string): number[] {
  const indexes: number[] = []
  for (let index = run.indexOf(word); index >= 0; index = run.indexOf(word, index + 1)) indexes.push(index)
  return indexes
}

function joined(marks: readonly WordMark[]): WordMark[] {
  const together: WordMark[] = []
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = together.at(-1)
    if (last !== undefined && from <= last[1]) together[together.length - 1] = [last[0], Math.max(last[1], to)]
    else together.push([from, to])
  }
  return together
}
