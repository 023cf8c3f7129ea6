import { rm } from 'node:fs/promises'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { ImportResult } from '#shared/contract/rest/datasets.ts'
import type { Result } from '#shared/lib/result.ts'
import { EngineError, type Engine } from '#server/duckdb/engine.ts'
import type { DatasetFiles } from './dataset-files.ts'
import {
  plainError,
  type DatasetChange,
  type DatasetRecord,
  type FormerReading,
  type PlainError,
} from './dataset-rows.ts'
import { createFirstFile } from './first-file.ts'
import type { Forgotten } from './forgotten-people.ts'
import { goBack } from './former-reading.ts'
import type { ImportInput, ImportOutcome } from './import/import-job.ts'
import type { RefusedTable } from './import/joined-table.ts'
import type { FileProgress } from './import/profile-job.ts'
import type { RewriteInput } from './import/rewrite-job.ts'
import type { PartsOfFile } from './import/source-table.ts'
import type { RunningJob } from './job-log.ts'
import { NOTHING_PERSONAL, personalOf } from './personal/personal-columns.ts'
import type { Logger } from './ports.ts'
import { withoutSamples } from './samples.ts'
import type { FileToRead, SourceFiles } from './source-files.ts'
import type { Tables } from './tables.ts'
import { ABOUT_THE_MAPPING, type UnlikeFiles } from './unlike-files.ts'
import type { Uploads } from './uploads.ts'

/** What a piece of work leaves behind: how the dataset changes, and what the job says. */
export interface Ending {
  readonly change: DatasetChange
  readonly error: PlainError | null
  /** Nothing was read, since a file waits to be answered under this very mapping. */
  readonly isAsked?: boolean
  /** Nothing was read, and the rejected rows say why. */
  readonly keepsRejects?: boolean
}

/** A reading of all files of a dataset. */
export interface Work {
  readonly record: DatasetRecord
  readonly input: ReadInput
  readonly added: string | undefined
  /** What is gone back to when it does not come to its end. */
  readonly former: FormerReading | null
  /** Some of them were read before. */
  readonly hadRows: boolean
  readonly isFirstLeaving: boolean
}

/** All files of a dataset, under one mapping. */
export type ReadInput = Omit<ImportInput, 'files' | 'leaving'> & {
  readonly files: readonly FileToRead[]
  readonly leaving: FileToRead | undefined
}

interface Deps {
  readonly engine: Engine
  readonly tables: Tables
  readonly uploads: Uploads
  readonly files: DatasetFiles
  readonly sources: SourceFiles
  readonly unlikeFiles: UnlikeFiles
  readonly forgotten: Forgotten
  readonly logger: Logger
  /** The server is being stopped: what it cuts off goes on at the next start. */
  readonly isClosing: () => boolean
  /** A person has stopped the work on a dataset. */
  readonly isCancelled: (datasetId: string) => boolean
}

