import { rm } from 'node:fs/promises'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { EngineError, type Engine } from '#server/duckdb/engine.ts'
import {
  plainError,
  type DatasetChange,
  type DatasetRecord,
  type DatasetRows,
  type PlainError,
} from './dataset-rows.ts'
import { positionsOf, timeColumnsOf } from './import/event-mapping.ts'
import type { ImportInput, ImportOutcome } from './import/import-job.ts'
import type { RefusedTable } from './import/joined-table.ts'
import type { SourceFile } from './import/open-table.ts'
import type { FileProgress, ProfileInput, ProfileResult } from './import/profile-job.ts'
import { dropRejects } from './import/reject-file.ts'
import type { RewriteInput } from './import/rewrite-job.ts'
import type { DatasetFile, DatasetFiles } from './dataset-files.ts'
import type { Forgotten } from './forgotten-people.ts'
import type { Identity } from './identity/identity.ts'
import type { JobLog, RunningJob } from './job-log.ts'
import { bothOf, isAnyPersonal, NOTHING_PERSONAL, personalOf } from './personal/personal-columns.ts'
import type { WorkspaceKeys } from './personal/workspace-keys.ts'
import type { Logger } from './ports.ts'
import { samplesOf, withoutSamples, writeSamples } from './samples.ts'
import type { Tables } from './tables.ts'
import { ABOUT_THE_MAPPING, createUnlikeFiles } from './unlike-files.ts'
import type { Uploads } from './uploads.ts'

/** From an uploaded file to rows: look at it, then, with a mapping, read it. Both go on in the background. */
export interface ImportFlow {
  /** Gives the job's id at once. */
  profile(file: { datasetId: string; fileName: string; fileBytes: number; sheet: string | null }): Promise<string>
  /** `added`: the file for whose sake all are read anew; it goes again when a person stops that. */
  import(datasetId: string, mapping: DatasetMapping, added?: string): Promise<Result<string, ErrorCode>>
  /** Takes people, or what is too old, out of the files of a dataset and of its samples. Refused while it is being worked on. */
  forget(record: DatasetRecord, what: ToForget): Promise<Result<null, ErrorCode>>
  /** Told when work on a dataset has ended. */
  onEnded(listener: (datasetId: string) => void): void
  /** Stops the work on a dataset at a person's wish, and it stays stopped. False: there was no work. */
  cancel(datasetId: string): Promise<boolean>
  /** Resolves when nothing is under way on a dataset. */
  ended(datasetId: string): Promise<void>
  /** Stops the work on a dataset and waits for its end. */
  stop(datasetId: string): Promise<void>
  close(): Promise<void>
}

/** By their cases, and by what stands for them where people are named. */
interface People {
  readonly cases: readonly string[]
  readonly values: readonly string[]
}

type ToForget = People | { readonly beforeUs: number }

interface Deps {
  readonly engine: Engine
  readonly rows: DatasetRows
  readonly tables: Tables
  readonly uploads: Uploads
  readonly files: DatasetFiles
  readonly forgotten: Forgotten
  readonly identity: Pick<Identity, 'declared'>
  readonly jobs: JobLog
  readonly keys: WorkspaceKeys
  readonly logger: Logger
}

/** What a piece of work leaves behind: how the dataset changes, and what the job says. */
interface Ending {
  readonly change: DatasetChange
  readonly error: PlainError | null
}

/** A file, and where the copy goes that takes its place when people are not to be found in it any more. */
type FileToRead = SourceFile & { readonly isKeptCopy: boolean; readonly copy: string }
type ReadInput = Omit<ImportInput, 'files'> & { readonly files: readonly FileToRead[] }

