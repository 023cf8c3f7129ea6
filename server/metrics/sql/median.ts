import { Z_95 } from '#shared/metrics/wilson.ts'

/** Median (type 7) of a sorted list; NULL when it is empty. */
export const medianOfSorted = (list: string): string =>
  `CASE WHEN len(${list}) > 0 THEN (${list}[(len(${list}) + 1) // 2] + ${list}[len(${list}) // 2 + 1]) / 2 END`

const lowerRank = (list: string): string => `floor((len(${list}) + 1 - ${Z_95} * sqrt(len(${list}))) / 2)::BIGINT`

/**
 * Distribution-free 95 % interval of a median: the j-th smallest and j-th largest value, j = ⌊(n + 1 − z√n) / 2⌋ (Conover,
 * Practical Nonparametric Statistics, 3.2). For n of 6 … 1,500 that is the exact binomial rank or, 15 times, one rank wider; with
 * fewer than 6 values there is no such interval: NULL.
 */
export const medianLowOfSorted = (list: string): string =>
  `CASE WHEN len(${list}) >= 6 THEN ${list}[${lowerRank(list)}] END`
export const medianHighOfSorted = (list: string): string =>
  `CASE WHEN len(${list}) >= 6 THEN ${list}[len(${list}) + 1 - ${lowerRank(list)}] END`
