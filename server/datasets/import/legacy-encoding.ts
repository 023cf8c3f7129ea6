/** Encodings from before UTF-8 that are told apart, by the names of the encoding standard. */
export type LegacyEncoding =
  | 'windows-1252'
  | 'windows-1250'
  | 'iso-8859-2'
  | 'windows-1254'
  | 'windows-1257'
  | 'macintosh'
  | 'windows-1251'
  | 'koi8-r'
  | 'ibm866'
  | 'windows-1253'
  | 'windows-1255'
  | 'windows-1256'
  | 'shift_jis'
  | 'euc-jp'
  | 'euc-kr'
  | 'gb18030'
  | 'big5'

export interface LegacyGuesser {
  /** Takes a piece of a file that is not UTF-8. */
  add(chunk: Buffer): void
  guess(): { readonly name: LegacyEncoding; readonly hasInvalid: boolean }
}

/** Words with letters beyond ASCII that are kept; so many say whatever a file says. */
const MAX_WORDS = 3_000

/**
 * Guesses by the words in which bytes beyond ASCII occur: a language is written in an encoding when (nearly) all of these bytes are then
 * letters that it has. What nothing speaks for is Windows-1252, in which every byte means something.
 */
export function createLegacyGuesser(): LegacyGuesser {
  const words = new Set<string>()
  return {
    add(chunk) {
      if (words.size >= MAX_WORDS) return
      // Below 0x40 no encoding has a part of a longer character, but for GB 18030 in rare ones.
      for (const [word] of chunk.toString('latin1').matchAll(/[@-\u00FF]*[\u0080-\u00FF][@-\u00FF]*/g)) {
        words.add(word.slice(0, 200))
        if (words.size >= MAX_WORDS) return
      }
    },
    guess() {
      const bytes = [...words].map((word) => Buffer.from(word, 'latin1'))
      const isDense = meanRun(bytes) >= DENSE_RUN
      const name = guessEastAsian(bytes, isDense) ?? guessByLanguage(bytes, isDense)
      return { name, hasInvalid: bytes.some((word) => decoded(word, name) === null) }
    },
  }
}

/** Latin languages have bytes beyond ASCII between others; in other scripts they follow one another. */
const DENSE_RUN = 1.8

function meanRun(words: readonly Buffer[]): number {
  let bytes = 0
  let runs = 0
  for (const word of words) {
    for (let at = 0; at < word.length; at++) {
      if ((word[at] ?? 0) < 0x80) continue
      bytes++
      if (at === 0 || (word[at - 1] ?? 0) < 0x80) runs++
    }
  }
  return runs === 0 ? 0 : bytes / runs
}

