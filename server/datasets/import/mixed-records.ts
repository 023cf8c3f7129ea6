import { createColumnObserver, type ColumnFacts } from './column-facts.ts'
import { guessColumns, type ColumnGuess } from './guess-columns.ts'
import { isAbsent, trimmed } from './numbers.ts'

type Row = readonly string[]

export interface SampledRows {
  readonly facts: readonly ColumnFacts[]
  /** Of which the facts are. */
  readonly rows: readonly Row[]
  /** They are the whole file. */
  readonly isWhole: boolean
  readonly nowMs: number
}

const NEARLY_ALL = 0.9
/** Of the rows that are left: so many have to be a kind of their own, to be told as one. */
const MOST = 0.8
const FEWEST = 5
const MAX_KINDS = 6
const MAX_TELLING_COLUMNS = 12
const ROWS_OF_A_KIND = 2_000

/**
 * What is proposed for a table in which records of several kinds may lie together, each with its own names for whose event it is, what and
 * when: the columns of the kind that takes most rows, not one of each. `others`: sampled rows of another kind, which these columns leave out.
 */
export function guessForMost(sample: SampledRows): { readonly guess: ColumnGuess; readonly others: number } {
  const { facts, rows, isWhole } = sample
  let best = guessColumns(facts, isWhole)
  let left = leftOutBy(best, sample)
  if (left.length <= rows.length * (1 - NEARLY_ALL) && isComplete(best))
    return { guess: best, others: countOf(left, sample) }
  for (const kind of kindsOf(sample)) {
    const guess = guessOf(kind, sample)
    const others = leftOutBy(guess, sample)
    if (!isComplete(guess) || !isOfOneKind(guess, facts) || (isComplete(best) && others.length >= left.length)) continue
    // What is empty in one kind only is no column to leave out.
    best = { ...guess, guess: { ...guess.guess, ignore: best.guess.ignore } }
    left = others
  }
  return { guess: best, others: countOf(left, sample) }
}

/** How many of the rows are events of another kind; rows that only lack a value are none. */
function countOf(left: readonly Row[], sample: SampledRows): number {
  if (left.length < FEWEST) return 0
  const guess = guessOf(left, sample)
  const taken = left.length - leftOutBy(guess, { ...sample, rows: left }).length
  return isComplete(guess) && taken >= left.length * MOST ? left.length : 0
}

function isComplete({ guess }: ColumnGuess): boolean {
  return (
    guess.case !== null &&
    (guess.steps.length > 0 || (guess.timestamp !== null && (guess.event ?? guess.eventName) !== null))
  )
}

/** Records of another kind have other names for several things; one column that is often empty is no kind. */
function isOfOneKind({ guess }: ColumnGuess, facts: readonly ColumnFacts[]): boolean {
  const own = [guess.case, guess.timestamp, guess.event].filter((name) =>
    facts.some(({ column, filled, rows }) => column.name === name && filled < rows * NEARLY_ALL),
  )
  return own.length > 1
}

function guessOf(rows: readonly Row[], { facts, nowMs }: SampledRows): ColumnGuess {
  const observers = facts.map(({ column, index }) => createColumnObserver(column, index, nowMs))
  for (const row of rows.slice(0, ROWS_OF_A_KIND)) {
    for (const [index, observer] of observers.entries()) observer.add(row[index] ?? '')
  }
  const own = observers.map((observer) => observer.facts())
  return guessColumns(
    own.filter(({ filled }) => filled > 0),
    false,
  )
}

/** Rows that are no event under a guess. A part that is still open leaves none out. */
function leftOutBy({ guess }: ColumnGuess, { facts, rows }: SampledRows): readonly Row[] {
  const indexOf = new Map(facts.map(({ column, index }) => [column.name, index]))
  const placesOf = (...names: (string | null)[]): number[] =>
    names.flatMap((name) => (name === null ? [] : (indexOf.get(name) ?? [])))
  const needed = [
    placesOf(guess.case),
    placesOf(guess.timestamp, ...guess.steps.map(({ column }) => column)),
    guess.eventName === null ? placesOf(guess.event, guess.eventFallback) : [],
  ].filter((places) => places.length > 0)
  return rows.filter((row) => needed.some((places) => places.every((index) => !isFilled(row, index))))
}

/** The largest groups of rows that have the same columns, of those that some rows have and others not. */
function kindsOf({ facts, rows }: SampledRows): readonly (readonly Row[])[] {
  const telling = facts
    .filter(({ filled, rows: all }) => filled > all * (1 - NEARLY_ALL) && filled < all * NEARLY_ALL)
    .sort((a, b) => b.filled - a.filled)
    .slice(0, MAX_TELLING_COLUMNS)
  if (telling.length === 0) return []
  const kinds = new Map<string, Row[]>()
  for (const row of rows) {
    const key = telling.map(({ index }) => (isFilled(row, index) ? '1' : '0')).join('')
    const kind = kinds.get(key)
    if (kind) kind.push(row)
    else kinds.set(key, [row])
  }
  return [...kinds.values()].sort((a, b) => b.length - a.length).slice(0, MAX_KINDS)
}

function isFilled(row: Row, index: number): boolean {
  return !isAbsent(trimmed(row[index] ?? ''))
}
