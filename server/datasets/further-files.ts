import type { Readable } from 'node:stream'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetProfile, ReadFile, WaitingFile } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { MAX_FILES } from './bring-file.ts'
import { BY_HAND, type DatasetFile, type DatasetFiles, isWaiting } from './dataset-files.ts'
import type { DatasetRecord, DatasetRows } from './dataset-rows.ts'
import { casesTableName } from './case-numbers.ts'
import { eventsTableName } from './events-table.ts'
import type { ImportFlow } from './import-flow.ts'
import type { AskedDatasets } from './identity/combined.ts'
import { findColumn } from './import/column-names.ts'
import { isKnownZone, lackingIn } from './import/event-mapping.ts'
import { renamedColumns } from './import/renamed-table.ts'
import { seqsOfParts } from './import/seq-numbering.ts'
import { FIRST_LIVE_SEQ } from './table-jobs.ts'
import { presentColumns, proposeColumns, targetsOf } from './propose-columns.ts'
import { createPersonalHash } from './personal/personal-hash.ts'
import type { WorkspaceKeys } from './personal/workspace-keys.ts'
import { readSamples, withSamples } from './samples.ts'
import type { Summaries } from './summaries.ts'
import type { Tables } from './tables.ts'
import type { Uploads } from './uploads.ts'

interface Deps {
  readonly engine: Engine
  readonly keys: WorkspaceKeys
  readonly rows: DatasetRows
  readonly files: DatasetFiles
  readonly uploads: Uploads
  readonly flow: ImportFlow
  readonly tables: Tables
  readonly summaries: Summaries
  readonly openedFor: (id: string) => Promise<void>
  readonly asked: Pick<AskedDatasets, 'membersOf'>
}

export interface AddedFile {
  readonly fileName: string
  readonly stream: Readable
  readonly maxBytes: number
  /** How it names its columns otherwise, as far as whoever brings it knows that. */
  readonly columns?: FileColumns | undefined
}

/** Of a wider table the first ones: what says whose event it is stands among them. */
const COLUMNS_TO_ASK = 50

/** What of a dataset is one file's. */
export interface FileShare {
  /** Events of it that are in the dataset now; `null`: an earlier version read it, and it is not known which they are. */
  readonly events: number | null
  /** Of so many cases, of which some have no other event. */
  readonly cases: number | null
  readonly onlyCases: number | null
  /** A plan brought it, which may bring it again. */
  readonly isPulled: boolean
  /** There is no other. */
  readonly isOnly: boolean
}

/** The files of a dataset: the next ones, and each of them by itself. */
export interface FurtherFiles {
  /**
   * Reads a further file with the mapping of the first; gives the job's id, or `null` when the dataset has this file already. The first one of an empty
   * dataset is looked at, and its columns are to be chosen.
   */
  add(id: string, file: AddedFile): Promise<Result<string | null, ErrorCode>>
  /** Says what the columns of a file stand for, whether it waits for that or was read otherwise, and reads it with the others; gives the job's id. */
  nameColumns(id: string, fileId: string, columns: FileColumns): Promise<Result<string, ErrorCode>>
  /** Lets a file go. Gives the job that reads the others anew, or `null`: nothing of it was there. */
  remove(id: string, fileId: string): Promise<Result<string | null, ErrorCode>>
  /** What would go with a file that was read. */
  shareOf(id: string, fileId: string): Promise<Result<FileShare, ErrorCode>>
  /** A file that was read, and by which answers. */
  howRead(id: string, fileId: string): Promise<Result<ReadFile, ErrorCode>>
  /** What a file is called; `null`: there is no such file. */
  nameOf(id: string, fileId: string): Promise<string | null>
  /** The first that waits. */
  waitingOf(record: DatasetRecord): Promise<WaitingFile | null>
}

