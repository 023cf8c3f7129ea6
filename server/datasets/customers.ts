import type { ErrorCode } from '#shared/contract/errors.ts'
import type { CustomerTraces } from '#shared/contract/rest/customers.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import type { DatasetFiles } from './dataset-files.ts'
import type { DatasetRecord, DatasetRows } from './dataset-rows.ts'
import type { Forgotten, UnreadFiles } from './forgotten-people.ts'
import type { CasesByDataset, Identity } from './identity/identity.ts'
import { isPlaceholder } from './identity/placeholders.ts'
import type { UnfinishedRemoval } from './identity/unfinished-removals.ts'
import type { ImportFlow } from './import-flow.ts'
import { createPersonalHash } from './personal/personal-hash.ts'
import type { WorkspaceKeys } from './personal/workspace-keys.ts'
import type { Logger } from './ports.ts'
import type { Tables } from './tables.ts'

/**
 * One person in all datasets of a workspace: by the id of a case, by what stands in a personal column, or by an id that cases are joined by.
 * Where datasets are joined all ids of the person are found by any of them.
 */
export interface Customers {
  /** Goes on with what broke off when the server ended. */
  open(): Promise<void>
  /** Where they are; nothing changes. */
  find(workspaceId: string, id: string): Promise<CustomerTraces>
  /**
   * All events of their cases go, and what files and rejects have of them. Says what went. `not-ready`: a file is being read, and
   * could bring them back. When it breaks off, the same call goes on where it ended.
   */
  remove(workspaceId: string, id: string): Promise<Result<CustomerTraces, ErrorCode>>
}

interface Deps {
  readonly rows: DatasetRows
  readonly files: DatasetFiles
  readonly forgotten: Forgotten
  readonly tables: Tables
  readonly keys: WorkspaceKeys
  readonly flow: ImportFlow
  readonly identity: Identity
  readonly engine: Engine
  readonly logger: Logger
}

/** What of a dataset is a person's. */
interface Share {
  readonly cases: readonly string[]
  readonly events: number
}

