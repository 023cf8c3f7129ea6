import { type ElementReadings, FEW_CASES, type LinkReadings, type Reading } from './reading.ts'

/** The numbers that an element or a link can show, by the name that their reading has. */
export const MEASURES = ['cases', 'conversion', 'dropOff', 'timeToNext', 'flow', 'rate'] as const
export type Measure = (typeof MEASURES)[number]

export const MEASURE_TITLES: Readonly<Record<Measure, string>> = {
  cases: 'Cases',
  conversion: 'Conversion to the next',
  dropOff: 'Drop-off',
  timeToNext: 'Median time to the next',
  flow: 'Observed flow',
  rate: 'Share that follows in time',
}

export const isMeasure = (text: string): text is Measure => MEASURES.some((measure) => measure === text)

/** A metric of the library, by its id, as a number that an element shows. */
export type MetricMeasure = `metric:${string}`
/** What a feeling was measured at, as a number that an emotion shows. */
export const FEELING = 'feeling'
export type AskedMeasure = Measure | MetricMeasure | typeof FEELING
const METRIC = 'metric:'
export const metricMeasure = (metricId: string): MetricMeasure => `${METRIC}${metricId}`
export const isMetricMeasure = (text: string): text is MetricMeasure => text.startsWith(METRIC)
export const isAskedMeasure = (text: string): text is AskedMeasure =>
  isMeasure(text) || isMetricMeasure(text) || text === FEELING

/** The reading behind a number, if it is there. */
export function readingOf(readings: ElementReadings | LinkReadings, measure: Measure): Reading | undefined {
  if (readings.kind === 'element') {
    return measure === 'flow' || measure === 'rate' ? undefined : readings[measure]
  }
  return measure === 'flow' || measure === 'rate' ? readings[measure] : undefined
}

/** One of what an n counts. */
export const ONE_OF = { cases: 'case', answers: 'answer', events: 'event', sessions: 'session' } as const

/** A full count, which has no interval. */
export const isExact = ({ unit, isExact = false }: Pick<Reading, 'unit' | 'isExact'>): boolean =>
  unit === 'cases' || isExact

/** Why a number is shown grey, in plain words; `null` when it stands on enough cases. */
export function doubtAbout(reading: Reading): string | null {
  if (reading.value === null) return reading.note ?? 'This cannot be told from the data.'
  // A plain count is exact whatever its size; a share or a median of a few cases is not.
  if (isExact(reading) || reading.n >= FEW_CASES) return null
  const { n, nOf = 'cases' } = reading
  return n === 1 ? `Rests on one ${ONE_OF[nOf]} only.` : `Rests on ${n} ${nOf} only.`
}
