import { DATE_LOCALE } from '#shared/lib/time.ts'
import {
  type DatasetFreshness,
  type ElementReadings,
  type FeelingReading,
  FEW_CASES,
  type JourneyReadings,
  type LinkReadings,
  type MetricReading,
  type Reading,
} from './reading.ts'
import { disagrees } from './feeling-level.ts'
import { doubtAboutFeeling, levelIntervalWords, levelWords } from './feelings.ts'
import { formatInterval, formatReading } from './format-reading.ts'
import { targetLineOf, targetWords } from './named-metric-words.ts'
import { timeAgoShort } from '#shared/lib/time-ago.ts'
import { againstWords, differenceWords, othersWords, restWords } from './comparison-words.ts'
import { isOtherData, OTHER_DATA, sharedWords } from './held-words.ts'
import { rangeIn, rangeWords, type TimeRange } from './time-range.ts'
import { baselineWords, statusWords, type TargetStatus, targetStatusOf } from './target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import { doubtAbout, isExact, type Measure, MEASURE_TITLES, ONE_OF, readingOf } from './measures.ts'

/** Everything that stands behind one number, in words. */
export interface Explanation {
  readonly title: string
  readonly value: string
  /** Why the number is weak; `null` when it is not. */
  readonly doubt: string | null
  /** How it stands to its target, where it has one. */
  readonly status?: { readonly status: TargetStatus; readonly words: string }
  readonly rows: readonly { readonly label: string; readonly text: string }[]
  readonly note: string | null
}

const whole = new Intl.NumberFormat('en')
const instantWords = (at: number, timeZone: string): string =>
  `${new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(at)} ${timeZone}`

/** Explains a number; `undefined` when it is not there (any more). */
export function explanationOf(
  readings: JourneyReadings,
  measured: ElementReadings | LinkReadings,
  measure: Measure,
  now: number,
  target?: Target,
): Explanation | undefined {
  const reading = readingOf(measured, measure)
  if (reading === undefined) return undefined
  const parts = { title: MEASURE_TITLES[measure], reading, of: measured.datasetId }
  if (!target) return explained(readings, parts, now)
  const status = { status: targetStatusOf(reading, target), words: statusWords(reading, target) }
  return explained(readings, { ...parts, status, further: baselineRows(reading, target) }, now)
}

/** Explains a metric of the library in the same way. */
export function explanationOfMetric(readings: JourneyReadings, metric: MetricReading, now: number): Explanation {
  const { name: title, reading, datasetId: of } = metric
  const [line, words] = [targetLineOf(metric), targetWords(metric)]
  if (words === null) return explained(readings, { title, reading, of }, now)
  if (line) {
    const status = { status: targetStatusOf(reading, line), words }
    return explained(readings, { title, reading, of, status }, now)
  }
  // Nobody said which way is better: there is nothing to meet or miss.
  return explained(readings, { title, reading, of, further: [{ label: 'Target', text: words }] }, now)
}

/** Explains what a feeling was measured at: the number as it is, its place on the scale of feelings, and what was assumed. */
export function explanationOfFeeling(
  readings: JourneyReadings,
  feeling: FeelingReading,
  assumed: number | undefined,
  now: number,
): Explanation {
  const { name, reading, datasetId: of, ends, level, levelInterval } = feeling
  const title = `Measured feeling, by ${name}`
  const scale = ends && [
    formatReading({ ...reading, value: ends.worst }),
    formatReading({ ...reading, value: ends.best }),
  ]
  const further = [
    ...(level === null
      ? []
      : [
          {
            label: 'Feels',
            text: `${levelWords(level)}${levelInterval ? `, ${levelIntervalWords(levelInterval)}` : ''} of −2 to +2`,
          },
        ]),
    ...(scale
      ? [{ label: 'Scale', text: `${scale.join(' is very bad, ')} is very good, in a straight line between` }]
      : []),
    ...(assumed === undefined
      ? []
      : [{ label: 'Assumed', text: `${levelWords(assumed)}${disagrees(assumed, feeling) ? ': they disagree' : ''}` }]),
  ]
  return { ...explained(readings, { title, reading, of, further }, now), doubt: doubtAboutFeeling(feeling) }
}

interface Explained {
  readonly title: string
  readonly reading: Reading
  /** The dataset; `null`: it is made of other metrics. */
  readonly of: string | null
  readonly status?: NonNullable<Explanation['status']>
  readonly further?: Explanation['rows']
}