export function createImportFlow(deps: Deps): ImportFlow {
  const { engine, rows, tables, uploads, files, forgotten, identity, jobs, keys, logger } = deps
  const unlikeFiles = createUnlikeFiles({ engine, files, uploads, sourceOf })
  const active = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  /** Datasets whose work a person stopped; what a closing server stops goes on at the next start. */
  const cancelled = new Set<string>()
  const listeners = new Set<(datasetId: string) => void>()
  let isClosing = false

  async function begin(
    datasetId: string,
    kind: 'profile' | 'import',
    change: DatasetChange,
    work: (job: RunningJob, signal: AbortSignal) => Promise<Ending>,
  ): Promise<string> {
    const job = await jobs.start(kind, datasetId)
    await rows.change(datasetId, { ...change, jobId: job.id })
    const controller = new AbortController()
    const done = finish(datasetId, job, work(job, controller.signal)).finally(() => {
      active.delete(datasetId)
      cancelled.delete(datasetId)
      for (const listener of listeners) listener(datasetId)
    })
    active.set(datasetId, { controller, done })
    return job.id
  }

  async function finish(datasetId: string, job: RunningJob, work: Promise<Ending>): Promise<void> {
    try {
      const { change, error } = await work.catch((error: unknown) => broken(datasetId, error))
      // It stays under way on paper, and the next start takes it up.
      if (isClosing && error?.code === 'import-interrupted') return
      await rows.change(datasetId, change)
      await job.finished(error)
    } catch (error) {
      logger.error({ err: error, datasetId }, 'the end of a job could not be kept')
    }
  }

  function broken(datasetId: string, thrown: unknown): Ending {
    const isInterrupted = thrown instanceof EngineError && ['engine-stopped', 'cancelled'].includes(thrown.code)
    if (!isInterrupted) logger.error({ err: thrown, datasetId }, 'a job failed')
    const error =
      thrown instanceof EngineError && thrown.code === 'out-of-memory'
        ? plainError('engine-busy', 'There was not enough memory for it.')
        : plainError(cancelled.has(datasetId) ? 'import-cancelled' : isInterrupted ? 'import-interrupted' : 'internal')
    return { change: { state: stateAfterFailure(datasetId), error }, error }
  }

  /** A dataset that had rows before keeps them, and its readings go on. */
  function stateAfterFailure(datasetId: string): 'ready' | 'failed' {
    return tables.fieldsOf(datasetId) === undefined ? 'failed' : 'ready'
  }

  async function filesOf(datasetId: string, firstName: string): Promise<readonly FileToRead[]> {
    const known = await files.of(datasetId)
    // Files of earlier versions are not listed.
    const unlisted = { id: datasetId, name: firstName, replaces: null, columns: null, state: 'read' } as const
    const all = known.some(({ id }) => id === datasetId) ? known : [unlisted, ...known]
    const newer = new Map(known.flatMap((file) => (file.replaces === null ? [] : [[file.replaces, file] as const])))
    const [first, ...more] = all
      .filter(({ replaces }) => replaces === null)
      .toSorted((a, b) => Number(b.id === datasetId) - Number(a.id === datasetId))
      .map((file) => newer.get(file.id) ?? file)
      .filter(({ state }) => state === 'new' || state === 'read')
    // Moved already when the server ended in between.
    const isMoved = first && first.id !== datasetId && !(await uploads.isThere(datasetId, first.id))
    const read = [first && !isMoved ? first : { ...unlisted, columns: first?.columns ?? null }, ...more]
    return Promise.all(read.map((file) => sourceOf(datasetId, file)))
  }

  /** What was read takes the place of what it replaces, for good. */
  async function settleFiles(datasetId: string): Promise<void> {
    for (const file of await files.of(datasetId)) {
      if (file.replaces === null) continue
      if (file.replaces === datasetId) await uploads.makeFirst(datasetId, file.id)
      else await uploads.removeFile(datasetId, file.replaces)
      await files.settle(datasetId, file)
    }
    await files.allRead(datasetId)
    for (const { id, profile, state } of await files.of(datasetId)) {
      // They were for whoever said what its columns are.
      if (profile && state === 'read' && id !== datasetId)
        await rm(uploads.samplesFileOf(datasetId, id), { force: true })
    }
  }

  /** A file as it came, as long as it is there: then the copy was begun and not finished. */
  async function sourceOf(
    datasetId: string,
    {
      id,
      name,
      columns = null,
      state,
    }: Pick<DatasetFile, 'id' | 'name'> & Partial<Pick<DatasetFile, 'columns' | 'state'>>,
  ): Promise<FileToRead> {
    const isKeptCopy = (await uploads.stateOf(datasetId, id)) === 'kept-copy'
    const copy = uploads.keptFileOf(datasetId, id)
    const path = isKeptCopy ? copy : uploads.fileOf(datasetId, id)
    const record = await rows.find(datasetId)
    const people = record && (await forgotten.in(record, id))
    const joinedBy = (identity.declared(datasetId)?.declaration.keys ?? []).map(({ field }) => field)
    const without = people && { forgotten: { ...people, joinedBy } }
    return {
      id,
      path,
      fileName: name,
      columns,
      isKeptCopy,
      copy,
      isNew: id !== datasetId && state === 'new',
      ...without,
    }
  }

  /** After it no file that tells who somebody is, is left; what is shown of the first one is hashed as well. */
  async function forgetPeople(record: DatasetRecord, read: readonly FileToRead[]): Promise<void> {
    for (const { path, isKeptCopy } of read) if (!isKeptCopy) await rm(path, { force: true })
    await settleFiles(record.id)
    await takeSamplesAnew(record)
    await forgotten.end(read.map(({ id }) => id ?? record.id))
  }

  /** What is shown of the first file, from the copy that is kept of it now. */
  async function takeSamplesAnew({ id, profile }: DatasetRecord): Promise<void> {
    if (!profile) return
    const { fileName, fileBytes, sheet } = profile
    const input: ProfileInput = { files: [await sourceOf(id, { id, name: fileName })], fileName, fileBytes, sheet }
    const again = await engine.runJob<ProfileResult>('profileFile', input)
    // Without samples the wizard still works; with those from before it would show what is gone.
    await writeSamples(uploads.samplesFileOf(id), again.ok ? samplesOf(again.value) : { examples: [], preview: [] })
  }

  async function forgetIn(record: DatasetRecord, what: ToForget): Promise<Result<null, ErrorCode>> {
    const { id, mapping, profile } = record
    if (!mapping || !profile || (await uploads.size(id)) === null) return done(null)
    const { columns } = tables.personalOf(id)
    const all = await filesOf(id, profile.fileName)
    const personal = columns.length > 0 ? { columns, key: await keys.keyOf(record.workspaceId) } : undefined
    const forgotten = 'beforeUs' in what ? what : { without: what }
    const input: RewriteInput = { files: all, mapping, sheet: profile.sheet, personal, ...forgotten }
    const rewritten = await engine.runJob<Result<null, ErrorCode>>('rewriteFiles', input)
    if (!rewritten.ok) return rewritten
    for (const { path, isKeptCopy } of all) if (!isKeptCopy) await rm(path, { force: true })
    // When a rejected row happened nobody could read, mostly; so with what is old all of them go.
    const named = 'beforeUs' in what ? null : new Set([...what.cases, ...what.values].map((text) => text.toLowerCase()))
    const isNamed = (text: string): boolean => named === null || named.has(text.trim().toLowerCase())
    await dropRejects(uploads.rejectsFileOf(id), ({ text }) => text.split(/[,;\t|"]/).some(isNamed))
    await takeSamplesAnew(record)
    await rows.change(id, { profile: withoutSamples(profile) })
    return done(null)
  }

  async function profileWork(
    datasetId: string,
    input: ProfileInput,
    job: RunningJob,
    signal: AbortSignal,
  ): Promise<Ending> {
    const report = (progress: unknown): void => job.progressed(progress as FileProgress)
    const result = await engine.runJob<ProfileResult>('profileFile', input, report, signal)
    if (result.ok) {
      await writeSamples(uploads.samplesFileOf(datasetId), samplesOf(result.value))
      const profile = withoutSamples(result.value)
      return { change: { state: 'mapping-needed', profile, error: null }, error: null }
    }
    const error = plainError(result.reason, result.detail)
    return { change: { state: 'failed', error }, error }
  }

  /** A file that names its columns as one before did is read as that was. */
  async function readAll(
    record: DatasetRecord,
    input: ReadInput,
    job: RunningJob,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: ImportOutcome; readonly input: ReadInput }> {
    const report = (progress: unknown): void => job.progressed(progress as FileProgress)
    const outcome = await engine.runJob<ImportOutcome>('importFile', input, report, signal)
    if (outcome.ok || !(await unlikeFiles.takeEarlier(record, outcome))) return { outcome, input }
    // Once a file, since each has then been answered for.
    const now = await filesOf(record.id, record.profile?.fileName ?? record.name)
    return readAll(record, { ...input, files: now }, job, signal)
  }

  async function notRead(record: DatasetRecord, refusal: RefusedTable, added: string | undefined): Promise<Ending> {
    const reason = await unlikeFiles.refusedFor(record, refusal, added)
    const error = plainError(reason, refusal.detail)
    const state = stateAfterFailure(record.id)
    return {
      change: { state: ABOUT_THE_MAPPING.has(reason) && state === 'failed' ? 'mapping-needed' : state, error },
      error,
    }
  }

  async function importWork(
    record: DatasetRecord,
    first: ReadInput,
    job: RunningJob,
    signal: AbortSignal,
    added: string | undefined,
  ): Promise<Ending> {
    const datasetId = record.id
    const read = await readAll(record, first, job, signal).catch(async (error: unknown) => {
      if (added !== undefined && !isClosing) await unlikeFiles.putBack(datasetId, added, cancelled.has(datasetId))
      throw error
    })
    const { outcome, input } = read
    if (!outcome.ok) return notRead(record, outcome, added)
    const { result, fields } = outcome.value
    if (result.accepted === 0) {
      const error = plainError('no-events', result.message ?? 'The rejected rows say why.')
      return { change: { state: stateAfterFailure(datasetId), result, error }, error }
    }
    signal.throwIfAborted()
    // What must not stay in a file is not in the copy that takes its place.
    const copying = input.files.filter((file) => input.personal || file.forgotten)
    if (copying.length === 0) {
      const all = await tables.swap(datasetId, input.stagingTable, fields, NOTHING_PERSONAL)
      await settleFiles(datasetId)
      return { change: { state: 'ready', result, error: null, fields: all }, error: null }
    }
    const rewriting: RewriteInput = { ...input, files: copying }
    const copied = await engine.runJob<Result<null, ErrorCode>>('rewriteFiles', rewriting, undefined, signal)
    if (!copied.ok) throw new Error(`a file that was read could not be copied: ${copied.reason}`)
    const all = await tables.swap(datasetId, input.stagingTable, fields, personalOf(input.mapping))
    await forgetPeople(record, copying)
    const profile = record.profile ? { profile: withoutSamples(record.profile) } : {}
    return { change: { state: 'ready', result, error: null, fields: all, ...profile }, error: null }
  }

  return {
    profile: ({ datasetId, ...file }) =>
      begin(datasetId, 'profile', { state: 'profiling' }, async (job, signal) => {
        const { id: _first, ...source } = await sourceOf(datasetId, { id: datasetId, name: file.fileName })
        return profileWork(datasetId, { ...file, files: [source] }, job, signal)
      }),

    async import(datasetId, mapping, added) {
      const record = await rows.find(datasetId)
      if (!record) return refused('dataset-not-found')
      if (!record.profile) return refused('not-ready', 'There is no file to map yet.')
      if (active.has(datasetId)) return refused('not-ready', 'This dataset is being worked on right now.')
      if ((await uploads.size(datasetId)) === null)
        return refused('not-ready', 'The file of this dataset is not there any more.')
      const columns = record.profile.columns.map(({ name }) => ({ name, header: name }))
      const positions = positionsOf(mapping, columns)
      if (!positions.ok) return positions
      const isGuessedTime = timeColumnsOf(mapping).join() === timeColumnsOf(record.profile.guess).join()
      if (isGuessedTime && record.profile.dateOrderNeeded && mapping.dateOrder === null) {
        return refused('date-order-needed', `Column “${timeColumnsOf(mapping).join('”, “')}”.`)
      }
      const marked = bothOf(tables.personalOf(datasetId), personalOf(mapping))
      const input: ReadInput = {
        files: await filesOf(datasetId, record.profile.fileName),
        mapping,
        sheet: record.profile.sheet,
        stagingTable: `staging_${datasetId}`,
        rejectsFile: uploads.rejectsFileOf(datasetId),
        personal: isAnyPersonal(marked)
          ? { columns: marked.columns, key: await keys.keyOf(record.workspaceId) }
          : undefined,
      }
      const job = await begin(datasetId, 'import', { state: 'importing', mapping, error: null }, (running, signal) =>
        importWork(record, input, running, signal, added),
      )
      return done(job)
    },

    onEnded: (listener) => void listeners.add(listener),

    async forget(record, what) {
      if (active.has(record.id)) return refused('not-ready', `“${record.name}” is being worked on right now.`)
      const work = forgetIn(record, what)
      const settled = work.then(
        () => undefined,
        () => undefined,
      )
      active.set(record.id, { controller: new AbortController(), done: settled })
      try {
        return await work
      } finally {
        active.delete(record.id)
      }
    },

    async cancel(datasetId) {
      if (!active.has(datasetId)) return false
      cancelled.add(datasetId)
      await this.stop(datasetId)
      return true
    },

    async ended(datasetId) {
      await active.get(datasetId)?.done
    },

    async stop(datasetId) {
      const work = active.get(datasetId)
      work?.controller.abort()
      await work?.done
    },

    async close() {
      isClosing = true
      const all = [...active.values()]
      for (const { controller } of all) controller.abort()
      await Promise.all(all.map(({ done }) => done))
    },
  }
}
