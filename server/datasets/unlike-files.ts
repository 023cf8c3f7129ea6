import { stat } from 'node:fs/promises'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import type { DatasetFile, DatasetFiles } from './dataset-files.ts'
import type { DatasetRecord } from './dataset-rows.ts'
import type { RefusedTable } from './import/joined-table.ts'
import type { DayOrder } from './import/timestamp-forms.ts'
import type { ProfileInput, ProfileResult } from './import/profile-job.ts'
import { samplesOf, withoutSamples, writeSamples } from './samples.ts'
import { shapeOf } from './saved-mapping.ts'
import type { SourceFiles } from './source-files.ts'
import type { Uploads } from './uploads.ts'

interface Deps {
  readonly engine: Engine
  readonly files: DatasetFiles
  readonly uploads: Uploads
  readonly sources: Pick<SourceFiles, 'sourceOf'>
}

/** Refusals that a person can answer; the file has nothing to do with them. */
export const ABOUT_THE_MAPPING: ReadonlySet<ErrorCode> = new Set(['date-order-needed', 'mapping-not-valid'])

export type UnlikeFiles = ReturnType<typeof createUnlikeFiles>

/** What becomes of further files that cannot be read with the others, first of all of those that name their columns otherwise. */
export function createUnlikeFiles({ engine, files, uploads, sources }: Deps) {
  /** What is in a file under its own names, with samples; `null`: it cannot be read. */
  async function lookAt(record: DatasetRecord, file: DatasetFile): Promise<DatasetProfile | null> {
    const source = await sources.sourceOf(record.id, file)
    const { size } = await stat(source.path)
    const input: ProfileInput = {
      files: [{ ...source, columns: null }],
      fileName: file.name,
      fileBytes: size,
      sheet: null,
    }
    // A workbook from elsewhere has its table on a sheet of its own.
    for (const sheet of new Set([record.profile?.sheet ?? null, null])) {
      const seen = await engine.runJob<ProfileResult>('profileFile', { ...input, sheet })
      if (seen.ok) return seen.value
    }
    return null
  }

  /** The further file that lacks a column, if that is why nothing was read. */
  async function unlikeFile({ id }: DatasetRecord, { reason, file }: RefusedTable): Promise<DatasetFile | undefined> {
    if (reason !== 'file-columns-needed' || file === id) return undefined
    return (await files.of(id)).find((each) => each.id === file)
  }

  /**
   * From now on it waits until somebody says what its columns are, and the others are read without it. `file-columns-needed`: a pull brought it, and
   * nobody sits there to be asked. `files-not-alike`: nothing that anybody could say would help.
   */
  async function ask(
    record: DatasetRecord,
    file: DatasetFile,
  ): Promise<'asked' | 'file-columns-needed' | 'files-not-alike'> {
    if (file.state === 'new' && file.pullId !== null) return 'file-columns-needed'
    const profile = await lookAt(record, file)
    if (!profile || (file.state === 'new' && isOtherShape(record, profile))) return 'files-not-alike'
    await writeSamples(uploads.samplesFileOf(record.id, file.id), samplesOf(profile))
    await files.change(file.id, { profile: withoutSamples(profile), state: waitingState(file) })
    return 'asked'
  }

  async function drop(datasetId: string, fileId: string): Promise<void> {
    await files.remove(fileId)
    await uploads.removeFile(datasetId, fileId)
  }

  const askAgain = (file: DatasetFile): Promise<void> => files.change(file.id, { state: waitingState(file) })

  return {
    lookAt,

    /** Takes what was said of a file with the same columns. False: of none was anything said, or what was said of this one does not do. */
    async takeEarlier(record: DatasetRecord, refusal: RefusedTable): Promise<boolean> {
      const file = await unlikeFile(record, refusal)
      if (!file || file.columns !== null) return false
      const said = (await files.of(record.id)).filter(({ columns, profile }) => columns !== null && profile !== null)
      if (said.length === 0) return false
      const profile = await lookAt(record, file)
      const shape = profile && shapeOf(profile)
      const isAlike = ({ columns, profile: seen }: DatasetFile): boolean =>
        seen !== null && shapeOf(seen) === shape && agrees(columns?.dateOrder ?? null, refusal)
      const last = said.findLast(isAlike)
      if (!profile || !last?.columns) return false
      await files.change(file.id, { columns: last.columns, profile: withoutSamples(profile) })
      return true
    },

    /** What cannot be read with the others must not stand in their way from now on: it waits, or goes. Gives the reason to tell. */
    async refusedFor(record: DatasetRecord, refusal: RefusedTable, added: string | undefined): Promise<ErrorCode> {
      const unlike = await unlikeFile(record, refusal)
      const end = unlike ? await ask(record, unlike) : refusal.reason
      if (end === 'asked') return 'file-columns-needed'
      const known = await files.of(record.id)
      const file =
        known.find(({ id }) => id === (refusal.file ?? added)) ?? known.findLast(({ state }) => state === 'new')
      if (file && file.id !== record.id) {
        if (file.profile) await askAgain(file)
        else if (file.state === 'new' && !ABOUT_THE_MAPPING.has(end)) await drop(record.id, file.id)
      }
      return end
    },

    /** After work that broke off: what was said of a file can be said again, and what a person stopped goes. */
    async putBack(datasetId: string, fileId: string, isStopped: boolean): Promise<void> {
      const file = (await files.of(datasetId)).find(({ id }) => id === fileId)
      if (file?.profile) await askAgain(file)
      else if (file?.state === 'new' && isStopped) await drop(datasetId, fileId)
    },
  }
}

/** What was said of the dates of another file holds of this one, as far as that shows how it is written. */
const agrees = (said: DayOrder | null, { dateOrder = null }: RefusedTable): boolean =>
  dateOrder === null || (dateOrder !== 'needed' && (said ?? dateOrder) === dateOrder)

const waitingState = ({ state }: DatasetFile): 'asked' | 'asked-again' => (state === 'read' ? 'asked-again' : 'asked')

/** A table with a column of times for each step has no column of events, nor one of times. */
const isOtherShape = ({ mapping }: DatasetRecord, { guess }: DatasetProfile): boolean =>
  mapping !== null && mapping.steps.length === 0 && mapping.event !== null && guess.steps.length > 0
