const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'fi', 'cs', 'tr', 'hu', 'ro']

/** Names of months and days of the week, long and short, the longest first. */
const WORDS_OF_TIME = new RegExp(
  `(?<!\\p{L})(?:${[...namesOfTime()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[^\p{L}\p{M}]/gu, '.?'))
    .join('|')})(?!\\p{L})\\.?`,
  'giu',
)

/**
 * Whether names are alike but for a number, a month or a day: `Jan`, `Feb`; `Q1 2025`, `Q2 2025`; `Sheet1`, `Sheet2`. `Data` and `Data (2)`
 * are not, since a spreadsheet calls a copy so.
 */
export function arePartsOfWhole(names: readonly string[]): boolean {
  const [first = '', ...others] = names.map((name) =>
    name
      .toLowerCase()
      .replace(WORDS_OF_TIME, '#')
      .replace(/\d+/g, '#')
      .replace(/#([\s.,_-]*#)+/g, '#'),
  )
  return others.length > 0 && first.includes('#') && others.every((name) => name === first)
}

function namesOfTime(): ReadonlySet<string> {
  const names = new Set<string>(['sept'])
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const month = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' })
      const day = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' })
      const add = (name: string): void => {
        const word = name.toLowerCase().replace(/\.$/, '')
        // A short one says too little, and some languages count their months.
        if (/^\p{L}{3,}/u.test(word)) names.add(word)
      }
      for (let number = 0; number < 12; number++) add(month.format(Date.UTC(2025, number, 15)))
      for (let number = 0; number < 7; number++) add(day.format(Date.UTC(2025, 5, 2 + number)))
    }
  }
  return names
}
