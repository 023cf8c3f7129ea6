/** What is put behind a common word to make it look like another. */
const TRIMMINGS = /[\d\W_]{1,4}$/
const MIN_DISTINCT_LETTERS = 5
/** What has to be left of a password without the words that stand beside it anyway. */
const MIN_OWN_LETTERS = 5
const MIN_WORD_LENGTH = 3
const PRODUCT = 'waymark'

let common: Promise<ReadonlySet<string>> | null = null

/** Some 50,000 passwords in the order in which they are tried. Read when somebody chooses one: most nodes never see that for days. */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/**
 * Whether a password is among the first that somebody would try: a common one, with or without a number behind it, one of very few
 * letters, or one that only says who or where they are (`about`: name and address).
 */
export async function isWeakPassword(password: string, about: readonly string[] = []): Promise<boolean> {
  const plain = password.normalize('NFKC').toLowerCase()
  if (new Set(plain).size < MIN_DISTINCT_LETTERS) return true
  common ??= commonPasswords()
  const known = await common
  if (known.has(plain) || known.has(plain.replace(TRIMMINGS, ''))) return true
  const words = [...about, PRODUCT].flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  const own = words
    .filter((word) => word.length >= MIN_WORD_LENGTH)
    .reduce((left, word) => left.replaceAll(word, ''), plain.replace(TRIMMINGS, ''))
  return own.length < MIN_OWN_LETTERS
}
