import { RECORD_KINDS } from '../read-snapshot.ts'
import { JOURNEY_ROOT, JOURNEY_TEXTS } from '../records/journey-info.ts'
import { RECORD_ROOTS } from '../records/record.ts'
import type { TextArgs } from '../commands/texts.ts'
import type { JourneySnapshot } from '../snapshot.ts'

/** What is looked for, letter by letter. */
export interface WantedWords {
  readonly text: string
  readonly matchCase: boolean
  /** Only where no letter or digit stands right before or after it. */
  readonly wholeWords: boolean
}

/** Longer texts are not looked for. */
export const WANTED_MAX_LENGTH = 500

/** Where it occurs in a text, in UTF-16 units, first to last and never overlapping. */
export function occurrencesIn(
  text: string,
  wanted: WantedWords,
): { readonly index: number; readonly length: number }[] {
  const pattern = patternOf(wanted)
  if (!pattern) return []
  return Array.from(text.matchAll(pattern), (match) => ({ index: match.index, length: match[0].length }))
}

const LETTER = String.raw`[\p{L}\p{M}\p{N}_]`

function patternOf({ text, matchCase, wholeWords }: WantedWords): RegExp | undefined {
  if (text === '' || text.length > WANTED_MAX_LENGTH) return undefined
  const letters = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  const source = wholeWords ? `(?<!${LETTER})${letters}(?!${LETTER})` : letters
  return new RegExp(source, matchCase ? 'gu' : 'giu')
}

/** One place where the wanted words stand. */
export interface Occurrence extends TextArgs {
  readonly index: number
  readonly length: number
  /** The whole text in which they stand. */
  readonly text: string
  /** On a locked card, which nothing changes. */
  readonly isLocked: boolean
}

/** Every occurrence in the texts of the journey: its own, then personas, stages, steps, lanes, cards, links and views. */
export function* occurrencesOf(snapshot: JourneySnapshot, wanted: WantedWords): Generator<Occurrence> {
  for (const { text, isLocked, ...where } of textsOf(snapshot)) {
    for (const place of occurrencesIn(text, wanted)) yield { ...where, ...place, text, isLocked }
  }
}

interface TextOf extends TextArgs {
  readonly text: string
  readonly isLocked: boolean
}

/** Every text of the journey, empty ones left out. */
export function* textsOf(snapshot: JourneySnapshot): Generator<TextOf> {
  for (const field of Object.keys(JOURNEY_TEXTS))
    yield { root: JOURNEY_ROOT, id: JOURNEY_ROOT, field, text: textIn(snapshot.info, field), isLocked: false }
  for (const root of RECORD_ROOTS) {
    const fields = Object.keys(RECORD_KINDS[root].texts)
    for (const [id, record] of snapshot[root]) {
      const isLocked = 'isLocked' in record && record.isLocked === true
      for (const field of fields) {
        const text = textIn(record, field)
        if (text !== '') yield { root, id, field, text, isLocked }
      }
    }
  }
}

function textIn(record: object, field: string): string {
  const text: unknown = (record as Readonly<Record<string, unknown>>)[field]
  return typeof text === 'string' ? text : ''
}
