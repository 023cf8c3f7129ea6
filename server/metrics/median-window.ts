import { Z_95 } from '#shared/metrics/wilson.ts'
import type { PairNumbers } from './journey-numbers.ts'

/**
 * The times of a pair in their order, as far as they lie around the ranks that the median and its interval are read at. Those outside are
 * only counted, so that times can come and go and the numbers stay exact until a rank leaves what is kept.
 */
export interface MedianWindow {
  /** All times, also those that are not kept. */
  n: number
  /** How many are before those that are kept. */
  below: number
  /** Microseconds, sorted. Plain numbers: whole ones, and short of 2^53 for spans of less than 285 years. */
  times: number[]
}

/** `more` times of so many microseconds came; less than 0: went. */
export interface TimeChange {
  readonly micros: number
  readonly more: number
}

const MICROS_PER_SECOND = 1_000_000
/** Below there is no interval: `sql/median.ts`. */
const INTERVAL_FROM = 6

/** The ranks that are read: from this one up to its mirror image. As `medianLowerRank` of `sql/median.ts`, but never below 1. */
const lowestRank = (n: number): number => Math.max(1, Math.floor((n + 1 - Z_95 * Math.sqrt(n)) / 2))

/** Takes over what came and went. `false`: it cannot be followed, all times have to be read anew. */
export function changeTimes(window: MedianWindow, changes: readonly TimeChange[], margin: number): boolean {
  const isFollowed = changes.every((change) => changeTime(window, change))
  if (isFollowed) letGo(window, margin)
  return isFollowed
}

function changeTime(window: MedianWindow, { micros, more }: TimeChange): boolean {
  const change = more > 0 ? add : remove
  for (let left = Math.abs(more); left > 0; left--) if (!change(window, micros)) return false
  return true
}

const aboveOf = ({ n, below, times }: MedianWindow): number => n - below - times.length

function add(window: MedianWindow, micros: number): boolean {
  const { n, below, times } = window
  const above = aboveOf(window)
  const [first, last] = [times[0], times.at(-1)]
  window.n++
  if (first === undefined || last === undefined) {
    times.push(micros)
    return n === 0
  }
  if (micros < first && below > 0) window.below++
  else if (micros <= last || above === 0) times.splice(placeOf(times, micros), 0, micros)
  return true
}

function remove(window: MedianWindow, micros: number): boolean {
  const { below, times } = window
  const above = aboveOf(window)
  const at = placeOf(times, micros)
  window.n--
  if (times.length === 0) return false
  if (times[at] === micros) times.splice(at, 1)
  else if (at === 0 && below > 0) window.below--
  else if (at < times.length || above === 0) return false
  return true
}

/** The first place at which something as large stands. */
function placeOf(times: readonly number[], micros: number): number {
  let [from, to] = [0, times.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((times[middle] ?? 0) < micros) from = middle + 1
    else to = middle
  }
  return from
}

/** Sorted times without a part of them, sorted as well; `undefined`: not all of that part are among them. */
export function timesWithout(times: readonly number[], part: readonly number[]): number[] | undefined {
  const rest: number[] = []
  let at = 0
  for (const time of times) {
    if (time === part[at]) at++
    else rest.push(time)
  }
  return at === part.length ? rest : undefined
}

/** What lies far from the ranks is only counted from now on. */
function letGo(window: MedianWindow, margin: number): void {
  const { n, below, times } = window
  const from = lowestRank(n) - margin
  const before = from - below - 1
  const behind = below + times.length - (n + 1 - from)
  if (Math.max(before, behind) <= margin) return
  if (behind > 0) times.splice(times.length - behind, behind)
  if (before > 0) {
    times.splice(0, before)
    window.below += before
  }
}

/** How many ranks may be left on the nearer side, where times are not kept to the end, before one is not known; below 0: one is not. */
export function ranksLeft({ n, below, times }: MedianWindow): number {
  const lowest = lowestRank(n)
  const first = below === 0 ? Infinity : lowest - below - 1
  const last = below + times.length === n ? Infinity : below + times.length - (n + 1 - lowest)
  return Math.min(first, last)
}

/** As `sql/median.ts` says it, in the same steps. Right when no rank has left. */
export function pairNumbersOf({ n, below, times }: MedianWindow): PairNumbers {
  const at = (rank: number): number => times[rank - below - 1] ?? Number.NaN
  if (n === 0) return { cases: 0, median: null, interval: null }
  const seconds = (micros: number): number => micros / MICROS_PER_SECOND
  const lowest = lowestRank(n)
  return {
    cases: n,
    median: seconds((at(Math.floor((n + 1) / 2)) + at(Math.floor(n / 2) + 1)) / 2),
    interval: n < INTERVAL_FROM ? null : [seconds(at(lowest)), seconds(at(n + 1 - lowest))],
  }
}
