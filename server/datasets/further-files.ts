import type { Readable } from 'node:stream'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetProfile, WaitingFile } from '#shared/contract/rest/datasets.ts'
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
import { findColumn } from './import/column-names.ts'
import { isKnownZone, lackingIn } from './import/event-mapping.ts'
import { renamedColumns } from './import/renamed-table.ts'
import { proposeColumns, targetsOf } from './propose-columns.ts'
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

/** The files of a dataset after its first. */
export interface FurtherFiles {
  /** Reads a further file with the mapping of the first; gives the job's id, or `null` when the dataset has this file already. */
  add(id: string, file: AddedFile): Promise<Result<string | null, ErrorCode>>
  /** Says what the columns of a file that waits for that stand for, and reads it with the others; gives the job's id. */
  nameColumns(id: string, fileId: string, columns: FileColumns): Promise<Result<string, ErrorCode>>
  /** Lets a file go that waits. Gives the job that reads the others anew, or `null`: nothing of it was there. */
  remove(id: string, fileId: string): Promise<Result<string | null, ErrorCode>>
  /** The first that waits. */
  waitingOf(record: DatasetRecord): Promise<WaitingFile | null>
}

export function createFurtherFiles(deps: Deps): FurtherFiles {
  const { engine, keys, rows, files, uploads, flow, tables, summaries, openedFor } = deps

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
  ): Promise<Result<{ readonly record: DatasetRecord; readonly file: DatasetFile }, ErrorCode>> {
    await openedFor(id)
    const record = await rows.find(id)
    if (!record) return refused('dataset-not-found')
    const file = (await files.of(id)).find((each) => each.id === fileId)
    if (!file) return refused('file-not-found')
    if (!isWaiting(file)) return refused('not-ready', `“${file.name}” does not wait for its columns.`)
    return record.state === 'ready'
      ? done({ record, file })
      : refused('not-ready', 'This dataset is being worked on right now.')
  }

  /** What of an answer cannot be; `null`: nothing. */
  function faultOf({ id, mapping }: DatasetRecord, { name, profile }: DatasetFile, said: FileColumns): string | null {
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

  return {
    async add(id, { fileName, stream, maxBytes, columns = null }) {
      await openedFor(id)
      const record = await rows.find(id)
      if (!record) return refused('dataset-not-found')
      if (!record.mapping || record.state !== 'ready') {
        return refused('not-ready', 'Bring the first file and choose its columns before adding another.')
      }
      const fileId = newId()
      const received = await uploads.receive(uploads.fileOf(id, fileId), stream, maxBytes)
      if (received === null) return refused('too-large', `At most ${Math.floor(maxBytes / 1024 ** 2)} MiB.`)
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
      const found = await find(id, fileId)
      if (!found.ok) return found
      const { record, file } = found.value
      const fault = faultOf(record, file, said)
      if (!record.mapping || fault !== null) return refused('mapping-not-valid', fault ?? undefined)
      await files.change(fileId, { columns: said, state: file.state === 'asked' ? 'new' : 'read' })
      const started = await flow.import(id, record.mapping, fileId)
      if (!started.ok) await files.change(fileId, { state: file.state })
      return started
    },

    async remove(id, fileId) {
      const found = await find(id, fileId)
      if (!found.ok) return found
      const { record, file } = found.value
      await drop(id, fileId)
      if (file.state === 'asked-again' && record.mapping) return flow.import(id, record.mapping)
      if (record.error?.code === 'file-columns-needed') await rows.change(id, { error: null })
      return done(null)
    },

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
