import { rm } from 'node:fs/promises'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping, DatasetProfile, JobBody } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import {
  plainError,
  type DatasetChange,
  type DatasetRecord,
  type DatasetRows,
  type FormerReading,
} from './dataset-rows.ts'
import { positionsOf, timeColumnsOf } from './import/event-mapping.ts'
import { createFirstFile } from './first-file.ts'
import { goBack } from './former-reading.ts'
import { createImportWork, type Ending, type ReadInput, type Work } from './import-work.ts'
import { createSourceFiles } from './source-files.ts'
import type { FileProgress, ProfileInput, ProfileResult } from './import/profile-job.ts'
import { dropRejects } from './import/reject-file.ts'
import type { RewriteInput } from './import/rewrite-job.ts'
import type { DatasetFile, DatasetFiles } from './dataset-files.ts'
import type { Forgotten } from './forgotten-people.ts'
import type { Identity } from './identity/identity.ts'
import type { JobLog, RunningJob } from './job-log.ts'
import { bothOf, isAnyPersonal, personalOf } from './personal/personal-columns.ts'
import type { WorkspaceKeys } from './personal/workspace-keys.ts'
import type { Logger } from './ports.ts'
import { samplesOf, withoutSamples, writeSamples } from './samples.ts'
import type { Tables } from './tables.ts'
import { createUnlikeFiles } from './unlike-files.ts'
import type { Uploads } from './uploads.ts'

