import type { PersonalColumns } from '#shared/contract/rest/datasets.ts'
import type { Engine, EngineStatement } from '#server/duckdb/engine.ts'
import { EngineError } from '#server/duckdb/engine.ts'
import type { ColumnValues } from '#server/duckdb/engine-job.ts'
import { numberCases } from './case-numbers.ts'
import type { FindCasesInput, FoundCases, RemoveCasesInput } from './customer-jobs.ts'
import type { EventKey } from './event-ids.ts'
import { eventsTableName } from './events-table.ts'
import { hashedBatch } from './personal/hashed-batch.ts'
import type { BeforeInput, OldEvents } from './retention-jobs.ts'
import type { MarkInput } from './personal/mark-job.ts'
import { bothOf, isAnyPersonal, NOTHING_PERSONAL } from './personal/personal-columns.ts'
import {
  FIRST_LIVE_SEQ,
  type AppendInput,
  type CreateTableInput,
  type KnownTable,
  type SwapInput,
  type TableFacts,
} from './table-jobs.ts'

/** The events of a dataset in the engine. */
export interface DatasetTable {
  readonly datasetId: string
  readonly name: string
  /** What stands after FROM: its name in SQL, or a subquery in brackets where its cases are joined to people. */
  readonly table: string
  /** Numbers of cases start at 1 and have few gaps. */
  readonly hasSmallCaseNumbers: boolean
  /** Its cases with their first instants; undefined where they are made of others. */
  readonly cases: string | undefined
  /** The other attributes: number i is the text column `a<i>`. */
  readonly fields: readonly string[]
  /** The kinds of id by which its cases are joined to people; none: they are as they came. */
  readonly joinedBy: readonly string[]
  /** The attributes that are hashed. */
  readonly personal: readonly string[]
  /** In which its days, weeks and months are counted. */
  readonly timeZone: string
  /** Instant of the last commit, ms since 1970. */
  readonly updatedAt: number
  /** As `Tables.epoch`; undefined where its rows are made of others. */
  readonly epoch: number | undefined
}

/** One batch of live events, by columns: case, instant, event, channel, value, then one column per field. */
export interface LiveBatch {
  readonly fields: readonly string[]
  readonly columns: readonly ColumnValues[]
  /** By what each is known again; `null`: none of them is. */
  readonly keys: readonly (EventKey | null)[] | null
  readonly count: number
}

/** Knows the tables in the engine and changes them, one change of a table at a time. */
export interface Tables {
  /** Reads which tables there are, once; before, none is known. Tried again when it failed. */
  open(): Promise<void>
  fieldsOf(datasetId: string): readonly string[] | undefined
  /** What of its rows is hashed. */
  personalOf(datasetId: string): PersonalColumns
  /** Instant of the last commit since the start of the server; 0 when there was none. */
  updatedAt(datasetId: string): number
  /** Rises with every commit; what was computed for another version is old. */
  version(datasetId: string): number
  /**
   * Another one after every change but live events: under the same one rows only came, each with a higher `seq` than all before. The rows
   * that are made of those of other datasets may be others under the same one.
   */
  epoch(datasetId: string): number
  create(
    datasetId: string,
    fields: readonly string[],
    fill?: (table: string) => EngineStatement[],
    personal?: PersonalColumns,
  ): Promise<void>
  drop(datasetId: string): Promise<void>
  /** Puts an imported table in place; resolves with all its fields. `index` is to follow. */
  swap(
    datasetId: string,
    stagingTable: string,
    fields: readonly string[],
    personal: PersonalColumns,
  ): Promise<readonly string[]>
  /**
   * Lets the cases of live events be found quickly; does nothing where that is so, or there is no table. Live events wait for it; who asks
   * does not. Without it all is right but slower, and the next start makes it.
   */
  index(datasetId: string): Promise<void>
  /** The cases of one person, by the id of a case or by what stands in a personal column, or in one of these fields. */
  casesOf(datasetId: string, values: readonly string[], alsoIn?: readonly string[]): Promise<FoundCases>
  /** Deletes all events of some cases; gives how many there were. */
  removeCases(datasetId: string, cases: readonly string[]): Promise<number>
  /** Hashes what is stored in these columns as well, and what comes from now on. */
  mark(datasetId: string, personal: PersonalColumns): Promise<void>
  /** How many events are older than an instant (microseconds since 1970). */
  countBefore(datasetId: string, beforeUs: number): Promise<OldEvents>
  /** Deletes them. */
  removeBefore(datasetId: string, beforeUs: number): Promise<void>
  /**
   * Resolves when the events are on disk, with the rows that were there before and were not stored again. An engine that dies in between
   * is waited for, and nothing goes in twice.
   */
  append(datasetId: string, batch: LiveBatch): Promise<readonly number[]>
  onChanged(listener: (datasetId: string, isByLiveEvents: boolean) => void): () => void
  /** What is made of a dataset's rows has changed, though no row has: tells as of rows. By live events elsewhere its epoch stays. */
  touched(datasetId: string, isByLiveEvents?: boolean): void
  /** Told after live events were stored. */
  onAppended(listener: (datasetId: string) => void): void
  /** Done after rows went or were replaced, before anybody is told. It must not fail. */
  beforeTold(work: (datasetId: string) => Promise<void>): void
}