export function createCustomers(deps: Deps): Customers {
  const { rows, files, forgotten, tables, keys, flow, identity, engine, logger } = deps
  /** Removals wait for each other, so that none is taken for one that broke off. */
  let turn: Promise<unknown> = Promise.resolve()
  /** Workspaces in which something of a person is still to go. */
  const unfinishedIn = new Set<string>()
  flow.onEnded(() => {
    if (unfinishedIn.size > 0) goOn()
  })

  async function recordsOf(workspaceId: string): Promise<DatasetRecord[]> {
    return (await rows.list()).filter((record) => record.workspaceId === workspaceId)
  }

  /** As it was given (a hash is one), and hashed. */
  async function valuesOf(workspaceId: string, id: string): Promise<readonly string[]> {
    const bare = id.trim()
    return [bare, createPersonalHash(await keys.keyOf(workspaceId))(bare)]
  }

  /** By dataset; only of those that have rows. */
  async function sharesOf(
    workspaceId: string,
    records: readonly DatasetRecord[],
    values: readonly string[],
  ): Promise<ReadonlyMap<string, Share>> {
    const shares = new Map<string, Share>()
    // “unknown” is nobody's id, though many have it.
    const isId = !values.some(isPlaceholder)
    for (const { id } of records) {
      if (tables.fieldsOf(id) === undefined) continue
      const alsoIn = isId ? (identity.declared(id)?.declaration.keys ?? []).map(({ field }) => field) : []
      shares.set(id, await tables.casesOf(id, values, alsoIn))
    }
    if (identity.joinedIn(workspaceId).length === 0) return shares
    const direct = Object.fromEntries([...shares].map(([id, { cases }]) => [id, cases]))
    for (const [datasetId, cases] of Object.entries(await identity.casesOfPeople(workspaceId, direct))) {
      const known = shares.get(datasetId)
      if (!known || known.cases.length === cases.length) continue
      shares.set(datasetId, { cases, events: await engine.runJob<number>('countEvents', { datasetId, cases }) })
    }
    return shares
  }

  /** Files that were not read, since nobody has said yet what in them is an id, or what stands for it. */
  async function unreadIn({ id: datasetId }: DatasetRecord): Promise<UnreadFiles> {
    const all = await files.of(datasetId)
    const unread = all.filter(({ state }) => state !== 'read').map(({ id }) => id)
    // A file of earlier versions is not listed.
    const isFirstListed = all.some(({ id }) => id === datasetId)
    const isRead = isFirstListed || tables.fieldsOf(datasetId) !== undefined
    return { datasetId, fileIds: isRead ? unread : [datasetId, ...unread] }
  }

  /** Whoever reads such a file later does not bring them back. */
  async function noteForLater(
    workspaceId: string,
    records: readonly DatasetRecord[],
    values: readonly string[],
    shares: ReadonlyMap<string, Share>,
  ): Promise<void> {
    for (const record of records) {
      const unread = await unreadIn(record)
      if (unread.fileIds.length === 0) continue
      await forgotten.note(workspaceId, unread, [...values, ...(shares.get(record.id)?.cases ?? [])])
    }
  }

  async function tracesOf(
    records: readonly DatasetRecord[],
    shares: ReadonlyMap<string, Share>,
  ): Promise<CustomerTraces> {
    const traces: CustomerTraces = { datasets: [], notSearched: [] }
    for (const record of records) {
      const { id, name } = record
      const share = shares.get(id)
      if (!share || (await unreadIn(record)).fileIds.length > 0) traces.notSearched.push({ id, name })
      if (!share) continue
      if (share.events > 0) traces.datasets.push({ id, name, events: share.events, cases: share.cases.length })
    }
    return traces
  }

  async function carryOut(
    records: readonly DatasetRecord[],
    values: readonly string[],
    casesByDataset: CasesByDataset,
  ): Promise<Result<ReadonlyMap<string, Share>, ErrorCode>> {
    const removed = new Map<string, Share>()
    for (const record of records) {
      const cases = casesByDataset[record.id]
      if (cases === undefined) continue
      // First, so that whoever calls again after a fault still finds the cases whose rows have to leave the files.
      const rewritten = await flow.forget(record, { cases, values })
      if (!rewritten.ok) return rewritten
      const events = cases.length === 0 ? 0 : await tables.removeCases(record.id, cases)
      removed.set(record.id, { events, cases })
    }
    return done(removed)
  }

  async function finish({ workspaceId, values, cases }: UnfinishedRemoval): Promise<Result<null, ErrorCode>> {
    const finished = await carryOut(await recordsOf(workspaceId), values, cases)
    return finished.ok ? done(null) : finished
  }

  /** What broke off before. Refused when something of it cannot go yet. */
  async function finishAll(of: (workspaceId: string) => boolean): Promise<Result<null, ErrorCode>> {
    const unfinished = await engine.runJob<UnfinishedRemoval[]>('unfinishedRemovals', null)
    for (const { workspaceId } of unfinished) unfinishedIn.add(workspaceId)
    for (const removal of unfinished.filter(({ workspaceId }) => of(workspaceId))) {
      const finished = await finish(removal)
      if (!finished.ok) return finished
    }
    for (const workspaceId of [...unfinishedIn].filter(of)) await end(workspaceId)
    return done(null)
  }

  async function end(workspaceId: string): Promise<void> {
    await engine.runJob('endRemovals', { workspaceId })
    unfinishedIn.delete(workspaceId)
  }

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function goOn(): void {
    inTurn(() => finishAll(() => true)).catch((err: unknown) => {
      logger.error({ err }, 'the deletion of a customer could not be finished; it is tried again')
    })
  }

  async function removeNow(workspaceId: string, id: string): Promise<Result<CustomerTraces, ErrorCode>> {
    const records = await recordsOf(workspaceId)
    const busy = records.find(({ state }) => state === 'importing' || state === 'profiling')
    if (busy) return refused('not-ready', `“${busy.name}” is being read; try again when that has ended.`)
    const values = await valuesOf(workspaceId, id)
    const isJoined = identity.joinedIn(workspaceId).length > 0
    if (unfinishedIn.has(workspaceId)) {
      const finished = await finishAll((each) => each === workspaceId)
      if (!finished.ok) return finished
    }
    const shares = await sharesOf(workspaceId, records, values)
    const cases = Object.fromEntries([...shares].map(([datasetId, share]) => [datasetId, share.cases]))
    await noteForLater(workspaceId, records, values, shares)
    if (isJoined) {
      await engine.runJob('noteRemoval', { workspaceId, values, cases } satisfies UnfinishedRemoval)
      unfinishedIn.add(workspaceId)
    }
    const removed = await carryOut(records, values, cases)
    if (!removed.ok) return removed
    if (isJoined) await end(workspaceId)
    return done(await tracesOf(records, removed.value))
  }

  return {
    async open() {
      const unfinished = await engine.runJob<UnfinishedRemoval[]>('unfinishedRemovals', null)
      for (const { workspaceId } of unfinished) unfinishedIn.add(workspaceId)
      if (unfinished.length > 0) goOn()
    },

    async find(workspaceId, id) {
      const records = await recordsOf(workspaceId)
      return tracesOf(records, await sharesOf(workspaceId, records, await valuesOf(workspaceId, id)))
    },

    remove: (workspaceId, id) => inTurn(() => removeNow(workspaceId, id)),
  }
}