/** From an uploaded file to rows: look at it, then, with a mapping, read it. Both go on in the background. */
export interface ImportFlow {
  /** Gives the job's id at once. */
  profile(file: { datasetId: string; fileName: string; fileBytes: number; sheet: string | null }): Promise<string>
  /** `added`: the file for whose sake all are read anew; it goes again when a person stops that. */
  import(datasetId: string, mapping: DatasetMapping, added?: string): Promise<Result<string, ErrorCode>>
  /** Reads the others anew without this file, whose rows go then at once; the last one leaves an empty dataset. Gives the job's id. */
  leave(datasetId: string, fileId: string): Promise<Result<string, ErrorCode>>
  /** Reads a file that was read by other answers; its rows take the place of those from before at once. Gives the job's id. */
  readAnew(datasetId: string, fileId: string, answers: Answers): Promise<Result<string, ErrorCode>>
  /** What is in a file, with its samples; `null`: it cannot be read. */
  look(record: DatasetRecord, file: DatasetFile): Promise<DatasetProfile | null>
  /** Work that changed answers or files and was not carried out: all is as the rows are. */
  giveUp(record: DatasetRecord): Promise<void>
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

/** What is said of one file, and what was seen of it when it was asked. */
export interface Answers {
  readonly columns: FileColumns
  readonly profile: DatasetProfile
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

/** What is to be begun. */
interface Start {
  /** Absent: that of the rows. */
  readonly mapping?: DatasetMapping
  readonly added?: string | undefined
  readonly leaving?: DatasetFile | undefined
  readonly anew?: (Answers & { readonly file: DatasetFile }) | undefined
}

/** `null`: nothing changes but files that are added. */
function formerOf(
  { mapping, result }: DatasetRecord,
  { hadRows, isOfRows, leaving, anew }: Pick<Start, 'leaving' | 'anew'> & { hadRows: boolean; isOfRows: boolean },
): FormerReading | null {
  if (!mapping || !hadRows || result === null || (isOfRows && !leaving && !anew)) return null
  const file = anew ? { id: anew.file.id, columns: anew.file.columns, wasAsked: anew.file.profile !== null } : null
  return { mapping, file, isRemoval: leaving !== undefined }
}

export function createImportFlow(deps: Deps): ImportFlow {
  const { engine, rows, tables, uploads, files, forgotten, identity, jobs, keys, logger } = deps
  const sources = createSourceFiles({ rows, files, uploads, forgotten, identity })
  const unlikeFiles = createUnlikeFiles({ engine, files, uploads, sources })
  const { takeSamplesAnew } = createFirstFile({ engine, files, uploads, sources })
  /** Datasets whose work is about to begin. */
  const starting = new Set<string>()
  const active = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  /** Datasets whose work a person stopped; what a closing server stops goes on at the next start. */
  const cancelled = new Set<string>()
  const listeners = new Set<(datasetId: string) => void>()
  let isClosing = false
  const { importWork, broken } = createImportWork({
    ...deps,
    sources,
    unlikeFiles,
    isClosing: () => isClosing,
    isCancelled: (datasetId) => cancelled.has(datasetId),
  })

  async function begin(
    datasetId: string,
    kind: JobBody['kind'],
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

  async function forgetIn(record: DatasetRecord, what: ToForget): Promise<Result<null, ErrorCode>> {
    const { id, mapping, profile } = record
    if (!mapping || !profile || (await uploads.size(id)) === null) return done(null)
    const { columns } = tables.personalOf(id)
    const all = await sources.of(id, profile.fileName)
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

  /** A dataset that was there before its first file goes on without that. */
  async function emptyAgain(datasetId: string, { error }: Ending): Promise<Ending> {
    await uploads.removeFile(datasetId, datasetId)
    await files.remove(datasetId)
    return { change: { state: 'ready', profile: null, error }, error }
  }

  async function inputFor(record: DatasetRecord, profile: DatasetProfile, mapping: DatasetMapping): Promise<ReadInput> {
    const marked = bothOf(tables.personalOf(record.id), personalOf(mapping))
    return {
      files: await sources.of(record.id, profile.fileName),
      leaving: await sources.leaving(record.id),
      mapping,
      sheet: profile.sheet,
      stagingTable: `staging_${record.id}`,
      rejectsFile: uploads.newRejectsFileOf(record.id),
      personal: isAnyPersonal(marked)
        ? { columns: marked.columns, key: await keys.keyOf(record.workspaceId) }
        : undefined,
    }
  }

  /** What is wrong with a mapping that somebody chose, as far as the first file shows; `null`: nothing. */
  function faultOf(
    mapping: DatasetMapping,
    { columns, guess, dateOrderNeeded }: DatasetProfile,
  ): Result<never, ErrorCode> | null {
    const positions = positionsOf(
      mapping,
      columns.map(({ name }) => ({ name, header: name })),
    )
    if (!positions.ok) return positions
    const isGuessedTime = timeColumnsOf(mapping).join() === timeColumnsOf(guess).join()
    return isGuessedTime && dateOrderNeeded && mapping.dateOrder === null
      ? refused('date-order-needed', `Column “${timeColumnsOf(mapping).join('”, “')}”.`)
      : null
  }

  async function start(datasetId: string, how: Start): Promise<Result<string, ErrorCode>> {
    const record = await rows.find(datasetId)
    if (!record) return refused('dataset-not-found')
    if (!record.profile) return refused('not-ready', 'There is no file to map yet.')
    if (active.has(datasetId) || starting.has(datasetId))
      return refused('not-ready', 'This dataset is being worked on right now.')
    starting.add(datasetId)
    try {
      return await startWith(record, record.profile, how)
    } finally {
      starting.delete(datasetId)
    }
  }

  async function startWith(
    record: DatasetRecord,
    profile: DatasetProfile,
    { mapping: wanted, added, leaving, anew }: Start,
  ): Promise<Result<string, ErrorCode>> {
    const { id } = record
    const mapping = wanted ?? record.mapping
    if (!mapping) return refused('not-ready', 'There is no file to map yet.')
    const known = await files.of(id)
    const isListed = known.some((file) => file.id === id)
    const hadRows = !isListed || known.some(({ state }) => state !== 'new' && state !== 'asked')
    // The rows were read by it.
    const isOfRows = hadRows && record.result !== null && JSON.stringify(mapping) === JSON.stringify(record.mapping)
    const fault = isOfRows ? null : faultOf(mapping, profile)
    if (fault) return fault
    const former = record.former ?? formerOf(record, { hadRows, isOfRows, leaving, anew })
    if (leaving || anew) await rows.change(id, { former })
    if (leaving) await files.change(leaving.id, { state: 'leaving' })
    if (anew) await files.change(anew.file.id, { columns: anew.columns, profile: withoutSamples(anew.profile) })
    const input = await inputFor(record, profile, mapping)
    if (input.files.length > 0 && (await uploads.size(id)) === null) {
      if (former) await rows.change(id, await goBack(files, id, former))
      return refused('not-ready', 'The file of this dataset is not there any more.')
    }
    const wasFirst = leaving?.id === id || input.leaving?.id === id
    const isFirstLeaving = wasFirst || (record.former?.isRemoval === true && input.leaving === undefined)
    const isRemoval = former?.isRemoval === true || input.leaving !== undefined
    const work: Work = { record, input, added, former, hadRows, isFirstLeaving }
    const begun: DatasetChange = { state: 'importing', mapping, error: null, former }
    const job = await begin(id, isRemoval ? 'remove' : 'import', begun, (running, signal) =>
      importWork(work, running, signal),
    )
    return done(job)
  }

  return {
    profile: ({ datasetId, ...file }) =>
      begin(datasetId, 'profile', { state: 'profiling' }, async (job, signal) => {
        const { id: _first, ...source } = await sources.sourceOf(datasetId, { id: datasetId, name: file.fileName })
        const work = profileWork(datasetId, { ...file, files: [source] }, job, signal)
        const ending = await work.catch((error: unknown) => broken(datasetId, error))
        const goesOn = isClosing && ending.error?.code === 'import-interrupted'
        return ending.error === null || goesOn || tables.fieldsOf(datasetId) === undefined
          ? ending
          : emptyAgain(datasetId, ending)
      }),

    import: (datasetId, mapping, added) => start(datasetId, { mapping, added }),

    async leave(datasetId, fileId) {
      const leaving = (await files.of(datasetId)).find(({ id }) => id === fileId)
      return leaving ? start(datasetId, { leaving }) : refused('file-not-found')
    },

    async readAnew(datasetId, fileId, answers) {
      const file = (await files.of(datasetId)).find(({ id }) => id === fileId)
      return file ? start(datasetId, { anew: { file, ...answers } }) : refused('file-not-found')
    },

    look: (record, file) => unlikeFiles.lookAt(record, file),

    async giveUp({ id, former }) {
      await uploads.dropNewRejects(id)
      if (former) await rows.change(id, await goBack(files, id, former))
    },

    onEnded: (listener) => void listeners.add(listener),

    async forget(record, what) {
      if (active.has(record.id) || starting.has(record.id))
        return refused('not-ready', `“${record.name}” is being worked on right now.`)
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
