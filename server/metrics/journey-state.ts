import { assert } from '#shared/lib/assert.ts'
import type { JourneyNumbers } from './journey-numbers.ts'
import { changeTimes, type MedianWindow, pairNumbersOf, ranksLeft, type TimeChange } from './median-window.ts'
import type { RowCounts } from './ports.ts'
import type { JourneyStateRow, TimesKept } from './sql/journey-changes.ts'
import type { JourneyQuestion } from './sql/journey-numbers.ts'

/** The numbers of a journey with what it takes to change them by what comes, without looking at all rows again. */
export interface JourneyState {
  rows: RowCounts
  /** The highest position among the rows. */
  newest: number
  readonly sets: { cases: number }[]
  readonly pairs: MedianWindow[]
  readonly flows: { count: number; cases: number }[]
  readonly windows: { cases: number }[]
}

/** From the rows of `journeyStateQuery`. */
export function journeyStateOf(told: readonly JourneyStateRow[], question: JourneyQuestion): JourneyState {
  const state: JourneyState = {
    rows: { events: 0, cases: 0, firstEventAt: null, lastEventAt: null },
    newest: -1,
    sets: question.sets.map(() => ({ cases: 0 })),
    pairs: question.pairs.map(() => ({ n: 0, below: 0, times: [] })),
    flows: question.flows.map(() => ({ count: 0, cases: 0 })),
    windows: question.windows.map(() => ({ cases: 0 })),
  }
  for (const row of told) {
    if (row.kind === 'pair') state.pairs[row.number] = { n: row.cases, below: row.below, times: [...(row.times ?? [])] }
    else addCounts(state, row)
  }
  return state
}

/**
 * Takes over the rows of `journeyChangesQuery`. `false`: the state cannot follow and is of no use any more, since rows went that it
 * was made of, or a median moved further than what is kept around it.
 */
export function changeJourneyState(
  state: JourneyState,
  told: readonly JourneyStateRow[],
  { margin, whole }: TimesKept,
): boolean {
  const kept = isWhole(state) && timesIn(state) <= whole ? Infinity : margin
  const changes = new Map<number, TimeChange[]>()
  for (const row of told) {
    if (row.kind !== 'time') addCounts(state, row)
    else changes.set(row.number, [...(changes.get(row.number) ?? []), { micros: row.first ?? 0, more: row.cases }])
  }
  for (const [number, ofPair] of changes) if (!changeTimes(partOf(state.pairs, number), ofPair, kept)) return false
  return told.find(({ kind }) => kind === 'all')?.count === state.rows.events && ranksLeftIn(state) >= 0
}

function addCounts(state: JourneyState, row: JourneyStateRow): void {
  switch (row.kind) {
    case 'set':
      partOf(state.sets, row.number).cases += row.cases
      break
    case 'flow':
      partOf(state.flows, row.number).cases += row.cases
      partOf(state.flows, row.number).count += row.count
      break
    case 'window':
      partOf(state.windows, row.number).cases += row.cases
      break
    case 'rows':
      addRows(state, row)
      break
    default:
  }
}

const MICROS_PER_MS = 1_000
const toMs = (micros: number | null): number[] => (micros === null ? [] : [Math.floor(micros / MICROS_PER_MS)])
const known = (instant: number | null): number[] => (instant === null ? [] : [instant])

function addRows(state: JourneyState, { cases, count, first, last, newest }: JourneyStateRow): void {
  if (count === 0) return
  const { rows } = state
  state.newest = Math.max(state.newest, newest ?? -1)
  state.rows = {
    events: rows.events + count,
    cases: rows.cases + cases,
    firstEventAt: Math.min(...known(rows.firstEventAt), ...toMs(first)),
    lastEventAt: Math.max(...known(rows.lastEventAt), ...toMs(last)),
  }
}

function partOf<Part>(parts: readonly Part[], number: number): Part {
  const part = parts[number]
  assert(part !== undefined, 'rows are numbered as the question is')
  return part
}

/** As many ranks every median may still move; below 0: one cannot be told. */
export const ranksLeftIn = ({ pairs }: JourneyState): number => Math.min(Infinity, ...pairs.map(ranksLeft))

/** How many times it holds: nearly all the memory that it takes, 8 bytes each. */
export const timesIn = ({ pairs }: JourneyState): number => pairs.reduce((sum, { times }) => sum + times.length, 0)

/** Whether it holds every time, not only those around the medians. */
export const isWhole = ({ pairs }: JourneyState): boolean => pairs.every(({ n, times }) => n === times.length)

export const numbersOfState = ({ sets, pairs, flows, windows }: JourneyState): JourneyNumbers => ({
  sets: sets.map((one) => ({ ...one })),
  pairs: pairs.map(pairNumbersOf),
  flows: flows.map((one) => ({ ...one })),
  windows: windows.map((one) => ({ ...one })),
})