interface State {
  fields: readonly string[]
  personal: PersonalColumns
  nextSeq: number
  updatedAt: number
  version: number
  epoch: number
}

const APPEND_ATTEMPTS = 4

interface Deps {
  readonly engine: Engine
  /** Of the workspace in which a dataset is. */
  readonly keyOf: (datasetId: string) => Promise<string>
}

export function createTables({ engine, keyOf }: Deps): Tables {
  const states = new Map<string, State>()
  const listeners = new Set<(datasetId: string, isByLiveEvents: boolean) => void>()
  const turns = new Map<string, Promise<unknown>>()
  const appendListeners: ((datasetId: string) => void)[] = []
  const worksBeforeTold: ((datasetId: string) => Promise<void>)[] = []
  let opening: Promise<void> | null = null
  let epochs = 0
  const newEpoch = (): number => ++epochs

  function open(): Promise<void> {
    opening ??= load().catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  async function load(): Promise<void> {
    const known = await engine.runJob<KnownTable[]>('openTables', null)
    for (const { datasetId, fields, personal, nextSeq } of known) {
      states.set(datasetId, { fields, personal, nextSeq, updatedAt: 0, version: 1, epoch: newEpoch() })
    }
  }

  /** Changes of one dataset's table wait for each other; those of others do not. */
  async function inTurn<Value>(datasetId: string, change: () => Promise<Value>): Promise<Value> {
    await open()
    const before = turns.get(datasetId) ?? Promise.resolve()
    const mine = before.then(change, change)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    turns.set(datasetId, settled)
    try {
      return await mine
    } finally {
      if (turns.get(datasetId) === settled) turns.delete(datasetId)
    }
  }

  function changed(datasetId: string, { fields, personal }: TableFacts, nextSeq: number, isByLiveEvents = false): void {
    const { version = 0, epoch = 0 } = states.get(datasetId) ?? {}
    states.set(datasetId, {
      fields,
      personal,
      nextSeq,
      updatedAt: Date.now(),
      version: version + 1,
      epoch: isByLiveEvents ? epoch : newEpoch(),
    })
    for (const listener of listeners) listener(datasetId, isByLiveEvents)
  }

  /** Rows went or were replaced. */
  async function replaced(datasetId: string, facts: TableFacts, nextSeq: number): Promise<void> {
    const before = states.get(datasetId)
    if (before) states.set(datasetId, { ...before, fields: facts.fields, personal: facts.personal })
    for (const work of worksBeforeTold) await work(datasetId)
    changed(datasetId, facts, nextSeq)
  }

  /** Takes rows away or puts others in their place. When it fails it may have done some of it: then nothing rests on the rows from before. */
  async function replacing<Value>(datasetId: string, job: string, input: unknown): Promise<Value> {
    try {
      return await engine.runJob<Value>(job, input)
    } catch (error) {
      const before = states.get(datasetId)
      if (before) states.set(datasetId, { ...before, epoch: newEpoch() })
      throw error
    }
  }

  async function appendOnce(input: AppendInput): Promise<readonly number[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await engine.runJob('appendEvents', { ...input, isRetry: attempt > 1 } satisfies AppendInput)
      } catch (error) {
        const mayTryAgain = error instanceof EngineError && error.code === 'engine-stopped' && attempt < APPEND_ATTEMPTS
        if (!mayTryAgain) throw error
      }
    }
  }

  return {
    open,
    fieldsOf: (datasetId) => states.get(datasetId)?.fields,
    personalOf: (datasetId) => states.get(datasetId)?.personal ?? NOTHING_PERSONAL,
    updatedAt: (datasetId) => states.get(datasetId)?.updatedAt ?? 0,
    version: (datasetId) => states.get(datasetId)?.version ?? 0,
    epoch: (datasetId) => states.get(datasetId)?.epoch ?? 0,
    create: (datasetId, fields, fill, personal = NOTHING_PERSONAL) =>
      inTurn(datasetId, async () => {
        await engine.runJob('createTable', { datasetId, fields, personal } satisfies CreateTableInput)
        const table = eventsTableName(datasetId)
        if (fill) await engine.transaction([...fill(table), ...numberCases(table)])
        changed(datasetId, { fields, personal }, FIRST_LIVE_SEQ)
      }),
    drop: (datasetId) =>
      inTurn(datasetId, async () => {
        await engine.runJob('dropTable', { datasetId })
        states.delete(datasetId)
        for (const listener of listeners) listener(datasetId, false)
      }),
    swap: (datasetId, stagingTable, fields, personal) =>
      inTurn(datasetId, async () => {
        const key = isAnyPersonal(personal) ? await keyOf(datasetId) : null
        const input: SwapInput = { datasetId, stagingTable, fields, personal, key }
        const after = await replacing<TableFacts>(datasetId, 'swapTable', input)
        await replaced(datasetId, after, states.get(datasetId)?.nextSeq ?? FIRST_LIVE_SEQ)
        return after.fields
      }),
    index: (datasetId) =>
      inTurn(datasetId, async () => {
        if (states.has(datasetId)) await engine.runJob('indexTable', { datasetId })
      }),
    append: (datasetId, batch) =>
      inTurn(datasetId, async () => {
        const state = states.get(datasetId)
        if (!state) throw new EngineError('query-failed', 'This dataset was deleted meanwhile.')
        const { personal } = state
        // Here and not before: meanwhile an import may have marked more.
        const own = isAnyPersonal(personal) ? hashedBatch(batch, personal, await keyOf(datasetId)) : batch
        const { fields, columns } = withAllFields(state.fields, own)
        const firstSeq = state.nextSeq
        const { count, keys } = batch
        const left = await appendOnce({
          datasetId,
          epoch: state.epoch,
          fields,
          mayAddFields: fields.length > state.fields.length,
          firstSeq,
          count,
          columns,
          keys,
          isRetry: false,
        })
        // Nothing new came: whatever was computed holds.
        if (left.length === count) return left
        changed(datasetId, { fields, personal }, firstSeq + count, true)
        for (const listener of appendListeners) listener(datasetId)
        return left
      }),
    async casesOf(datasetId, values, alsoIn = []) {
      await open()
      const { fields = [], personal = NOTHING_PERSONAL } = states.get(datasetId) ?? {}
      const input: FindCasesInput = { datasetId, fields, personal, alsoIn, values }
      return engine.runJob<FoundCases>('findCases', input)
    },
    removeCases: (datasetId, cases) =>
      inTurn(datasetId, async () => {
        const state = states.get(datasetId)
        if (!state) return 0
        const events = await replacing<number>(datasetId, 'removeCases', {
          datasetId,
          cases,
        } satisfies RemoveCasesInput)
        await replaced(datasetId, state, state.nextSeq)
        return events
      }),
    mark: (datasetId, personal) =>
      inTurn(datasetId, async () => {
        const state = states.get(datasetId)
        if (!state) throw new EngineError('query-failed', 'This dataset was deleted meanwhile.')
        const { fields } = state
        const marks = bothOf(state.personal, personal)
        const newly = {
          case: personal.case && !state.personal.case,
          columns: personal.columns.filter((name) => !state.personal.columns.includes(name)),
        }
        const input: MarkInput = { datasetId, fields, newly, marks, key: await keyOf(datasetId) }
        await replacing(datasetId, 'markPersonal', input)
        await replaced(datasetId, { fields, personal: marks }, state.nextSeq)
      }),
    countBefore: (datasetId, beforeUs) =>
      engine.runJob<OldEvents>('countBefore', { datasetId, beforeUs } satisfies BeforeInput),
    removeBefore: (datasetId, beforeUs) =>
      inTurn(datasetId, async () => {
        const state = states.get(datasetId)
        if (!state) return
        await replacing(datasetId, 'removeBefore', { datasetId, beforeUs } satisfies BeforeInput)
        await replaced(datasetId, state, state.nextSeq)
      }),
    touched(datasetId, isByLiveEvents) {
      const state = states.get(datasetId)
      if (state) changed(datasetId, state, state.nextSeq, isByLiveEvents)
    },
    onAppended: (listener) => void appendListeners.push(listener),
    beforeTold: (work) => void worksBeforeTold.push(work),
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Brings a batch's attribute columns into the table's order; attributes that are new come last. */
function withAllFields(known: readonly string[], batch: LiveBatch): { fields: string[]; columns: ColumnValues[] } {
  const fields = [...known, ...batch.fields.filter((name) => !known.includes(name))]
  const empty = Array.from({ length: batch.count }, (): string | null => null)
  const columns = batch.columns.slice(0, -batch.fields.length || undefined)
  for (const name of fields) {
    const index = batch.fields.indexOf(name)
    columns.push(index === -1 ? empty : (batch.columns[batch.columns.length - batch.fields.length + index] ?? empty))
  }
  return { fields, columns }
}
