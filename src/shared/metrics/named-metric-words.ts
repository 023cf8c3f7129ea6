import { formatInterval, formatReading } from './format-reading.ts'
import { isExact, ONE_OF } from './measures.ts'
import type { MetricReading, Reading } from './reading.ts'
import { standingWords, type TargetLine } from './target-status.ts'

const whole = new Intl.NumberFormat('en')

/** What a number rests on: `n = 2,353 answers, 95 % interval −28.2 to −21.1`. */
export function restsOnWords(reading: Reading): string {
  const { n, nOf = 'cases', interval, unit } = reading
  const words = `n = ${whole.format(n)} ${n === 1 ? ONE_OF[nOf] : nOf}`
  if (interval) return `${words}, 95 % interval ${formatInterval(interval, unit, reading)}`
  return isExact(reading) ? `${words}, a full count` : words
}

type Wanted = Pick<MetricReading, 'target' | 'direction'>

/** Where a metric is meant to be; `undefined` where nobody said so, or which way is better. */
export const targetLineOf = ({ target, direction }: Wanted): TargetLine | undefined =>
  target === null || direction === 'none'
    ? undefined
    : { value: target, better: direction === 'up' ? 'higher' : 'lower' }

/** `Target at least 30.0: missed`; `null` where there is none. */
export function targetWords({ reading, ...wanted }: Wanted & { readonly reading: Reading }): string | null {
  if (wanted.target === null) return null
  const words = formatReading({ ...reading, value: wanted.target })
  const line = targetLineOf(wanted)
  if (!line) return `Target ${words}`
  return `Target ${line.better === 'higher' ? 'at least' : 'at most'} ${words}: ${standingWords(reading, line)}`
}
