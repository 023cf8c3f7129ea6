import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disagrees, endsOfDefinition, endsOfScale, feelingLevelOf } from '#shared/metrics/feeling-level.ts'
import { doubtAboutFeeling, feelingWords, standingOfFeeling } from '#shared/metrics/feelings.ts'
import type { FeelingReading, Reading } from '#shared/metrics/reading.ts'

const reading = (fields: Partial<Reading>): Reading => ({
  value: 0,
  unit: 'points',
  n: 412,
  nOf: 'answers',
  definition: '',
  filter: '',
  ...fields,
})

const measured = (fields: Partial<Reading>, ends = { worst: -100, best: 100 }): FeelingReading => {
  const own = reading(fields)
  return { elementId: 'e', name: 'NPS', datasetId: 'd', reading: own, ends, ...feelingLevelOf(own, ends) }
}

describe('the place of a score on the scale of feelings', () => {
  it.each([
    [{ kind: 'nps' } as const, [-100, -50, 0, 25, 100], [-2, -1, 0, 0.5, 2]],
    [{ kind: 'csat', of: 5 } as const, [0, 0.5, 0.75, 1], [-2, 0, 1, 2]],
    [{ kind: 'ces', of: 7 } as const, [1, 2.5, 4, 5.5, 7], [-2, -1, 0, 1, 2]],
    [{ kind: 'ces', of: 5 } as const, [1, 3, 5], [-2, 0, 2]],
  ])('of %o', (scale, values, levels) => {
    expect(values.map((value) => feelingLevelOf({ value }, endsOfScale(scale)).level)).toEqual(levels)
  })

  it('is linear between any two ends, never beyond the scale, and takes the interval with it, the lower end first', () => {
    const number = fc.double({ min: -1_000, max: 1_000, noNaN: true })
    fc.assert(
      fc.property(number, number, number, number, number, (worst, best, value, low, high) => {
        fc.pre(Math.abs(best - worst) > 1e-6)
        const [from, to] = [Math.min(low, high), Math.max(low, high)]
        const told = feelingLevelOf({ value, interval: [from, to] }, { worst, best })
        // A straight line through (worst, −2) and (best, 2), cut at both.
        const plain = (at: number): number => {
          const raw = (4 / (best - worst)) * at + (-2 * best - 2 * worst) / (best - worst)
          return raw > 2 ? 2 : raw < -2 ? -2 : raw
        }
        const tolerance = 1e-6 + 1e-9 / Math.abs(best - worst)
        expect(Math.abs((told.level ?? 9) - plain(value))).toBeLessThan(tolerance)
        const [a = 9, b = 9] = told.levelInterval ?? []
        const ends = [plain(from), plain(to)].toSorted((one, other) => one - other)
        expect(Math.abs(a - (ends[0] ?? 9))).toBeLessThan(tolerance)
        expect(Math.abs(b - (ends[1] ?? 9))).toBeLessThan(tolerance)
      }),
    )
  })

  it('is of a library metric only where it has ends of its own; where lower is better they are swapped', () => {
    const rule = { events: [], channels: [], where: [] }
    const ces = {
      kind: 'question',
      question: { kind: 'score', rule, scale: { kind: 'ces', of: 7 }, answers: 'all' },
      show: 'score',
    } as const
    expect(endsOfDefinition(ces, 'up')).toEqual({ worst: 1, best: 7 })
    expect(endsOfDefinition(ces, 'down')).toEqual({ worst: 7, best: 1 })
    expect(endsOfDefinition({ kind: 'index', parts: [] }, 'none')).toEqual({ worst: 0, best: 100 })
    expect(endsOfDefinition({ kind: 'ratio', aboveId: 'a', belowId: 'b' }, 'up')).toBeNull()
    expect(endsOfDefinition({ kind: 'question', question: { kind: 'count', rule }, show: 'cases' }, 'up')).toBeNull()
    expect(feelingLevelOf({ value: 3, interval: [2, 4] }, null)).toEqual({ level: null })
  })
})

describe('an assumed feeling and the measured one', () => {
  it('disagree from one step of the scale on, outside the interval, from 30 answers on', () => {
    const bad = measured({ value: -50, interval: [-60, -40] })
    expect(disagrees(2, bad)).toBe(true)
    expect(disagrees(0, bad)).toBe(true)
    expect(disagrees(-0.5, bad)).toBe(false)
    expect(disagrees(undefined, bad)).toBe(false)
    expect(disagrees(2, measured({ value: -50, interval: [-60, -40], n: 29 }))).toBe(false)
    expect(disagrees(2, measured({ value: -50, interval: [-60, -40], n: 30 }))).toBe(true)
    // A step away, and yet within what chance may do.
    expect(disagrees(0.5, measured({ value: -30, interval: [-90, 30] }))).toBe(false)
    // How sure the number is, is not known.
    expect(disagrees(2, measured({ value: -50 }))).toBe(false)
    expect(disagrees(2, measured({ value: null }))).toBe(false)
  })

  it('is said in words, with its doubt', () => {
    const bad = measured({ value: -50, interval: [-60, -40] })
    expect(standingOfFeeling(2, bad)).toBe('assumed: very good; measured: bad, n = 412')
    expect(feelingWords(2, bad)).toBe('assumed: very good; measured: bad, n = 412. NPS −50.0. they disagree')
    expect(standingOfFeeling(undefined, bad)).toBe('measured: bad, n = 412')
    expect(standingOfFeeling(0.5, measured({ value: null, note: 'no answers yet' }))).toBe(
      'assumed: neutral to good; measured: cannot be told, no answers yet',
    )
    expect(doubtAboutFeeling(bad)).toBeNull()
    expect(doubtAboutFeeling(measured({ n: 12 }))).toBe('Rests on 12 answers only; it is told from 30 on.')
  })
})
