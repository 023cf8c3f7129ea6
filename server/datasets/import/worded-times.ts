/** Month names of the languages that tables come in, each in full, as in dates, and short. Accents and capitals do not count. */
const NAMES: readonly string[] = [
  'january jan januar jänner januari janvier janv enero ene gennaio gen janeiro stycznia styczeń sty января январь янв jän januára január ledna leden ocak tammikuu tammikuuta ianuarie ian gener січня',
  'february feb februar februari février févr fév febrero febbraio fevereiro fev lutego luty lut февраля февраль фев февр február februára února únor şubat helmikuu helmikuuta februarie febrer лютого',
  'march mar märz mrz mars marzo março maart mrt marts marca marzec марта март мар március března březen mart maaliskuu maaliskuuta martie març березня',
  'april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр április dubna duben nisan huhtikuu huhtikuuta aprilie квітня',
  'may mai mayo maggio mag maio mei maj maja мая май május mája května květen mayıs toukokuu toukokuuta maig травня',
  'june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн június júna června červen haziran kesäkuu kesäkuuta iunie iun juny червня',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл juill július júla července červenec temmuz heinäkuu heinäkuuta iulie iul juliol липня',
  'august aug août aou agosto ago augustus augusti sierpnia sierpień sie августа август авг augusztus augusta srpna srpen ağustos elokuu elokuuta agost серпня',
  'september sep sept septembre septiembre setiembre set settembre setembro września wrzesień wrz сентября сентябрь сен сент szeptember szept septembra září eylül syyskuu syyskuuta septembrie setembre вересня',
  'october oct oktober okt octobre octubre ottobre ott outubro out października październik paź октября октябрь окт október októbra října říjen ekim lokakuu lokakuuta octombrie жовтня',
  'november nov novembre noviembre novembro listopada listopad lis ноября ноябрь ноя нояб novembra listopadu kasım marraskuu marraskuuta noiembrie листопада',
  'december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru декабря декабрь дек decembra prosince prosinec aralık joulukuu joulukuuta decembrie desember desembre des грудня',
]

function plain(word: string): string {
  const small = word.toLowerCase()
  return /^[a-z]+$/.test(small) ? small : small.normalize('NFD').replace(/\p{M}/gu, '')
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [plain(name), index + 1] as const)),
)

/** Words that say nothing beside a date, and days of the week, without their accents. */
const SILENT: ReadonlySet<string> = new Set(
  [
    'of on at the th st nd rd a as ao de del den der le di do da du el em dia il om um uhr uur kl klo kello ore ora alle las г года в o w º ª °',
    'mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday',
    'mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag',
    'lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche',
    'mie jue vie sab dom lunes martes miercoles jueves viernes sabado domingo',
    'gio lunedi martedi mercoledi giovedi venerdi sabato domenica',
    'seg ter qua qui sex segunda terca quarta quinta sexta feira',
    'ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
    'mandag tirsdag tisdag onsdag torsdag fredag lørdag lordag søndag sondag',
    'poniedziałek wtorek sroda czwartek piatek sobota niedziela pondeli utery streda ctvrtek patek nedele',
    'понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс',
  ].flatMap((words) => words.split(' ')),
)

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
  // Web servers and SAS write the time behind a colon.
  rest = rest.replace(/^(\d{1,2}\/?\p{L}{3,}\/?\d{4}):/u, '$1 ')
  // 10h30 and 10 h in France and Brazil, 10.30 at the end in Italy and the north.
  rest = rest.replace(
    /(?<=\s)(\d{1,2})\s?h\s?(\d{2})?(?!\p{L})/iu,
    (_, hour: string, minute = '00') => `${hour}:${minute}`,
  )
  rest = rest.replace(/(?<=\s)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s*(?:uhr|uur)?$)/i, (time) =>
    time.replaceAll('.', ':'),
  )
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
  let isTuesday = false
  for (const token of tokens) {
    const word = plain(token)
    const named = MONTHS.get(word)
    if (/^\d/.test(token)) numbers.push(token)
    // “mar” is also a Tuesday, before the day and its month.
    else if (named !== undefined && (month === undefined || isTuesday)) {
      month = named
      monthPlace = numbers.length
      isTuesday = word === 'mar' && numbers.length === 0
    } else if (!SILENT.has(word) && !(word === 'er' && numbers.length > 0)) return null
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