function explained(
  readings: JourneyReadings,
  { title, reading, of, status, further = [] }: Explained,
  now: number,
): Explanation {
  const dataset = readings.datasets.find(({ datasetId }) => datasetId === of)
  const note = reading.note ?? null
  const doubt = doubtAbout(reading) ?? (reading.isDoubtful ? note : null)
  return {
    title,
    value: formatReading(reading),
    doubt,
    note: reading.value === null || doubt === note ? null : note,
    ...(status && { status: { ...status, words: `${status.words}.` } }),
    rows: [
      { label: 'Definition', text: reading.definition },
      { label: 'Filter', text: reading.filter },
      { label: 'Rests on', text: restsOn(reading) },
      { label: '95 % interval', text: intervalWords(reading) },
      ...further,
      ...comparisonRows(reading, readings, dataset, of),
      ...(of === null ? [] : [{ label: 'Last event', text: lastEventWords(dataset) }]),
      { label: 'Updated', text: timeAgoShort(dataset?.updatedAt ?? readings.computedAt, now) },
      {
        label: 'Source',
        text:
          of === null
            ? 'Other metrics of the library'
            : dataset === undefined
              ? 'A dataset that is gone'
              : sourceWords(dataset),
      },
    ],
  }
}

function baselineRows(reading: Reading, target: Target): Explanation['rows'] {
  const words = baselineWords(reading, target)
  return words === null ? [] : [{ label: 'Was before', text: words }]
}

function comparisonRows(
  reading: Reading,
  { range, segment, held }: Pick<JourneyReadings, 'range' | 'segment' | 'held'>,
  dataset: DatasetFreshness | undefined,
  of: string | null,
): Explanation['rows'] {
  const { comparison } = reading
  const [others, rest, difference] = [othersWords(reading), restWords(reading), differenceWords(reading)]
  if (comparison === undefined || others === null)
    return held && isOtherData(held, segment?.datasetId ?? of) && reading.value !== null
      ? [{ label: 'Held against', text: `“${held.name}” ${OTHER_DATA}` }]
      : []
  const isBefore = comparison.against === 'period-before' && range !== undefined
  const when = isBefore && range.before ? `, ${rangeWords(range.before, dataset?.timeZone)}` : ''
  const shared = comparison.against === 'segment' && held ? sharedWords(held) : ''
  const isYoung =
    isBefore &&
    reading.unit !== 'cases' &&
    hadLessTime(rangeIn(range, dataset?.timeZone ?? 'UTC'), dataset?.lastEventAt ?? null)
  return [
    { label: againstWords(comparison).label, text: `${others}${when}${shared}` },
    ...(rest === null ? [] : [{ label: 'Not in it', text: rest }]),
    ...(difference === null ? [] : [{ label: 'Difference', text: `${difference}${rest === null ? '' : OF_THE_REST}` }]),
    ...(isYoung ? [{ label: 'Mind', text: LESS_TIME }] : []),
  ]
}

/** No case may stand on both sides of a difference, and whoever is in the segment is one of everybody. */
const OF_THE_REST = ', of those not in it from those in it'
const LESS_TIME = 'The newest of these cases have had less time to go on than those of the period before.'

/** The data ends before the youngest case could be followed for as long as the oldest of the period before, at least. */
const hadLessTime = ({ from, to }: TimeRange, lastEventAt: number | null): boolean =>
  lastEventAt !== null && lastEventAt < to + (to - from)
const whyNone = ({ n }: Reading): string =>
  n < FEW_CASES ? 'Too few cases to give one' : 'None is given for such a number'

function restsOn(reading: Reading): string {
  const { n, nOf = 'cases' } = reading
  return `n = ${whole.format(n)} ${n === 1 ? ONE_OF[nOf] : nOf}`
}

function intervalWords(reading: Reading): string {
  if (reading.interval !== undefined) return formatInterval(reading.interval, reading.unit, reading)
  return isExact(reading) ? 'None: this is a full count, not an estimate' : whyNone(reading)
}

function lastEventWords(dataset: DatasetFreshness | undefined): string {
  const at = dataset?.lastEventAt ?? null
  return at === null ? 'None yet' : instantWords(at, dataset?.timeZone ?? 'UTC')
}

const sourceWords = ({ name, events, cases }: DatasetFreshness): string =>
  `${name} (${whole.format(events)} events of ${whole.format(cases)} cases)`
