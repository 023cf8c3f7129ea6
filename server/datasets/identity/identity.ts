import { setTimeout as delay } from 'node:timers/promises'
import type { IdentityDeclaration, IdentitySummary } from '#shared/contract/rest/identity.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { eventsTableName } from '../events-table.ts'
import type { WorkspaceKeys } from '../personal/workspace-keys.ts'
import type { Logger } from '../ports.ts'
import type { Tables } from '../tables.ts'
import type { CasesOfPeopleInput, PeopleAnswer, PeopleInput } from './people-job.ts'
import { joinedRows, type Joined } from './people-tables.ts'

/** Cases by dataset. */
export type CasesByDataset = Readonly<Record<string, readonly string[]>>

/** Joins the cases of one person, within and across the datasets of a workspace, by what is declared of each. */
export interface Identity {
  /** Reads what is declared, once; what came while nobody was there is looked at soon after. */
  open(): Promise<void>
  /** What stands after FROM for the events of a dataset, with people as cases when it is joined. */
  rowsOf(datasetId: string): string
  /** The kinds of id by which its cases are joined; none: they are as they came. */
  joinedBy(datasetId: string): readonly string[]
  /** `null`: its cases are as they came. */
  declared(datasetId: string): Joined | null
  /** All joined datasets of a workspace. */
  joinedIn(workspaceId: string): readonly Joined[]
  /** What it does now; `null`: nothing is declared. */
  summaryOf(datasetId: string): Promise<IdentitySummary | null>
  /** What would be, if this were declared. Nothing changes. */
  preview(workspaceId: string, datasetId: string, declaration: IdentityDeclaration): Promise<IdentitySummary>
  /** Joins its cases from now on. */
  apply(workspaceId: string, datasetId: string, declaration: IdentityDeclaration): Promise<IdentitySummary>
  /** Its cases are what they were. */
  undo(datasetId: string): Promise<void>
  /** All cases of the people to whom some cases of joined datasets belong. */
  casesOfPeople(workspaceId: string, cases: CasesByDataset): Promise<CasesByDataset>
  /** A dataset is gone. */
  forget(datasetId: string): void
  /** Resolves when nothing is looked at any more. */
  close(): Promise<void>
}

interface Deps {
  readonly engine: Engine
  readonly tables: Tables
  readonly keys: Pick<WorkspaceKeys, 'keyOf'>
  readonly logger: Logger
}

/** Live events may come without an end: so many times as long as it took to find people it rests before it does so again. */
const REST_TIMES = 4
const LONGEST_REST_MS = MINUTE_MS
const FIRST_RETRY_MS = SECOND_MS

/** Under way for a workspace. */
interface Line {
  isWanted: boolean
  running: Promise<void> | null
}

