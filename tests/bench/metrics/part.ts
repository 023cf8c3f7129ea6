import type { BenchServer } from '../bench-server.ts'
import type { Verdict } from '../verdicts.ts'
import type { Reference } from './reference.ts'

/** What every part of the bench has at hand: a running Waymark that has imported the reference's events. */
export interface MetricsBench {
  readonly server: BenchServer
  readonly reference: Reference
  /** The imported events. */
  readonly datasetId: string
  /** The names of its events, commonest first. */
  readonly eventNames: readonly string[]
  readonly runs: number
}

export type Part = (bench: MetricsBench) => Promise<readonly Verdict[]>

interface Compared {
  readonly scenario: string
  /** Against what, in words. */
  readonly against: string
  readonly limit: number
  readonly ours: number
  readonly theirs: number
  readonly remark?: string | undefined
  /** A fast wrong answer is no answer. */
  readonly isEqual?: boolean
}

/** Ours at most `limit` times theirs. */
export function ratioVerdict({ scenario, against, limit, ours, theirs, remark, isEqual = true }: Compared): Verdict {
  const ratio = ours / theirs
  return {
    scenario,
    bar: `≤ ${limit}× ${against}`,
    ours,
    theirs,
    ratio,
    isMet: ratio <= limit && isEqual,
    remark: isEqual ? (remark ?? null) : `NOT THE SAME ANSWER${remark === undefined ? '' : `; ${remark}`}`,
  }
}

/** A figure that has to stay at or below a number. */
export function fixedVerdict(given: {
  readonly scenario: string
  readonly limit: number
  readonly unit: string
  readonly ours: number
  readonly remark?: string
}): Verdict {
  const { scenario, limit, unit, ours, remark } = given
  return {
    scenario,
    bar: limit === 0 ? '0' : `≤ ${limit} ${unit}`,
    ours,
    theirs: null,
    ratio: null,
    isMet: ours <= limit,
    remark: remark ?? null,
  }
}

/** How long it took, in ms, and what came. */
export async function timed<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly ms: number; readonly value: Value }> {
  const from = performance.now()
  const value = await work()
  return { ms: performance.now() - from, value }
}
