import { zonesInWords } from '#shared/lib/time-zone.ts'
import { isOtherData, OTHER_DATA, overlapWords, partWords } from '#shared/metrics/held-words.ts'
import type { HeldSegment, JourneyReadings, ReadSegment } from '#shared/metrics/reading.ts'
import { daysWords, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'

const whole = new Intl.NumberFormat('en')

/** Whose numbers these are and of when, in a sentence. */
export function askedWords(
  { segment, range, held, datasets }: Pick<JourneyReadings, 'segment' | 'range' | 'held' | 'datasets'>,
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
    : persona === null || held
      ? ''
      : ', beside everybody else'
  return `${who}${count}${when}${beside}.${held ? ` ${heldWords(held, segment)}` : ''}`
}

function heldWords(held: HeldSegment, segment: ReadSegment | undefined): string {
  if (!segment) return partWords(held)
  if (isOtherData(held, segment.datasetId)) return `“${held.name}” ${OTHER_DATA}.`
  return `Held against “${held.name}”: ${overlapWords(held)}.`
}