export function createFurtherFiles(deps: Deps): FurtherFiles {
  const { engine, keys, rows, files, uploads, flow, tables, summaries, asked, openedFor } = deps

  /** Values in the first rows of a file that are cases of the dataset. */
  async function knownCases(
    { id, workspaceId }: DatasetRecord,
    { preview }: DatasetProfile,
  ): Promise<readonly string[]> {
    const cells = preview.flatMap((row) => row.slice(0, COLUMNS_TO_ASK)).map((text) => text.trim())
    const texts = [...new Set(cells)].filter((text) => text !== '')
    if (texts.length === 0 || tables.fieldsOf(id) === undefined) return []
    const hash = tables.personalOf(id).case ? createPersonalHash(await keys.keyOf(workspaceId)) : null
    const byId = new Map(texts.map((text) => [hash?.(text) ?? text, text]))
    const list = [...byId.keys()].map((_, at) => `$${at + 1}::VARCHAR`).join(', ')
    const found = await engine.query<{ id: string }>(
      `SELECT case_id AS id FROM ${casesTableName(eventsTableName(id))} WHERE case_id IN (${list})`,
      [...byId.keys()],
    )
    return found.map((row) => byId.get(row.id) ?? '')
  }

  async function drop(id: string, fileId: string): Promise<void> {
    await files.remove(fileId)
    await uploads.removeFile(id, fileId)
  }

  async function find(
    id: string,
    fileId: string,
  ): Promise<
    Result<
      { readonly record: DatasetRecord; readonly file: DatasetFile; readonly all: readonly DatasetFile[] },
      ErrorCode
    >
  > {
    await openedFor(id)
    const record = await rows.find(id)
    if (!record) return refused('dataset-not-found')
    const all = await files.of(id)
    const file = all.find((each) => each.id === fileId)
    if (!file) return refused('file-not-found')
    const isIdle = record.state !== 'importing' && record.state !== 'profiling'
    return isIdle ? done({ record, file, all }) : refused('not-ready', 'This dataset is being worked on right now.')
  }

  /** One that was read, in a dataset of which no other waits for its columns: that one would be left out of what is read anew. */
  async function findRead(id: string, fileId: string): ReturnType<typeof find> {
    const found = await find(id, fileId)
    if (!found.ok) return found
    const { record, file, all } = found.value
    const waiting = all.find(isWaiting)
    if (waiting)
      return refused('not-ready', `“${waiting.name}” waits for its columns: match them first, or leave it out.`)
    if (record.state !== 'ready' || file.state !== 'read')
      return refused('not-ready', `“${file.name}” was not read yet.`)
    return found
  }

  /** The first file of a dataset that has none: a person chooses its columns. */
  async function addFirst(
    record: DatasetRecord,
    { fileName, stream, maxBytes }: AddedFile,
  ): Promise<Result<string, ErrorCode>> {
    const { id } = record
    // Under a name of its own: another may be on its way.
    const fileId = newId()
    const received = await uploads.receive(uploads.fileOf(id, fileId), stream, maxBytes)
    if (received === null) return tooLarge(maxBytes)
    if ((await files.of(id)).length > 0 || (await rows.find(id))?.state !== 'ready') {
      await uploads.removeFile(id, fileId)
      return refused('not-ready', 'Another file came first.')
    }
    const { bytes: byteCount, sha256 } = received
    await uploads.makeFirst(id, fileId)
    await files.add(id, { id, name: fileName, byteCount, sha256, ...BY_HAND })
    return done(await flow.profile({ datasetId: id, fileName, fileBytes: byteCount, sheet: null }))
  }

  /** What of an answer cannot be; `null`: nothing. */
  function faultOf(
    { id, mapping }: DatasetRecord,
    { name, profile }: Pick<DatasetFile, 'name' | 'profile'>,
    said: FileColumns,
  ): string | null {
    if (!mapping || !profile) return 'It was not looked at yet.'
    const own = profile.columns.map((column) => ({ name: column.name, header: column.name }))
    const fields = (tables.fieldsOf(id) ?? []).map((field) => ({ name: field }))
    const targets = new Set(targetsOf({ mapping, fields }))
    const problems: string[] = []
    const used = new Map<number, string>()
    for (const [target, column] of Object.entries(said.columns)) {
      const index = findColumn(own, column)
      const other = used.get(index)
      if (!targets.has(target)) problems.push(`The dataset has no column “${target}”.`)
      else if (index === -1) problems.push(`“${name}” has no column “${column}”.`)
      else if (other !== undefined) problems.push(`“${column}” cannot stand for both “${other}” and “${target}”.`)
      used.set(index, target)
    }
    if (said.timezone !== null && !isKnownZone(said.timezone)) problems.push(`“${said.timezone}” is no time zone.`)
    const { columns, leftOut } = renamedColumns(own, said)
    // A name for all of them stands for a column that is not there.
    const joined = columns.filter((column) => !leftOut.includes(column.name))
    const isFixed = said.eventName && mapping.event !== null && findColumn(joined, mapping.event) === -1
    const lacking = lackingIn(joined, isFixed ? { ...mapping, eventName: said.eventName ?? null } : mapping)
    if (lacking !== null) problems.push(`“${name}” has ${lacking}.`)
    return problems.length === 0 ? null : problems.join(' ')
  }

  /** A file that came to an empty dataset, and of which nothing was read: it is empty again. */
  async function removeUnread({ id, state }: DatasetRecord): Promise<Result<null, ErrorCode>> {
    if (tables.fieldsOf(id) === undefined || (state !== 'mapping-needed' && state !== 'failed'))
      return refused('not-ready', 'There is nothing in this dataset but this file: delete the dataset.')
    await drop(id, id)
    await rows.change(id, { state: 'ready', profile: null, mapping: null, result: null, error: null })
    return done(null)
  }

  /** Events with these numbers, their cases, and those of these that have no others. */
  async function countOf(
    id: string,
    { from, before }: { readonly from: number; readonly before: number },
  ): Promise<Pick<FileShare, 'events' | 'cases' | 'onlyCases'>> {
    const [counted] = await engine.query<{ events: number; cases: number; onlyCases: number }>(
      `SELECT coalesce(sum(own), 0)::BIGINT AS events, count(*) FILTER (own > 0) AS cases, count(*) FILTER (own > 0 AND own = every) AS "onlyCases"
       FROM (SELECT count(*) AS every, count(*) FILTER (seq >= ${from} AND seq < ${before}) AS own
             FROM ${eventsTableName(id)} GROUP BY case_no)`,
    )
    return counted ?? { events: 0, cases: 0, onlyCases: 0 }
  }

  return {
    async add(id, { fileName, stream, maxBytes, columns = null }) {
      await openedFor(id)
      const record = await rows.find(id)
      if (!record) return refused('dataset-not-found')
      if (
        record.state === 'ready' &&
        record.profile === null &&
        asked.membersOf(id) === null &&
        (await files.of(id)).length === 0
      )
        return addFirst(record, { fileName, stream, maxBytes })
      if (!record.mapping || record.state !== 'ready') {
        return refused('not-ready', 'Bring the first file and choose its columns before adding another.')
      }
      const fileId = newId()
      const received = await uploads.receive(uploads.fileOf(id, fileId), stream, maxBytes)
      if (received === null) return tooLarge(maxBytes)
      const { bytes: byteCount, sha256 } = received
      if ((await files.of(id)).length >= MAX_FILES) {
        await uploads.removeFile(id, fileId)
        return refused('too-large', `A dataset is made of at most ${MAX_FILES} files.`)
      }
      const isNew = await files.add(id, { id: fileId, name: fileName, byteCount, sha256, ...BY_HAND, columns })
      const started = isNew ? await flow.import(id, record.mapping, fileId) : done(null)
      if (!started.ok || !isNew) {
        await uploads.removeFile(id, fileId)
        if (isNew) await files.remove(fileId)
      }
      return started
    },

    async nameColumns(id, fileId, said) {
      const asked = await find(id, fileId)
      const found = asked.ok && !isWaiting(asked.value.file) ? await findRead(id, fileId) : asked
      if (!found.ok) return found
      const { record, file } = found.value
      if (record.state !== 'ready') return refused('not-ready', 'This dataset is being worked on right now.')
      const profile = file.profile ?? (await flow.look(record, file))
      const fault = faultOf(record, { name: file.name, profile }, said)
      if (!record.mapping || !profile || fault !== null) return refused('mapping-not-valid', fault ?? undefined)
      if (!isWaiting(file)) return flow.readAnew(id, fileId, { columns: said, profile })
      await files.change(fileId, { columns: said, state: file.state === 'asked' ? 'new' : 'read' })
      const started = await flow.import(id, record.mapping, fileId)
      if (!started.ok) await files.change(fileId, { state: file.state })
      return started
    },

    async remove(id, fileId) {
      const found = await find(id, fileId)
      if (!found.ok) return found
      const { record, file } = found.value
      if (fileId === id && file.state === 'new') return removeUnread(record)
      if (!isWaiting(file)) {
        const read = await findRead(id, fileId)
        return read.ok ? flow.leave(id, fileId) : read
      }
      await drop(id, fileId)
      if (file.state === 'asked-again' && record.mapping) return flow.import(id, record.mapping)
      if (record.error?.code === 'file-columns-needed') await rows.change(id, { error: null })
      return done(null)
    },

    async shareOf(id, fileId) {
      const found = await findRead(id, fileId)
      if (!found.ok) return found
      const { file, all } = found.value
      // The first one of a dataset of earlier versions is not listed.
      const isOnly = all.length === 1 && fileId === id
      const range = isOnly ? { from: 0, before: FIRST_LIVE_SEQ } : file.place && seqsOfParts(file.place)
      const counted = range ? await countOf(id, range) : { events: null, cases: null, onlyCases: null }
      return done({ ...counted, isPulled: file.pullId !== null, isOnly })
    },

    async howRead(id, fileId) {
      const found = await findRead(id, fileId)
      if (!found.ok) return found
      const { record, file } = found.value
      const profile = await flow.look(record, file)
      if (!record.mapping || !profile) return refused('not-ready', `“${file.name}” cannot be read any more.`)
      const { fields } = await summaries.values(id)
      const answers = presentColumns({ mapping: record.mapping, fields }, { profile, said: file.columns })
      return done({ id: file.id, name: file.name, bytes: file.byteCount, profile, answers })
    },

    nameOf: async (id, fileId) => (await files.of(id)).find((file) => file.id === fileId)?.name ?? null,

    async waitingOf(record) {
      const { id, mapping } = record
      const file = record.state === 'ready' ? (await files.of(id)).find(isWaiting) : undefined
      if (!file?.profile || !mapping) return null
      const profile = withSamples(file.profile, await readSamples(uploads.samplesFileOf(id, file.id)))
      const cases = await knownCases(record, profile)
      const own = profile.columns.map((column) => ({ name: column.name, header: column.name }))
      const waitsFor = lackingIn(own, mapping) === null && file.columns === null ? 'formats' : 'columns'
      const known = { mapping, values: await summaries.values(id), cases, personal: tables.personalOf(id).columns }
      const { proposal, reasons } = proposeColumns(known, { profile, said: file.columns })
      const dateOrder = waitsFor === 'formats' ? (profile.dateOrder ?? null) : proposal.dateOrder
      const { id: fileId, name, byteCount: bytes } = file
      return { id: fileId, name, bytes, waitsFor, profile, proposal: { ...proposal, dateOrder }, reasons }
    },
  }
}

const tooLarge = (maxBytes: number): Result<never, ErrorCode> =>
  refused('too-large', `At most ${Math.floor(maxBytes / 1024 ** 2)} MiB.`)
