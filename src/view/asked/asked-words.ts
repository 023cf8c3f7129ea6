import { zonesInWords } from '#shared/lib/time-zone.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { daysWords, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'

const whole = new Intl.NumberFormat('en')

/** Whose numbers these are and of when, in a sentence. */
export function askedWords(
  { segment, range, datasets }: Pick<JourneyReadings, 'segment' | 'range' | 'datasets'>,
  persona: string | null,
): string {
  const zone = zonesInWords(datasets.map(({ timeZone }) => timeZone))
  const days = (one: TimeRange): string => daysWords(one) ?? rangeWords(one, zone)
  const who = persona === null ? 'Numbers of all' : `Numbers of ${persona}`
  const count =
    segment?.cases === null || segment === undefined
      ? ''
      : `: ${whole.format(segment.cases)} of ${whole.format(segment.of)} cases`
  const when = range
    ? ` ${count === '' ? 'who start' : 'that start'} ${days(range)} (${range.isDays ? zone : 'UTC'})`
    : ''
  const beside = range?.before
    ? `, beside those of ${days(range.before)}`
    : persona === null
      ? ''
      : ', beside everybody else'
  return `${who}${count}${when}${beside}.`
}
