import { median } from '../bench.ts'
import type { BenchLine } from './harness.ts'

/** A line together with the step (of the plan or our own) and the server that it was measured for. */
export interface Measured {
  readonly step: string
  readonly server: string
  readonly line: BenchLine
}

/** All that was measured, asked by step, server and figure. */
export interface Figures {
  /** Median over the rounds; null when nobody measured it, or some round failed: a median of what went well would flatter. */
  median(step: string, server: string, figure: string): number | null
  /** The worst (largest) value; for counts that have to be 0. */
  worst(step: string, server: string, figure: string): number | null
  /** Whether any round of it says so. */
  some(step: string, server: string, holds: (line: BenchLine) => boolean): boolean
  /** Lines that came with an error. */
  readonly failed: readonly Measured[]
  /** Lines that were taken although something else had the processor. */
  readonly noisy: readonly Measured[]
}

export function collectFigures(measured: readonly Measured[]): Figures {
  const linesOf = (step: string, server: string) =>
    measured.filter((one) => one.step === step && one.server === server).map(({ line }) => line)

  function values(step: string, server: string, figure: string): readonly number[] | null {
    const lines = linesOf(step, server)
    const found = lines.map((line) => line[figure]).filter((value) => typeof value === 'number')
    return found.length === 0 || found.length < lines.length ? null : found
  }

  return {
    median(step, server, figure) {
      const found = values(step, server, figure)
      return found === null ? null : median(found)
    },
    worst(step, server, figure) {
      const found = values(step, server, figure)
      return found === null ? null : Math.max(...found)
    },
    some: (step, server, holds) => linesOf(step, server).some(holds),
    failed: measured.filter(({ line }) => line.error !== undefined),
    noisy: measured.filter(({ line }) => line.quiet === false),
  }
}
