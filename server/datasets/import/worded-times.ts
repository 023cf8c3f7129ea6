/** Month names of the languages that tables come in, each in full, as in dates, and short. Accents and capitals do not count. */
const NAMES: readonly string[] = [
  'january jan januar jänner januari janvier janv enero ene gennaio gen janeiro stycznia styczeń sty января январь янв',
  'february feb februar februari février févr fév febrero febbraio fevereiro fev lutego luty lut февраля февраль фев февр',
  'march mar märz mrz mars marzo março maart mrt marts marca marzec марта март мар',
  'april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр',
  'may mai mayo maggio mag maio mei maj maja мая май',
  'june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл',
  'august aug août aou agosto ago augustus augusti sierpnia sierpień sie августа август авг',
  'september sep sept septembre septiembre setiembre set settembre setembro września wrzesień wrz сентября сентябрь сен сент',
  'october oct oktober okt octobre octubre ottobre ott outubro out października październik paź октября октябрь окт',
  'november nov novembre noviembre novembro listopada listopad lis ноября ноябрь ноя нояб',
  'december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru декабря декабрь дек',
]

function plain(word: string): string {
  const small = word.toLowerCase()
  return /^[a-z]+$/.test(small) ? small : small.normalize('NFD').replace(/\p{M}/gu, '')
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [plain(name), index + 1] as const)),
)

/** Words that say nothing beside a date, and days of the week. */
const SILENT =
  /^(of|the|de|del|den|der|le|di|do|da|at|um|uhr|a|las|il|г|th|st|nd|rd|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(mon|tues|wednes|thurs|fri|satur|sun)day|mo|di|mi|do|fr|sa|so|(mon|diens|donners|frei|sams|sonn)tag|mittwoch|(lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo)$/

/** Day, month, “standard time” and what may stand between. */
const MOST_WORDS = 10

const TIME =
  /(?<![\d.])(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?|\.(\d{2})\.(\d{2})(?:\.(\d{1,9}))?(?=\s*[ap]m))(?:\s*([ap])\.?\s?m\b\.?)?/i
const ZONE = /\s*(?<![A-Za-z])(Z|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|[A-Z]{3,4})(?=\s*$|\s+\d{4}$)/

/** A date whose month is a word, taken apart; the zone as it is written. */
export interface WordedTime {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Hour, minute, second, fraction, a or p. */
  readonly time: readonly (string | undefined)[]
  readonly zone: string | undefined
}

/**
 * `Sat, 01 Mar 2025 10:00:00 GMT`, `Mar 1, 2025, 10:00 AM`, `1er mars 2025`, `01-MAR-25 08.00.00 AM`, `Sat Mar 01 10:00:00 UTC 2025`. `null`:
 * a word is no month, or it is not clear which number is the day. A month of two numbers is no business of this.
 */
export function readWordedTime(text: string): WordedTime | null {
  // Nearly every text that comes here is no time at all, and is to be told so quickly.
  if (text.length > 80 || !/\d\D+\d/.test(text)) return null
  const words = text.match(/\p{L}[\p{L}\p{M}]{2,}/gu)
  if (!words || words.length > MOST_WORDS || !words.some((word) => MONTHS.has(plain(word)))) return null
  // JavaScript adds the zone's name in brackets.
  let rest = text.replace(/\s*\([^)]*\)$/, '')
  // Web servers write the time behind a colon.
  rest = rest.replace(/^(\d{1,2}\/\p{L}{3,}\/\d{4}):/u, '$1 ')
  const [whole, hour, minute, second, fraction, dotMinute, dotSecond, dotFraction, half] = TIME.exec(rest) ?? []
  let zone: string | undefined
  if (whole !== undefined) {
    const at = rest.indexOf(whole)
    let after = rest.slice(at + whole.length)
    zone = ZONE.exec(after)?.[1]
    if (zone !== undefined) after = after.replace(zone, ' ')
    rest = `${rest.slice(0, at)} ${after}`
  }
  const date = dateOf(rest)
  return (
    date && { ...date, time: [hour, minute ?? dotMinute, second ?? dotSecond, fraction ?? dotFraction, half], zone }
  )
}

function dateOf(text: string): Pick<WordedTime, 'year' | 'month' | 'day'> | null {
  const tokens = text.match(/\d+|[\p{L}\p{M}]+|[^\s\d\p{L}\p{M},.'/-]/gu) ?? []
  const numbers: string[] = []
  let month: number | undefined
  let monthPlace = 0
  for (const token of tokens) {
    const word = plain(token)
    const named = MONTHS.get(word)
    if (/^\d/.test(token)) numbers.push(token)
    else if (named !== undefined && month === undefined) {
      month = named
      monthPlace = numbers.length
    } else if (!SILENT.test(word) && !(word === 'er' && numbers.length > 0)) return null
  }
  const [first = '', second = ''] = numbers
  if (month === undefined || numbers.length !== 2) return null
  if (first.length === 4 && second.length <= 2) return { year: Number(first), month, day: Number(second) }
  if (first.length > 2) return null
  if (second.length === 4) return { year: Number(second), month, day: Number(first) }
  // 01-Mar-25; in Mar 01 25 the last may be anything.
  if (second.length !== 2 || monthPlace !== 1) return null
  return { year: Number(second) + (Number(second) < 70 ? 2000 : 1900), month, day: Number(first) }
}
