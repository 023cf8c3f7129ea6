import { type Card, EMOTION_SCALE } from '#shared/model/records/card.ts'
import { disagrees, isWeakFeeling } from './feeling-level.ts'
import { formatReading } from './format-reading.ts'
import { doubtAbout, ONE_OF } from './measures.ts'
import { FEW_CASES, type FeelingReading, type JourneyReadings } from './reading.ts'

const indexes = new WeakMap<JourneyReadings, ReadonlyMap<string, FeelingReading>>()

/** The measured feelings by the id of their card. Made once a push. */
export function feelingsById(readings: JourneyReadings): ReadonlyMap<string, FeelingReading> {
  const known = indexes.get(readings)
  if (known) return known
  const index = new Map((readings.feelings ?? []).map((one) => [one.elementId, one] as const))
  indexes.set(readings, index)
  return index
}

const whole = new Intl.NumberFormat('en')

/** The nearest name of a level; of one that lies in the very middle both: `Neutral to good`. */
export function feelingName(level: number): string {
  const at = level - EMOTION_SCALE.min
  const name = (index: number): string => EMOTION_SCALE.names[index] ?? ''
  return at % 1 === 0.5 ? `${name(Math.floor(at))} to ${name(Math.ceil(at)).toLowerCase()}` : name(Math.round(at))
}

/** `Bad (−0.8)`: a level with its place on the scale. */
export const levelWords = (level: number): string => `${feelingName(level)} (${levelNumber(level)})`

const levelNumber = (level: number): string => {
  const text = Math.abs(level).toFixed(1)
  return text === '0.0' ? '0' : `${level > 0 ? '+' : '−'}${text.replace('.0', '')}`
}

/** `95 % interval −1.2 to −0.4`. */
export const levelIntervalWords = ([low, high]: readonly [number, number]): string =>
  `95 % interval ${levelNumber(low)} to ${levelNumber(high)}`

/** `n = 412`. */
const restsOn = ({ reading: { n } }: FeelingReading): string => `n = ${whole.format(n)}`

/** `assumed: very good; measured: bad, n = 412`, or without an assumption `measured: bad, n = 412`; why not, where it cannot be told. */
export function standingOfFeeling(assumed: number | undefined, measured: FeelingReading): string {
  const said = assumed === undefined ? '' : `assumed: ${feelingName(assumed).toLowerCase()}; `
  if (measured.level === null)
    return `${said}measured: cannot be told, ${measured.reading.note ?? 'nobody has said its scale'}`
  return `${said}measured: ${feelingName(measured.level).toLowerCase()}, ${restsOn(measured)}`
}

/** What a measured feeling says with its number and whether it disagrees, for those who hear it. */
export function feelingWords(assumed: number | undefined, measured: FeelingReading): string {
  const parts = [
    measured.level === null ? null : `${measured.name} ${formatReading(measured.reading)}`,
    disagrees(assumed, measured) ? 'they disagree' : null,
    measured.level === null ? null : doubtAboutFeeling(measured),
  ].filter((part) => part !== null)
  return [standingOfFeeling(assumed, measured), ...parts].join('. ').replaceAll('..', '.')
}

/** Why it is shown grey; `null` when it stands on enough. */
export function doubtAboutFeeling(measured: FeelingReading): string | null {
  const { level, reading } = measured
  if (!isWeakFeeling(measured)) return null
  if (level === null && reading.value !== null) return 'Nobody has said which of its values are very bad and very good.'
  if (reading.value === null) return doubtAbout(reading)
  const { n, nOf = 'cases' } = reading
  return `Rests on ${n === 1 ? `one ${ONE_OF[nOf]}` : `${whole.format(n)} ${nOf}`} only; it is told from ${FEW_CASES} on.`
}

/** Where the card's feeling was measured, as curves need it; `undefined` where it was not, or cannot be told. */
export function measuredLevelOf(readings: JourneyReadings | null, { id, score }: Pick<Card, 'id' | 'score'>) {
  const measured = readings?.feelings && feelingsById(readings).get(id)
  if (!measured || measured.level === null) return undefined
  const { level, levelInterval: interval } = measured
  return { level, interval, isWeak: isWeakFeeling(measured), isApart: disagrees(score, measured) }
}
