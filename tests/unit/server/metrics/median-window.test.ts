import { expect, it } from 'vitest'
import type { PairNumbers } from '#server/metrics/journey-numbers.ts'
import {
  changeTimes,
  type MedianWindow,
  pairNumbersOf,
  ranksLeft,
  type TimeChange,
} from '#server/metrics/median-window.ts'
import { Z_95 } from '#shared/metrics/wilson.ts'
import { percentile } from '#tests/support/metrics-oracle.ts'
import { pick, seededRandom } from '#tests/support/metrics-random-log.ts'

const SECOND = 1e6

/** As docs/metrics.md says it. */
const lowRank = (n: number): number => Math.floor((n + 1 - Z_95 * Math.sqrt(n)) / 2)

function numbersOfAll(all: readonly number[]): PairNumbers {
  const seconds = all.map((micros) => micros / SECOND).toSorted((a, b) => a - b)
  const [n, rank] = [all.length, lowRank(all.length)]
  const at = (of: number): number => seconds[of - 1] ?? Number.NaN
  return {
    cases: n,
    median: percentile(seconds, 0.5),
    interval: n < 6 ? null : [at(rank), at(n + 1 - rank)],
  }
}

/** A window over the middle of some times, as a whole computation gives it. */
function windowOf(all: readonly number[], margin: number): MedianWindow {
  const sorted = all.toSorted((a, b) => a - b)
  const from = Math.max(1, lowRank(all.length) - margin)
  return { n: sorted.length, below: from - 1, times: sorted.slice(from - 1, sorted.length + 1 - from) }
}

/** Some times go, others come, from a span that wanders. */
function randomChanges(random: () => number, all: number[], span: readonly [number, number]): TimeChange[] {
  const changes = new Map<number, number>()
  const change = (micros: number, more: number) => changes.set(micros, (changes.get(micros) ?? 0) + more)
  for (let count = Math.floor(random() * 6); count > 0 && all.length > 0; count--) {
    const [gone = 0] = all.splice(Math.floor(random() * all.length), 1)
    change(gone, -1)
  }
  for (let count = Math.floor(random() * 8); count > 0; count--) {
    const micros = (span[0] + Math.floor(random() * (span[1] - span[0]))) * SECOND
    all.push(micros)
    change(micros, 1)
  }
  return [...changes].flatMap(([micros, more]) => (more === 0 ? [] : [{ micros, more }]))
}

it('tells the same as all times sorted, as long as no rank has left', () => {
  const steps = { followed: 0, left: 0, renewed: 0 }
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed)
    const margin = pick(random, [0, 1, 3, 10, 1_000])
    const wide = pick(random, [8, 60, 5_000])
    const all = Array.from({ length: Math.floor(random() * 120) }, () => Math.floor(random() * wide) * SECOND)
    let window = windowOf(all, margin)
    for (let step = 0; step < 40; step++) {
      const span = pick(random, [
        [0, wide],
        [0, Math.ceil(wide / 3)],
        [Math.floor(wide / 2), wide],
      ] as const)
      const isFollowed = changeTimes(window, randomChanges(random, all, span), margin)
      if (!isFollowed || ranksLeft(window) < 0) {
        steps.left++
        window = windowOf(all, margin)
        continue
      }
      steps.followed++
      expect(pairNumbersOf(window), `seed ${seed}, step ${step}`).toEqual(numbersOfAll(all))
      // What is kept does not grow with what comes.
      expect(window.times.length).toBeLessThanOrEqual(2 * Math.sqrt(all.length) + 4 * margin + 4)
    }
  }
  expect(steps.followed).toBeGreaterThan(6_000)
  expect(steps.left).toBeGreaterThan(100)
})

it('cannot follow when a time goes that was not there', () => {
  const window = windowOf(
    [1, 2, 3, 5, 8].map((seconds) => seconds * SECOND),
    10,
  )
  expect(changeTimes(window, [{ micros: 4 * SECOND, more: -1 }], 10)).toBe(false)
})
