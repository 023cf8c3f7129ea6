import type { Target, TargetMeasure } from '#shared/model/records/target.ts'
import { formatReading } from './format-reading.ts'
import { doubtAbout, type Measure } from './measures.ts'
import type { Reading } from './reading.ts'

/** How a number stands to its target. `unknown`: it rests on too little, or on nothing. */
export type TargetStatus = 'met' | 'near' | 'missed' | 'unknown'

export const STATUS_WORDS: Readonly<Record<TargetStatus, string>> = {
  met: 'Met',
  near: 'Near',
  missed: 'Missed',
  unknown: 'Cannot be told',
}

/** Where a number is meant to be, whatever it measures. */
export type TargetLine = Pick<Target, 'value' | 'warning' | 'better'>

/** A number that is exactly the target meets it, one that is exactly the warning is near. */
export function targetStatusOf(reading: Reading, target: TargetLine): TargetStatus {
  const { value } = reading
  if (value === null || doubtAbout(reading) !== null) return 'unknown'
  if (isAsGood(value, target.value, target)) return 'met'
  return target.warning !== undefined && isAsGood(value, target.warning, target) ? 'near' : 'missed'
}

const isAsGood = (value: number, line: number, { better }: TargetLine): boolean =>
  better === 'higher' ? value >= line : value <= line

/** Whether both ends of the interval are on the number's own side of the target; else chance alone may have put it there. */
export function isSureOf({ value, interval }: Reading, target: TargetLine): boolean {
  if (value === null || interval === undefined) return true
  const isMet = isAsGood(value, target.value, target)
  return interval.every((end) => isAsGood(end, target.value, target) === isMet)
}

export const targetOf = (targets: readonly Target[] | undefined, measure: Measure): Target | undefined =>
  targets?.find((target) => target.measure === measure)

/** `Target at least 40.0 %: missed`, and why it is not certain. */
export const statusWords = (reading: Reading, target: Target): string =>
  `Target ${targetWords(target)}: ${standingWords(reading, target)}`

/** `missed`, and why it is not certain. */
export function standingWords(reading: Reading, target: TargetLine): string {
  const status = targetStatusOf(reading, target)
  const doubt =
    status !== 'unknown' && !isSureOf(reading, target) ? ', but its 95 % interval reaches across the target' : ''
  return `${STATUS_WORDS[status].toLowerCase()}${doubt}`
}

/** `at least 40.0 %, near from 35.0 % on`. */
export function targetWords({ measure, value, warning, better }: Target): string {
  const say = (line: number): string => formatTarget(measure, line)
  const words = `${better === 'higher' ? 'at least' : 'at most'} ${say(value)}`
  if (warning === undefined) return words
  return `${words}, near ${better === 'higher' ? 'from' : 'up to'} ${say(warning)}`
}

/** A number as its measure is written. */
export const formatTarget = (measure: TargetMeasure, value: number): string =>
  formatReading({ value, unit: measure === 'timeToNext' ? 'seconds' : 'share' })

/** The change since the baseline, whether it is for the better: `12.0 % before, 3.0 points better`. */
export function baselineWords({ value }: Reading, { measure, baseline, better }: Target): string | null {
  if (baseline === undefined) return null
  const was = formatTarget(measure, baseline)
  if (value === null || value === baseline) return was
  const size = Math.abs(value - baseline)
  const words = measure === 'timeToNext' ? formatTarget(measure, size) : `${(size * 100).toFixed(1)} points`
  return `${was}; now ${words} ${value > baseline === (better === 'higher') ? 'better' : 'worse'}`
}
