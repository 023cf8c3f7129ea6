import { Z_95 } from '#shared/metrics/wilson.ts'

/** Median (type 7) of a sorted list; NULL when it is empty. */
export const medianOfSorted = (list: string): string =>
  `CASE WHEN len(${list}) > 0 THEN (${list}[(len(${list}) + 1) // 2] + ${list}[len(${list}) // 2 + 1]) / 2 END`

/** The rank of the lower end of the interval below among `n` values. */
export const medianLowerRank = (n: string): string => `floor((${n} + 1 - ${Z_95} * sqrt(${n})) / 2)::BIGINT`

const lowerRank = (list: string): string => medianLowerRank(`len(${list})`)

/**
 * Distribution-free 95 % interval of a median: the j-th smallest and j-th largest value, j = ⌊(n + 1 − z√n) / 2⌋ (Conover,
 * Practical Nonparametric Statistics, 3.2). For n of 6 … 1,500 that is the exact binomial rank or, 15 times, one rank wider; with
 * fewer than 6 values there is no such interval: NULL.
 */
export const medianLowOfSorted = (list: string): string =>
  `CASE WHEN len(${list}) >= 6 THEN ${list}[${lowerRank(list)}] END`
export const medianHighOfSorted = (list: string): string =>
  `CASE WHEN len(${list}) >= 6 THEN ${list}[len(${list}) + 1 - ${lowerRank(list)}] END`

/**
 * The same and the 90th percentile (type 7) as aggregates over distinct values in their order: `upto` says how many values are at or
 * below `value`, `n` how many there are. Where few numbers recur often, as prices do, this spares the sort of them all.
 */
export function rankedMedian(upto: string, value: string, n: string): string {
  const kth = (rank: string): string => `min(${value}) FILTER (${upto} >= ${rank})`
  const low = medianLowerRank(n)
  const at = `(${n} - 1) * 0.9`
  const [below, above] = [kth(`floor(${at}) + 1`), kth(`ceil(${at}) + 1`)]
  const hasInterval = (rank: string): string => `CASE WHEN any_value(${n}) >= 6 THEN ${kth(rank)} END`
  return `(${kth(`(${n} + 1) // 2`)} + ${kth(`${n} // 2 + 1`)}) / 2 AS median,
    ${hasInterval(low)} AS low, ${hasInterval(`${n} + 1 - ${low}`)} AS high,
    ${below} + (${above} - ${below}) * any_value(${at} - floor(${at})) AS p90`
}