export function createIdentity({ engine, tables, keys, logger }: Deps): Identity {
  const declared = new Map<string, Joined>()
  /** How many cases of a dataset are joined with another: when none is, questions need not look. */
  const joinedCases = new Map<string, number>()
  const summaries = new Map<string, { readonly key: string; readonly value: Promise<IdentitySummary | null> }>()
  const turns = new Map<string, Promise<unknown>>()
  const lines = new Map<string, Line>()
  const closing = new AbortController()

  const membersOf = (workspaceId: string): Joined[] =>
    [...declared.values()]
      .filter((joined) => joined.workspaceId === workspaceId)
      .toSorted((a, b) => (a.datasetId < b.datasetId ? -1 : 1))

  /** The people of a workspace are looked for once at a time. */
  function inTurn<Value>(workspaceId: string, work: () => Promise<Value>): Promise<Value> {
    const before = turns.get(workspaceId) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    turns.set(workspaceId, settled)
    void settled.then(() => turns.get(workspaceId) === settled && turns.delete(workspaceId))
    return mine
  }

  async function find(
    workspaceId: string,
    asked: Omit<PeopleInput, 'members' | 'hashKey'> & { readonly members?: readonly Joined[] },
  ): Promise<PeopleAnswer> {
    const hashKey = await keys.keyOf(workspaceId)
    const input: PeopleInput = { members: membersOf(workspaceId), ...asked, hashKey }
    return engine.runJob<PeopleAnswer>('findPeople', input, undefined, closing.signal)
  }

  /** What the engine has kept holds here from now on. `but`: whoever asked tells of this one. */
  function taken({ changed, joined }: PeopleAnswer, but?: string, isByLiveEvents = false): void {
    for (const [datasetId, cases] of Object.entries(joined)) joinedCases.set(datasetId, cases)
    for (const datasetId of changed) if (datasetId !== but) tables.touched(datasetId, isByLiveEvents)
  }

  /** `replaced`: the dataset whose rows went or were replaced; without one live events came. */
  const refresh = (workspaceId: string, replaced?: string): Promise<void> =>
    inTurn(workspaceId, async () => {
      if (membersOf(workspaceId).length === 0) return
      taken(await find(workspaceId, { isKept: true }), replaced, replaced === undefined)
    })

  function refreshSoon(workspaceId: string): void {
    const line = lines.get(workspaceId) ?? { isWanted: false, running: null }
    lines.set(workspaceId, line)
    line.isWanted = true
    line.running ??= pump(workspaceId, line).finally(() => {
      line.running = null
    })
  }

  async function pump(workspaceId: string, line: Line): Promise<void> {
    let retryMs = FIRST_RETRY_MS
    while (line.isWanted && !closing.signal.aborted) {
      line.isWanted = false
      const startedAt = Date.now()
      let restMs: number
      try {
        await refresh(workspaceId)
        retryMs = FIRST_RETRY_MS
        restMs = REST_TIMES * (Date.now() - startedAt)
      } catch (err) {
        if (closing.signal.aborted) return
        logger.error({ err, workspaceId }, 'who is one person could not be found; it is tried again')
        line.isWanted = true
        restMs = retryMs
        retryMs *= 2
      }
      if (!line.isWanted) return
      await delay(Math.min(restMs, LONGEST_REST_MS), undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      )
    }
  }

  tables.onAppended((datasetId) => {
    const joined = declared.get(datasetId)
    if (joined) refreshSoon(joined.workspaceId)
  })
  // Before anybody is told that rows went or were replaced: no number is shown that takes them for other people's.
  tables.beforeTold(async (datasetId) => {
    const joined = declared.get(datasetId)
    if (!joined) return
    try {
      await refresh(joined.workspaceId, datasetId)
    } catch (err) {
      logger.error({ err, datasetId }, 'who is one person could not be found; it is tried again')
      refreshSoon(joined.workspaceId)
    }
  })

  async function about(asked: Promise<PeopleAnswer>): Promise<IdentitySummary> {
    const { summary } = await asked
    if (!summary) throw new Error('Impossible: a dataset that was asked about said nothing')
    return summary
  }

  const withDeclared = (workspaceId: string, joined: Joined): Joined[] =>
    [...membersOf(workspaceId).filter(({ datasetId }) => datasetId !== joined.datasetId), joined].toSorted((a, b) =>
      a.datasetId < b.datasetId ? -1 : 1,
    )

  async function readDeclared(): Promise<void> {
    const all = await engine.runJob<Joined[]>('openIdentity', null)
    declared.clear()
    // Until they are counted there may be joined cases in each.
    joinedCases.clear()
    for (const joined of all) declared.set(joined.datasetId, joined)
  }

  /** An engine that dies meanwhile may have kept it or not: it is asked. */
  async function changing<Value>(datasetId: string, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      if (!closing.signal.aborted) {
        await readDeclared()
        tables.touched(datasetId)
      }
      throw error
    }
  }

  return {
    async open() {
      await readDeclared()
      for (const workspaceId of new Set([...declared.values()].map((joined) => joined.workspaceId))) {
        refreshSoon(workspaceId)
      }
    },

    rowsOf(datasetId) {
      const isPlain = !declared.has(datasetId) || joinedCases.get(datasetId) === 0
      return isPlain ? eventsTableName(datasetId) : joinedRows(datasetId, tables.fieldsOf(datasetId)?.length ?? 0)
    },

    joinedBy(datasetId) {
      const joined = declared.get(datasetId)
      if (!joined) return []
      const { caseKinds, keys: own } = joined.declaration
      return [...new Set([...caseKinds, ...own.map(({ kind }) => kind)])]
    },

    declared: (datasetId) => declared.get(datasetId) ?? null,
    joinedIn: membersOf,

    summaryOf(datasetId) {
      const joined = declared.get(datasetId)
      if (!joined) return Promise.resolve(null)
      const key = JSON.stringify(membersOf(joined.workspaceId).map((each) => [each, tables.version(each.datasetId)]))
      const known = summaries.get(datasetId)
      if (known?.key === key) return known.value
      const value = about(find(joined.workspaceId, { isKept: false, about: datasetId }))
      const entry = { key, value }
      summaries.set(datasetId, entry)
      value.catch(() => summaries.get(datasetId) === entry && summaries.delete(datasetId))
      return value
    },

    preview: (workspaceId, datasetId, declaration) =>
      about(
        find(workspaceId, {
          members: withDeclared(workspaceId, { datasetId, workspaceId, declaration, since: 0 }),
          isKept: false,
          about: datasetId,
        }),
      ),

    apply: (workspaceId, datasetId, declaration) =>
      inTurn(workspaceId, () =>
        changing(datasetId, async () => {
          const joined: Joined = { datasetId, workspaceId, declaration, since: Date.now() }
          const members = withDeclared(workspaceId, joined)
          const answer = await find(workspaceId, { members, declare: datasetId, isKept: true, about: datasetId })
          declared.set(datasetId, joined)
          taken(answer, datasetId)
          // Always: its numbers may be the same, what they are of is not.
          tables.touched(datasetId)
          return about(Promise.resolve(answer))
        }),
      ),

    async undo(datasetId) {
      const joined = declared.get(datasetId)
      if (!joined) return
      const { workspaceId } = joined
      await inTurn(workspaceId, () =>
        changing(datasetId, async () => {
          const members = membersOf(workspaceId).filter((each) => each.datasetId !== datasetId)
          const answer = await find(workspaceId, { members, withdraw: datasetId, isKept: true })
          declared.delete(datasetId)
          joinedCases.delete(datasetId)
          taken(answer)
          tables.touched(datasetId)
        }),
      )
    },

    async casesOfPeople(workspaceId, cases) {
      const datasetIds = membersOf(workspaceId).map(({ datasetId }) => datasetId)
      if (datasetIds.length === 0) return cases
      const input: CasesOfPeopleInput = { datasetIds, cases }
      return { ...cases, ...(await inTurn(workspaceId, () => engine.runJob<CasesByDataset>('casesOfPeople', input))) }
    },

    forget(datasetId) {
      const joined = declared.get(datasetId)
      declared.delete(datasetId)
      joinedCases.delete(datasetId)
      summaries.delete(datasetId)
      if (joined) refreshSoon(joined.workspaceId)
    },

    async close() {
      closing.abort()
      await Promise.all([...[...lines.values()].map(({ running }) => running), ...turns.values()])
    },
  }
}
