import { formatInterval, formatReading } from './format-reading.ts'
import { isExact, ONE_OF } from './measures.ts'
import type { MetricReading, Reading } from './reading.ts'

const whole = new Intl.NumberFormat('en')

/** What a number rests on: `n = 2,353 answers, 95 % interval −28.2 to −21.1`. */
export function restsOnWords(reading: Reading): string {
  const { n, nOf = 'cases', interval, unit } = reading
  const words = `n = ${whole.format(n)} ${n === 1 ? ONE_OF[nOf] : nOf}`
  if (interval) return `${words}, 95 % interval ${formatInterval(interval, unit, reading)}`
  return isExact(reading) ? `${words}, a full count` : words
}

/** Whether a metric is where it should be; `null` where nobody said where that is, or it cannot be told. */
export function targetWords({
  reading,
  target,
  direction,
}: Pick<MetricReading, 'target' | 'direction'> & { readonly reading: Reading }): string | null {
  if (target === null) return null
  const wanted = formatReading({ ...reading, value: target })
  if (reading.value === null || direction === 'none') return `Target ${wanted}`
  const isMet = direction === 'up' ? reading.value >= target : reading.value <= target
  return `Target ${wanted} ${isMet ? 'met' : 'not met'}`
}
