import { assert } from '#shared/lib/assert.ts'
import type { JourneyNumbers, NumbersBySide } from './journey-numbers.ts'
import { isWhole, type JourneyState, journeyStateOf, numbersOfState } from './journey-state.ts'
import { pairNumbersOf, timesWithout } from './median-window.ts'
import type { RowCounts } from './ports.ts'
import type { JourneyStateRow } from './sql/journey-changes.ts'
import type { JourneyQuestion } from './sql/journey-numbers.ts'
import type { Sides } from './sql/population.ts'

/** A journey's numbers over all cases at one moment, with every time that its medians are of. */
export interface WholeNumbers {
  readonly rows: RowCounts
  readonly newest: number
  readonly numbers: JourneyNumbers
  /** Of each pair: microseconds, sorted. */
  readonly times: readonly (readonly number[])[]
}

/** Of its own, so that it stays as it is when the state changes; `undefined`: the state does not hold every time. */
export const wholeNumbersOf = (state: JourneyState): WholeNumbers | undefined =>
  isWhole(state)
    ? {
        rows: state.rows,
        newest: state.newest,
        numbers: numbersOfState(state),
        times: state.pairs.map(({ times }) => times.slice()),
      }
    : undefined

/** Whether every case is on one side: those in a segment, and all that are not. */
export function areSidesOfAll({ own, others }: Required<Sides>): boolean {
  const isSplit = (inside: Sides['own'], outside: Sides['own']): boolean =>
    Object.keys(inside).join() === 'within' &&
    Object.keys(outside).join() === 'outside' &&
    JSON.stringify(inside.within) === JSON.stringify(outside.outside)
  return isSplit(own, others) || isSplit(others, own)
}

/**
 * The numbers of both sides from those of all cases and from the rows of `journeyPartQuery`, which tell of one: each number is a sum over cases,
 * and each median is of times of which a case has one. `undefined`: the rows are not of the same events.
 */
export function sidesOfWhole(
  whole: WholeNumbers,
  told: readonly JourneyStateRow[],
  question: JourneyQuestion,
): NumbersBySide | undefined {
  const sides = told.find(({ kind }) => kind === 'sides')
  assert(sides, 'an aggregate gives a row')
  const part = journeyStateOf(told, question)
  const times = whole.times.map((all, pair) => timesWithout(all, part.pairs[pair]?.times ?? []))
  if (told.find(({ kind }) => kind === 'all')?.count !== whole.rows.events) return undefined
  const known = times.filter((rest) => rest !== undefined)
  if (known.length < times.length) return undefined
  const fewer = { ...numbersOfState(part), all: Math.min(sides.cases, sides.count - sides.cases) }
  const more = { ...numbersLeft(whole.numbers, fewer, known), all: sides.count - fewer.all }
  return sides.cases * 2 <= sides.count ? { own: fewer, others: more } : { own: more, others: fewer }
}

function numbersLeft(
  whole: JourneyNumbers,
  part: JourneyNumbers,
  times: readonly (readonly number[])[],
): JourneyNumbers {
  const left = <Counts extends { readonly cases: number }>(all: readonly Counts[], some: readonly Counts[]) =>
    all.map(({ cases }, at) => ({ cases: cases - (some[at]?.cases ?? 0) }))
  return {
    sets: left(whole.sets, part.sets),
    pairs: times.map((rest) => pairNumbersOf({ n: rest.length, below: 0, times: [...rest] })),
    flows: whole.flows.map(({ count, cases }, at) => ({
      count: count - (part.flows[at]?.count ?? 0),
      cases: cases - (part.flows[at]?.cases ?? 0),
    })),
    windows: left(whole.windows, part.windows),
  }
}
