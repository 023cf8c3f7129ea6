import type { Engine } from '#server/duckdb/engine.ts'
import type { JourneyNumbers, NumbersBySide } from './journey-numbers.ts'
import { areSidesOfAll, sidesOfWhole, wholeNumbersOf } from './journey-sides.ts'
import {
  changeJourneyState,
  isWhole,
  type JourneyState,
  journeyStateOf,
  numbersOfState,
  ranksLeftIn,
  timesIn,
} from './journey-state.ts'
import type { EventsTable, RowCounts } from './ports.ts'
import {
  allRowsQuery,
  journeyChangesQuery,
  journeyPartQuery,
  type JourneyStateRow,
  journeyStateQuery,
  NEW_CASES_MAX,
  newRowsQuery,
  type TimesKept,
} from './sql/journey-changes.ts'
import type { JourneyQuestion } from './sql/journey-numbers.ts'
import type { Sides } from './sql/population.ts'

/** The numbers of journeys over all cases, kept so that what comes live costs what it changes and not another look at all rows. */
export interface KeptNumbers {
  /** Of a table whose `epoch` is known. The same as computing them anew, to the last digit. Rejects with `EngineError`. */
  numbersOf(
    table: TableInEpoch,
    question: JourneyQuestion,
  ): Promise<{
    readonly numbers: JourneyNumbers
    readonly rows: RowCounts
  }>
  /**
   * Of two sides that all cases are on, from the numbers of all: only those of one are looked at. The same as computing both anew.
   * `undefined`: they have to be, since there is a case on neither, or the numbers of all are not kept, or not every time of theirs.
   */
  sidesOf(
    table: TableInEpoch,
    question: JourneyQuestion,
    sides: Required<Sides>,
  ): Promise<{ readonly numbers: NumbersBySide; readonly rows: RowCounts } | undefined>
}

type TableInEpoch = EventsTable & { readonly epoch: number }

interface Kept {
  epoch: number
  state: JourneyState | null
  /** What is asked of the same numbers takes turns. */
  turn: Promise<unknown>
  isRenewed: boolean
}

export interface KeptNumbersLimits extends TimesKept {
  /** Times kept in all, 8 bytes each; the numbers that were not asked for the longest go first. */
  readonly times: number
}

const LIMITS: KeptNumbersLimits = { margin: 4_096, whole: 1_000_000, times: 4_000_000 }
/** With less than this part of the margin left, all times are read anew before a median gets there. */
const RENEWED_BELOW = 1 / 4
/** More are not gone through case by case: of a table of so many rows. */
const newRowsMax = (rows: number): number => Math.min(NEW_CASES_MAX / 2, Math.max(1_000, rows / 10))
/** Numbers kept at once. */
const KEPT_MAX = 200

export function createKeptNumbers(engine: Engine, limits: KeptNumbersLimits = LIMITS): KeptNumbers {
  const { margin, times } = limits
  const all = new Map<string, Kept>()

  const keyOf = ({ datasetId }: TableInEpoch, question: JourneyQuestion): string =>
    JSON.stringify([datasetId, question])

  function keptFor(table: TableInEpoch, question: JourneyQuestion): Kept {
    const key = keyOf(table, question)
    const kept = all.get(key) ?? { epoch: table.epoch, state: null, turn: Promise.resolve(), isRenewed: false }
    all.delete(key)
    all.set(key, kept)
    return kept
  }

  function letGo(): void {
    let sum = [...all.values()].reduce((before, { state }) => before + (state ? timesIn(state) : 0), 0)
    for (const [key, { state }] of all) {
      if ((sum <= times && all.size <= KEPT_MAX) || all.size === 1) break
      sum -= state ? timesIn(state) : 0
      all.delete(key)
    }
  }

  async function wholeState(table: EventsTable, question: JourneyQuestion): Promise<JourneyState> {
    const { sql, parameters } = journeyStateQuery(table, question, limits)
    return journeyStateOf(await engine.query<JourneyStateRow>(sql, parameters), question)
  }

  async function countIn(table: EventsTable): Promise<number> {
    const [counted] = await engine.query<{ rows: number }>(allRowsQuery(table))
    return counted?.rows ?? 0
  }

  /** The state with what came since, or `null` where it has to be made anew. */
  async function followed(state: JourneyState, table: EventsTable, question: JourneyQuestion) {
    const [counted] = await engine.query<{ rows: number }>(newRowsQuery(table, state.newest))
    const rows = counted?.rows ?? 0
    if (rows === 0 && (await countIn(table)) === state.rows.events) return state
    if (rows > newRowsMax(state.rows.events)) return null
    const { sql, parameters } = journeyChangesQuery(table, question, state.newest)
    const changes = await engine.query<JourneyStateRow>(sql, parameters)
    return changeJourneyState(state, changes, limits) ? state : null
  }

  async function newestState(kept: Kept, table: TableInEpoch, question: JourneyQuestion): Promise<JourneyState> {
    const { state, epoch } = kept
    // While it is changed, it is nobody's: a failure in between must not leave half of it.
    kept.state = null
    const known = state && epoch === table.epoch ? await followed(state, table, question) : null
    const newest = known ?? (await wholeState(table, question))
    Object.assign(kept, { epoch: table.epoch, state: newest })
    if (ranksLeftIn(newest) < margin * RENEWED_BELOW) renew(kept, table, question)
    return newest
  }

  /** Beside what is asked meanwhile, so that nobody waits for it. When it fails it is tried again with the next change. */
  function renew(kept: Kept, table: TableInEpoch, question: JourneyQuestion): void {
    if (kept.isRenewed) return
    kept.isRenewed = true
    const renewed = wholeState(table, question)
      .then((state) =>
        inTurn(kept, async () => {
          if (kept.epoch === table.epoch) kept.state = state
        }),
      )
      .catch(() => undefined)
    void renewed.finally(() => {
      kept.isRenewed = false
    })
  }

  function inTurn<Value>(kept: Kept, work: () => Promise<Value>): Promise<Value> {
    const mine = kept.turn.then(work)
    kept.turn = mine.catch(() => undefined)
    return mine
  }

  return {
    numbersOf(table, question) {
      const kept = keptFor(table, question)
      return inTurn(kept, async () => {
        const state = await newestState(kept, table, question)
        letGo()
        return { numbers: numbersOfState(state), rows: state.rows }
      })
    },
    async sidesOf(table, question, sides) {
      if (!areSidesOfAll(sides) || !all.has(keyOf(table, question))) return undefined
      const kept = keptFor(table, question)
      // Only what has to wait for it is done in turn.
      const found = await inTurn(kept, async () => {
        if (!kept.state || kept.epoch !== table.epoch || !isWhole(kept.state)) return undefined
        const { newest } = kept.state
        const whole = wholeNumbersOf(await newestState(kept, table, question))
        return whole && { whole, isQuiet: whole.newest === newest }
      })
      if (!found) return undefined
      const { whole, isQuiet } = found
      // Where nothing came just now, nothing will have come until it is told, mostly.
      for (const newest of isQuiet ? [null, whole.newest] : [whole.newest]) {
        const { sql, parameters } = journeyPartQuery(table, question, sides, newest)
        const numbers = sidesOfWhole(whole, await engine.query<JourneyStateRow>(sql, parameters), question)
        if (numbers) return { numbers, rows: whole.rows }
      }
      return undefined
    },
  }
}
