const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** No letter that people write is made of more UTF-16 units; longer ones (a letter under a hundred accents) may be cut. */
const GRAPHEME_MAX_UNITS = 64

/** As much of a text's beginning as fits in `maxLength` UTF-16 units, without cutting a letter or an emoji into parts. */
export function cutToLength(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const windowFrom = Math.max(0, maxLength - GRAPHEME_MAX_UNITS)
  const window = text.slice(windowFrom, maxLength + GRAPHEME_MAX_UNITS)
  const letter = segmenter.segment(window).containing(maxLength - windowFrom)
  const index = windowFrom + (letter?.index ?? 0)
  const end = windowFrom > 0 && index === windowFrom ? maxLength : index
  const isInPair = isHighSurrogate(text.charCodeAt(end - 1)) && isLowSurrogate(text.charCodeAt(end))
  return text.slice(0, isInPair ? end - 1 : end)
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
