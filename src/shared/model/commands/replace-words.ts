import * as Y from 'yjs'
import { done, refused } from '#shared/lib/result.ts'
import { RECORD_KINDS } from '../read-snapshot.ts'
import { JOURNEY_ROOT, JOURNEY_TEXTS } from '../records/journey-info.ts'
import { RECORD_ROOTS } from '../records/record.ts'
import { occurrencesIn, type WantedWords } from '../selectors/find-words.ts'
import type { Command } from './command.ts'
import { liveRecords } from './stored.ts'
import { type TextArgs, textMaxLength } from './texts.ts'

export interface ReplaceWordsArgs {
  readonly wanted: WantedWords
  readonly replacement: string
  /** One occurrence only, as it was found; otherwise all of them. */
  readonly only?: TextArgs & { readonly index: number }
}

export interface ReplacedWords {
  readonly replaced: number
  /** Occurrences on locked cards: they stay. */
  readonly locked: number
  /** Occurrences in texts that would become too long: they stay. */
  readonly tooLong: number
}

/**
 * Replaces words wherever they stand in the journey's texts now. Only the letters that match are touched, so that what others type
 * beside them at the same time stays.
 */
export const replaceWords: Command<ReplaceWordsArgs, ReplacedWords, 'nothing-found' | 'locked' | 'text-too-long'> = (
  doc,
  { wanted, replacement, only },
) => {
  let [replaced, locked, tooLong] = [0, 0, 0]
  for (const { text, isLocked, ...where } of only ? textAt(doc, only) : storedTexts(doc)) {
    const stored = text.toString()
    const found = occurrencesIn(stored, wanted).filter(({ index }) => !only || index === only.index)
    if (found.length === 0) continue
    const removed = found.reduce((sum, { length }) => sum + length, 0)
    const length = stored.length - removed + found.length * replacement.length
    if (isLocked) locked += found.length
    else if (length > stored.length && length > (textMaxLength(where.root, where.field) ?? 0)) tooLong += found.length
    else {
      replaced += found.length
      for (const { index, length: size } of found.toReversed()) {
        if (stored.slice(index, index + size) === replacement) continue
        // Put in first: it stands before the old letters, and so before what others type after them.
        if (replacement !== '') text.insert(index, replacement)
        text.delete(index + replacement.length, size)
      }
    }
  }
  if (replaced > 0) return done({ replaced, locked, tooLong })
  return refused(locked > 0 ? 'locked' : tooLong > 0 ? 'text-too-long' : 'nothing-found')
}

interface StoredText extends TextArgs {
  readonly text: Y.Text
  readonly isLocked: boolean
}

function* storedTexts(doc: Y.Doc): Generator<StoredText> {
  for (const field of Object.keys(JOURNEY_TEXTS)) {
    const text = doc.getMap(JOURNEY_ROOT).get(field)
    if (text instanceof Y.Text) yield { root: JOURNEY_ROOT, id: JOURNEY_ROOT, field, text, isLocked: false }
  }
  for (const root of RECORD_ROOTS) {
    const fields = Object.keys(RECORD_KINDS[root].texts)
    for (const [id, record] of liveRecords(doc, root)) {
      const isLocked = record.get('isLocked') === true
      for (const field of fields) {
        const text = record.get(field)
        if (text instanceof Y.Text) yield { root, id, field, text, isLocked }
      }
    }
  }
}

function* textAt(doc: Y.Doc, only: TextArgs): Generator<StoredText> {
  for (const stored of storedTexts(doc))
    if (stored.root === only.root && stored.id === only.id && stored.field === only.field) yield stored
}
