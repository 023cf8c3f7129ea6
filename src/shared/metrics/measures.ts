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

/** The reading behind a number, if it is there. */
export function readingOf(readings: ElementReadings | LinkReadings, measure: Measure): Reading | undefined {
  if (readings.kind === 'element') {
    return measure === 'flow' || measure === 'rate' ? undefined : readings[measure]
  }
  return measure === 'flow' || measure === 'rate' ? readings[measure] : undefined
}

/** Why a number is shown grey, in plain words; `null` when it stands on enough cases. */
export function doubtAbout(reading: Reading): string | null {
  if (reading.value === null) return reading.note ?? 'This cannot be told from the data.'
  // A plain count is exact whatever its size; a share or a median of a few cases is not.
  if (reading.unit === 'cases' || reading.n >= FEW_CASES) return null
  return reading.n === 1 ? 'Rests on one case only.' : `Rests on ${reading.n} cases only.`
}
