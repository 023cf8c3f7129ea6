/** What separates whole and broken part in a column. */
export type DecimalMark = '.' | ','

const CURRENCY = (() => {
  const mark = String.raw`[€$£¥₹₽₺₩₴₫₱฿]|Fr\.?|kr\.?|zł|Kč|R\$|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|BRL|CAD|AUD`
  return new RegExp(String.raw`^(?:${mark}|[A-Z]{3}(?=\s))\s*|\s*(?:${mark}|(?<=\s)[A-Z]{3})$`)
})()

/** The zeros of digits that other scripts have: Arabic, Persian, Devanagari, Bengali, Thai, and wide ones. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]

/** The same with 0 to 9 for digits of other scripts, and the marks that belong to Arabic ones. */
export function withPlainDigits(text: string): string {
  return OTHER_DIGITS.test(text)
    ? text
        .replaceAll('٫', '.')
        .replaceAll('٬', ',')
        .replace(/\p{Nd}/gu, (digit) => {
          const zero = ZEROS.find((code) => digit.charCodeAt(0) >= code && digit.charCodeAt(0) <= code + 9)
          return zero === undefined ? digit : String(digit.charCodeAt(0) - zero)
        })
    : text
}

const OTHER_DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59\uFF10-\uFF19]/

/** A finite number as people write amounts: with currency, thousands marks, brackets as minus. `null`: no number. */
export function readNumber(text: string, decimal: DecimalMark): number | null {
  if (decimal === '.' && isPlain(text)) return Number(text)
  let body = withPlainDigits(text.trim())
  // 85 % is 85: whoever writes the sign means hundredths, and all of a column have it.
  if (body.endsWith('%')) body = body.slice(0, -1).trimEnd()
  let isNegative = false
  if (body.startsWith('(') && body.endsWith(')')) {
    isNegative = true
    body = body.slice(1, -1).trim()
  }
  // SAP writes the sign behind the number.
  if (/^[^+\-−]*\d[\d.,]*-$/.test(body)) body = `-${body.slice(0, -1)}`
  const sign = /^([+\-−])\s*/.exec(body)
  if (sign) {
    isNegative = isNegative !== (sign[1] !== '+')
    body = body.slice(sign[0].length)
  }
  body = body.replace(CURRENCY, '').replace(CURRENCY, '')
  const inner = /^([+\-−])\s*/.exec(body)
  if (inner && !sign) {
    isNegative = isNegative !== (inner[1] !== '+')
    body = body.slice(inner[0].length)
  }
  const pattern = decimal === '.' ? POINT : COMMA
  if (!pattern.test(body) || !/\d/.test(body)) return null
  const plain = body.replace(decimal === '.' ? /[\s,'’\u00A0\u202F]/g : /[\s.'’\u00A0\u202F]/g, '').replace(',', '.')
  const value = Number(plain)
  if (!Number.isFinite(value)) return null
  return isNegative && value !== 0 ? -value : value
}

/** In India thousands stand apart, and hundreds of them: 1,23,456.50. */
const POINT = /^(?:\d+|\d{1,3}(?:[,'’\s\u00A0\u202F]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$/
const COMMA = /^(?:\d+|\d{1,3}(?:[.'’\s\u00A0\u202F]\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d{1,3})?$/

/** `-12.5`: digits with at most one point between them. */
function isPlain(text: string): boolean {
  const length = text.length
  if (length === 0 || length > 15) return false
  let digits = 0
  let points = 0
  for (let index = text.charCodeAt(0) === 45 ? 1 : 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 48 && code <= 57) digits++
    else if (code === 46) points++
    else return false
  }
  return digits > 0 && points <= 1 && text.charCodeAt(length - 1) !== 46
}

/** Which mark the values of a column speak for. */
export interface DecimalEvidence {
  add(value: string): void
  /** `usual` when none does. */
  mark(usual?: DecimalMark): DecimalMark
  /** The mark that some speak for and none against. */
  proved(): DecimalMark | null
  /** How many values may be read either way, when no other decides: 1.100 is eleven hundred or little more than one. */
  undecided(): number
  /** So many values speak, and all of them alike, that reading on is of no use. */
  isClear(): boolean
}

const CLEAR_VALUES = 1_000

export function createDecimalEvidence(): DecimalEvidence {
  let points = 0
  let commas = 0
  let either = 0
  return {
    add(value) {
      const mark = markOf(withPlainDigits(value))
      if (mark === '.') points++
      else if (mark === ',') commas++
      else if (mark === 'either') either++
    },
    mark: (usual = '.') => (points === commas ? usual : commas > points ? ',' : '.'),
    proved: () => (points > 0 === commas > 0 ? null : points > 0 ? '.' : ','),
    undecided: () => (points === 0 && commas === 0 ? either : 0),
    isClear: () => Math.min(points, commas) === 0 && Math.max(points, commas) >= CLEAR_VALUES,
  }
}

/** `null`: it has no such mark. */
function markOf(value: string): DecimalMark | 'either' | null {
  const lastPoint = value.lastIndexOf('.')
  const lastComma = value.lastIndexOf(',')
  if (lastPoint === -1 && lastComma === -1) return null
  if (lastPoint !== -1 && lastComma !== -1) return lastPoint > lastComma ? '.' : ','
  const mark = lastPoint === -1 ? ',' : '.'
  const parts = value.split(mark)
  const isThousands = parts.length > 2
  // 1.000 alone may be either; 1.00 and 1.0000 may not.
  const isUndecided =
    parts.length === 2 && /^\d{3}(?!\d)/.test(parts[1] ?? '') && /(?<!\d)[1-9]\d{0,2}$/.test(parts[0] ?? '')
  if (isUndecided) return 'either'
  return (mark === '.') === isThousands ? ',' : '.'
}

/** Words by which exports say that there is nothing. */
export const ABSENT_WORDS = ['', 'NULL', 'null', '\\N', 'undefined', 'NaN', 'N/A', '(null)'] as const
const ABSENT: ReadonlySet<string> = new Set(ABSENT_WORDS)

/** Whether it is one of these words. Blanks around are to be trimmed before. */
export function isAbsent(text: string): boolean {
  const length = text.length
  return length === 0 || (length < 10 && ABSENT.has(text))
}

/** What may be an id, and is more often what a program writes for nobody: as a case it joins what has nothing to do with each other. */
const NOBODY: ReadonlySet<string> = new Set([
  '-',
  '--',
  '?',
  'None',
  'none',
  'NONE',
  'nan',
  'NA',
  'n/a',
  'nil',
  '<NA>',
  '<null>',
  '(none)',
  '(blank)',
  '(not set)',
])
/** In English, German, French, Spanish and Italian. */
const SHEET_ERROR =
  /^#(N\/[AD]|NV|REF!|BEZUG!|¡REF!|RIF!|VALUE!|WERT!|VALEUR!|¡VALOR!|VALORE!|DIV\/0!|¡DIV\/0!|NAME\?|NOM\?|¿NOMBRE\?|NOME\?|NUM!|ZAHL!|NOMBRE!|NULL!|NUL!|SPILL!|CALC!|ERROR!)$/

/** Whether it is the error of a cell, such as #N/A, that was saved as text. */
export const isSheetError = (text: string): boolean => text.charCodeAt(0) === 35 && SHEET_ERROR.test(text)

/** Whether an id may say that there is none. */
export const isNobody = (text: string): boolean => text.length < 10 && NOBODY.has(text)

/** Without blanks around; quick for the common case that there are none. */
export function trimmed(text: string): string {
  if (text.length === 0) return text
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  return first <= 32 || last <= 32 || first > 127 || last > 127 ? text.trim() : text
}