function decoded(bytes: Buffer, encoding: LegacyEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The few words that damage has spoiled do not decide: this share, or one where there are several. */
const SPOILED = 0.02
const SEVERAL = 5

/** All words as one text, or `null` when too many are not valid. */
function textIn(words: readonly Buffer[], encoding: LegacyEncoding): string | null {
  const texts = words.map((word) => decoded(word, encoding))
  const spoiled = texts.filter((text) => text === null).length
  const allowed = words.length < SEVERAL ? 0 : Math.max(1, words.length * SPOILED)
  return spoiled > allowed ? null : texts.filter((text) => text !== null).join(' ')
}

const share = (text: string, pattern: RegExp, of: number): number =>
  of === 0 ? 0 : (text.match(pattern)?.length ?? 0) / of

/**
 * Characters of East Asia stand together; read from another encoding they stand between Latin letters, or are ones that nobody uses.
 * Only of Shift JIS the second bytes may be ASCII so often that runs are short.
 */
function guessEastAsian(words: readonly Buffer[], isDense: boolean): LegacyEncoding | null {
  const isJapanese = (text: string, wide: number): boolean =>
    share(text, HALF_KANA, wide) < 0.3 && share(text, KANA, wide) > 0.15
  const isChinese = (_: string, wide: number): boolean =>
    hasCommonPairs(words, wide, (lead, trail) => lead >= 0xb0 && lead <= 0xd7 && trail > 0xa0)
  const candidates: readonly (readonly [LegacyEncoding, (text: string, wide: number) => boolean])[] = [
    ['shift_jis', isJapanese],
    ['euc-jp', (text, wide) => isDense && isJapanese(text, wide)],
    ['euc-kr', (text, wide) => isDense && wide > FEW_CHARACTERS && share(text, HANGUL, wide) > 0.95],
    ['gb18030', (text, wide) => isDense && isChinese(text, wide)],
    ['big5', (_, wide) => isDense && hasCommonPairs(words, wide, (lead) => lead >= 0xa4 && lead <= 0xc6)],
    ['shift_jis', (_, wide) => hasCommonPairs(words, wide, (lead) => lead >= 0x88 && lead <= 0x97)],
  ]
  for (const [encoding, isLikely] of candidates) {
    const text = textIn(words, encoding)
    if (text === null) continue
    const wide = text.match(WIDE)?.length ?? 0
    const amongLatin = text.match(WIDE_BY_LATIN)?.length ?? 0
    if (wide > 0 && amongLatin < wide * 0.2 && isLikely(text, wide)) return encoding
  }
  return null
}

/** So few Chinese characters may all be where Korean has its syllables. */
const FEW_CHARACTERS = 6
const WIDE = /[\u3000-\u30FF\u3400-\u9FFF\uAC00-\uD7A3\uFF00-\uFFEF]/g
const WIDE_BY_LATIN = /[A-Za-z][\u3400-\u9FFF\uAC00-\uD7A3]|[\u3400-\u9FFF\uAC00-\uD7A3][A-Za-z]/g
const KANA = /[\u3041-\u30FE]/g
const HALF_KANA = /[\uFF61-\uFF9F]/g
const HANGUL = /[\uAC00-\uD7A3]/g

/** Whether most characters of two bytes are among the commonest of their standard, which it has by their first bytes. */
function hasCommonPairs(
  words: readonly Buffer[],
  wide: number,
  isCommon: (lead: number, trail: number) => boolean,
): boolean {
  let common = 0
  for (const word of words) {
    for (let at = 0; at + 1 < word.length; at++) {
      const lead = word[at] ?? 0
      if (lead < 0x81) continue
      if (isCommon(lead, word[at + 1] ?? 0)) common++
      at++
    }
  }
  return common >= wide * 0.75
}

interface Language {
  readonly encodings: readonly LegacyEncoding[]
  /** Its letters beyond ASCII, in small; of another script the ones that make up most of a text. */
  readonly letters: string
}

const WEST: readonly LegacyEncoding[] = ['windows-1252', 'macintosh']
const MIDDLE: readonly LegacyEncoding[] = ['windows-1250', 'iso-8859-2']
/** Which languages an encoding was made for. Of two that fit equally well the first is taken. */
const LANGUAGES: readonly Language[] = [
  { encodings: WEST, letters: 'äöüß' },
  { encodings: WEST, letters: 'éèêëàâçîïôûùüœæ' },
  { encodings: WEST, letters: 'áéíóúñü¿¡ºª' },
  { encodings: WEST, letters: 'áâãàçéêíóôõúü' },
  { encodings: WEST, letters: 'àèéìòù' },
  { encodings: WEST, letters: 'æøåäöé' },
  { encodings: WEST, letters: 'éëïóöüèê' },
  { encodings: WEST, letters: 'áðéíóúýþæö' },
  { encodings: MIDDLE, letters: 'ąćęłńóśźż' },
  { encodings: MIDDLE, letters: 'áčďéěíňóřšťúůýž' },
  { encodings: MIDDLE, letters: 'áäčďéíĺľňóôŕšťúýž' },
  { encodings: MIDDLE, letters: 'áéíóöőúüű' },
  { encodings: MIDDLE, letters: 'ăâîşţ' },
  { encodings: MIDDLE, letters: 'čćđšž' },
  { encodings: ['windows-1254'], letters: 'çğıİöşü' },
  { encodings: ['windows-1257'], letters: 'āčēģīķļņšūžąęėįųõäöü' },
  { encodings: ['windows-1251', 'koi8-r', 'ibm866'], letters: 'оеаинтсрвлкмдпуяыізйї' },
  { encodings: ['windows-1253'], letters: 'αοιετσνηυρπκμςλάίόέή' },
  { encodings: ['windows-1255'], letters: 'יוהלארתבשמנםקד' },
  { encodings: ['windows-1256'], letters: 'اليمونرتبةعدسفهكق' },
]
/** Marks that belong to no language. */
const MARKS = '’‘“”„–—…€«»°\u00A0'
/** Another encoding than the usual one has to fit well, and clearly better. */
const GOOD_FIT = 0.85
const CLEARLY = 0.08
/** Foreign words in a text of one script. */
const NON_LATIN_FIT = 0.65

function guessByLanguage(words: readonly Buffer[], isDense: boolean): LegacyEncoding {
  let best: { name: LegacyEncoding; fit: number } = { name: 'windows-1252', fit: 0 }
  let usual = 0
  for (const { encodings, letters } of LANGUAGES) {
    const known = new Set(letters + MARKS)
    for (const name of encodings) {
      if (ANOTHER_SCRIPT.has(name) !== isDense && name !== 'windows-1252') continue
      const text = textIn(words, name)
      if (text === null) continue
      const fit = fitOf(text, known)
      if (name === 'windows-1252') usual = Math.max(usual, fit)
      if (fit > best.fit) best = { name, fit }
    }
  }
  const enough = ANOTHER_SCRIPT.has(best.name) ? NON_LATIN_FIT : GOOD_FIT
  return best.fit >= enough && best.fit > usual + CLEARLY ? best.name : 'windows-1252'
}

const ANOTHER_SCRIPT: ReadonlySet<LegacyEncoding> = new Set([
  'windows-1251',
  'koi8-r',
  'ibm866',
  'windows-1253',
  'windows-1255',
  'windows-1256',
])

/** Which share of the characters beyond ASCII a language has. A capital behind a small letter is read wrongly. */
function fitOf(text: string, known: ReadonlySet<string>): number {
  const wide = text.match(/[\u0080-\uFFFF]/g)?.length ?? 0
  if (wide === 0) return 0
  let fitting = 0
  for (const character of text) {
    if (character > '\u007F' && (known.has(character) || known.has(character.toLowerCase()))) fitting++
  }
  const misplaced = text.match(/\p{Ll}(?=[\u0080-\uFFFF])\p{Lu}/gu)?.length ?? 0
  return (fitting - misplaced) / wide
}