/** How all files of a dataset are read and their rows put in the place of those from before, or everything stays as it was. */
export function createImportWork(deps: Deps) {
  const { engine, tables, uploads, files, sources, unlikeFiles, forgotten, logger, isClosing, isCancelled } = deps
  const { takeSamplesAnew, lookAtFirst } = createFirstFile({ engine, files, uploads, sources })

  /** What threw, in words. */
  function broken(datasetId: string, thrown: unknown, hadRows = true): Ending {
    const isInterrupted = thrown instanceof EngineError && ['engine-stopped', 'cancelled'].includes(thrown.code)
    if (!isInterrupted) logger.error({ err: thrown, datasetId }, 'a job failed')
    const error =
      thrown instanceof EngineError && thrown.code === 'out-of-memory'
        ? plainError('engine-busy', 'There was not enough memory for it.')
        : plainError(isCancelled(datasetId) ? 'import-cancelled' : isInterrupted ? 'import-interrupted' : 'internal')
    return { change: { state: stateAfterFailure(datasetId, hadRows), error }, error }
  }

  /**
   * A dataset that had rows of a file before keeps them, and its readings go on. One that only had live events has them still, and its columns are to
   * be chosen again.
   */
  function stateAfterFailure(datasetId: string, hadRows: boolean): 'ready' | 'mapping-needed' | 'failed' {
    if (tables.fieldsOf(datasetId) === undefined) return 'failed'
    return hadRows ? 'ready' : 'mapping-needed'
  }

  /** After it no file that tells who somebody is, is left; what is shown of the first one is hashed as well. */
  async function forgetPeople(
    record: DatasetRecord,
    read: readonly FileToRead[],
    parts: readonly PartsOfFile[],
  ): Promise<void> {
    for (const { path, isKeptCopy } of read) if (!isKeptCopy) await rm(path, { force: true })
    await sources.settle(record.id, parts)
    await takeSamplesAnew(record)
    await forgotten.end(read.map(({ id }) => id))
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
    const now = await sources.of(record.id, record.profile?.fileName ?? record.name)
    return readAll(record, { ...input, files: now }, job, signal)
  }

  /** Why it was not read, and what becomes of a file that cannot be read with the others. */
  async function notRead({ record, added, former, hadRows }: Work, refusal: RefusedTable): Promise<Ending> {
    const isOfOneFile = former !== null && (former.isRemoval || former.file !== null)
    const reason = isOfOneFile ? refusal.reason : await unlikeFiles.refusedFor(record, refusal, added)
    const error = plainError(reason, refusal.detail)
    const state = stateAfterFailure(record.id, hadRows)
    const change = {
      state: ABOUT_THE_MAPPING.has(reason) && state === 'failed' ? ('mapping-needed' as const) : state,
      error,
    }
    // A file waits now to be answered under the new mapping.
    return { change, error, isAsked: !isOfOneFile && reason === 'file-columns-needed' }
  }

  function withoutEvents({ record, hadRows }: Work, result: ImportResult): Ending {
    const state = stateAfterFailure(record.id, hadRows)
    if (!hadRows) {
      const error = plainError('no-events', result.message ?? 'The rejected rows say why.')
      return { change: { state, result, error }, error, keepsRejects: true }
    }
    // The report and its rejected rows are of the rows that are there.
    const why = Object.entries(result.rejectedBy).map(([reason, count]) => `${count}: ${reason.replaceAll('_', ' ')}`)
    const error = plainError('no-events', result.message ?? `Rejected rows, by reason: ${why.join(', ')}.`)
    return { change: { state, error }, error }
  }

  /** Reads all files and puts their rows in place. Calls `onPlaced` when there is no way back. */
  async function readAndPlace(work: Work, job: RunningJob, signal: AbortSignal, onPlaced: () => void): Promise<Ending> {
    const { record, added, former } = work
    const datasetId = record.id
    const read = await readAll(record, work.input, job, signal).catch(async (error: unknown) => {
      if (added !== undefined && !isClosing()) await unlikeFiles.putBack(datasetId, added, isCancelled(datasetId))
      throw error
    })
    const { outcome, input } = read
    if (!outcome.ok) return notRead(work, outcome)
    const { result, fields, mapping, partsOfFiles } = outcome.value
    if (result.accepted === 0) return withoutEvents(work, result)
    signal.throwIfAborted()
    // What must not stay in a file is not in the copy that takes its place.
    const copying = input.files.filter((file) => input.personal || file.forgotten)
    if (copying.length > 0) {
      const rewriting: RewriteInput = { ...input, files: copying }
      const copied = await engine.runJob<Result<null, ErrorCode>>('rewriteFiles', rewriting, undefined, signal)
      if (!copied.ok) throw new Error(`a file that was read could not be copied: ${copied.reason}`)
    }
    const marks = copying.length > 0 ? personalOf(input.mapping) : NOTHING_PERSONAL
    const all = await tables.swap(datasetId, input.stagingTable, fields, marks)
    onPlaced()
    await uploads.keepNewRejects(datasetId)
    if (copying.length > 0) await forgetPeople(record, copying, partsOfFiles)
    else await sources.settle(datasetId, partsOfFiles)
    const profile = work.isFirstLeaving ? await lookAtFirst(record) : record.profile
    const shown = profile && (copying.length > 0 || work.isFirstLeaving) ? { profile: withoutSamples(profile) } : {}
    const answers = former?.isRemoval ? { mapping } : {}
    return { change: { state: 'ready', result, error: null, fields: all, ...shown, ...answers }, error: null }
  }

  /** The last file leaves: what came in live is all that there is. */
  async function placeNothing({ record, input }: Work, signal: AbortSignal, onPlaced: () => void): Promise<Ending> {
    await engine.runJob('stageNothing', { stagingTable: input.stagingTable }, undefined, signal)
    signal.throwIfAborted()
    const fields = await tables.swap(record.id, input.stagingTable, [], NOTHING_PERSONAL)
    onPlaced()
    await sources.settleNone(record.id)
    return { change: { state: 'ready', error: null, fields }, error: null }
  }

  async function importWork(work: Work, job: RunningJob, signal: AbortSignal): Promise<Ending> {
    const { record, former, hadRows } = work
    let isPlaced = false
    const onPlaced = (): void => void (isPlaced = true)
    const place =
      work.input.files.length === 0 ? placeNothing(work, signal, onPlaced) : readAndPlace(work, job, signal, onPlaced)
    const ending = await place.catch((error: unknown) => broken(record.id, error, hadRows))
    if (isClosing() && ending.error?.code === 'import-interrupted') return ending
    if (ending.keepsRejects) await uploads.keepNewRejects(record.id)
    else await uploads.dropNewRejects(record.id)
    // Its rows are there: what it left undone is done by the next reading, or at the next start.
    if (former === null || ending.error === null || ending.isAsked || isPlaced)
      return { ...ending, change: { ...ending.change, former: null } }
    const isUndone = ending.error.code === 'import-cancelled' && (former.isRemoval || former.file !== null)
    const before = await goBack(files, record.id, former)
    return { ...ending, change: { ...ending.change, ...before, ...(isUndone ? { error: null } : {}) } }
  }

  return { importWork, broken }
}
