/**
 * Words that nearly every longer English text has, and that German, Dutch, French, Spanish, Portuguese and Italian texts hardly have: small
 * ones, and those that customers use.
 */
const TELLING: ReadonlySet<string> = new Set(
  (
    'the and this that these those with have has having they them their you your would could should very because when ' +
    'where which there been being my it its by from than then about after before again only other some such what who why ' +
    'how not no are were did does doing just more most too our we she his her if of at for can to up out get got getting ' +
    'all still everything everyone nothing nobody anyone someone don can doesn didn isn wasn ' +
    'good great easy quick slow nice poor late wait waiting waited call called phone staff price customer delivery ' +
    'work working order ordered help helpful friendly time times day days week weeks month months hour hours year years ' +
    'first told said never always really far long issue issues delay delayed through'
  ).split(' '),
)

/** Of longer texts at least one of so many words has to be telling. */
const ONE_IN = 12
/** A shorter text says too little to be told from another language by its small words. */
const SHORT_WORDS = 6

const letters = /\p{L}/gu
const latin = /\p{Script=Latin}/gu

/**
 * Whether a text seems to be English. A crude sieve, meant to keep whole surveys in another language from being read by an English
 * lexicon: more than half of its letters are Latin ones, and, from six words on, at least one word in twelve is one of the small words that
 * only English has. A shorter text counts as English when its letters are Latin.
 */
export function isEnglish(text: string): boolean {
  const all = text.match(letters)?.length ?? 0
  // Signs and numbers alone are of no language: `:-)` can be read.
  if (all === 0) return true
  if ((text.match(latin)?.length ?? 0) * 2 <= all) return false
  const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? []
  if (words.length < SHORT_WORDS) return true
  const telling = words.filter((word) => TELLING.has(word.replace(/'.*$/, ''))).length
  return telling * ONE_IN >= words.length
}
