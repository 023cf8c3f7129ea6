import { rm } from 'node:fs/promises'
import type { DatasetFile, DatasetFiles, FilePlace } from './dataset-files.ts'
import type { DatasetRows } from './dataset-rows.ts'
import type { Forgotten } from './forgotten-people.ts'
import type { Identity } from './identity/identity.ts'
import type { SourceFile } from './import/open-table.ts'
import type { PartsOfFile } from './import/source-table.ts'
import type { Uploads } from './uploads.ts'

/** A file, and where the copy goes that takes its place when people are not to be found in it any more. */
export type FileToRead = SourceFile & { readonly id: string; readonly isKeptCopy: boolean; readonly copy: string }

/** The files of a dataset as they are read: which, in which order, and what becomes of them afterwards. */
export interface SourceFiles {
  /** Those that its rows are to come from; none when the last one leaves. `firstName`: of the first, where it is not listed. */
  of(datasetId: string, firstName: string): Promise<readonly FileToRead[]>
  /** The one that leaves, as long as it is there. */
  leaving(datasetId: string): Promise<FileToRead | undefined>
  /** A file as it came, as long as it is there: then the copy was begun and not finished. */
  sourceOf(
    datasetId: string,
    file: Pick<DatasetFile, 'id' | 'name'> & Partial<Pick<DatasetFile, 'columns' | 'state'>>,
  ): Promise<FileToRead>
  /** What was read takes the place of what it replaces, for good, and what was to leave is gone. */
  settle(datasetId: string, parts: readonly PartsOfFile[]): Promise<void>
  /** The last one has left, and with it all that was known of the dataset by its files. */
  settleNone(datasetId: string): Promise<void>
}

interface Deps {
  readonly rows: DatasetRows
  readonly files: DatasetFiles
  readonly uploads: Uploads
  readonly forgotten: Forgotten
  readonly identity: Pick<Identity, 'declared'>
}

export function createSourceFiles({ rows, files, uploads, forgotten, identity }: Deps): SourceFiles {
  const sourceOf: SourceFiles['sourceOf'] = async (datasetId, { id, name, columns = null, state }) => {
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

  /** Puts the next file in the place of the first one, which leaves. Gives what it was called before. */
  async function leaveFirst(datasetId: string): Promise<string | undefined> {
    const next = (await files.of(datasetId)).find(({ state }) => state === 'new' || state === 'read')
    if (!next) return undefined
    await uploads.makeFirst(datasetId, next.id)
    await rm(uploads.samplesFileOf(datasetId, next.id), { force: true })
    await files.makeFirst(datasetId, next.id)
    return next.id
  }

  return {
    sourceOf,

    async of(datasetId, firstName) {
      const known = await files.of(datasetId)
      // Files of earlier versions are not listed.
      const unlisted = { id: datasetId, name: firstName, replaces: null, columns: null, state: 'read' } as const
      const all = known.some(({ id }) => id === datasetId) ? known : [unlisted, ...known]
      const newer = new Map(known.flatMap((file) => (file.replaces === null ? [] : [[file.replaces, file] as const])))
      const staying = all.filter(({ state }) => state !== 'leaving')
      if (staying.length === 0) return []
      const [first, ...more] = staying
        .filter(({ replaces }) => replaces === null)
        .toSorted((a, b) => Number(b.id === datasetId) - Number(a.id === datasetId))
        .map((file) => newer.get(file.id) ?? file)
        .filter(({ state }) => state === 'new' || state === 'read')
      // Moved already when the server ended in between.
      const isMoved = first && first.id !== datasetId && !(await uploads.isThere(datasetId, first.id))
      const moved = { ...unlisted, name: first?.name ?? firstName, columns: first?.columns ?? null }
      const read = [first && !isMoved ? first : moved, ...more]
      return Promise.all(read.map((file) => sourceOf(datasetId, file)))
    },

    async leaving(datasetId) {
      const file = (await files.of(datasetId)).find(({ state }) => state === 'leaving')
      return file && (await uploads.isThere(datasetId, file.id)) ? sourceOf(datasetId, file) : undefined
    },

    async settle(datasetId, parts) {
      const calledNow = new Map<string, string>()
      for (const file of await files.of(datasetId)) {
        if (file.replaces === null) continue
        if (file.replaces === datasetId) {
          await uploads.makeFirst(datasetId, file.id)
          calledNow.set(file.id, datasetId)
        } else await uploads.removeFile(datasetId, file.replaces)
        await files.settle(datasetId, file)
      }
      for (const { id, state } of await files.of(datasetId)) {
        if (state !== 'leaving') continue
        if (id === datasetId) {
          const next = await leaveFirst(datasetId)
          if (next !== undefined) calledNow.set(next, datasetId)
        } else {
          await uploads.removeFile(datasetId, id)
          await files.remove(id)
        }
      }
      await files.allRead(datasetId)
      await files.keepPlaces(datasetId, placesOf(parts, calledNow))
      for (const { id, profile, state } of await files.of(datasetId)) {
        // They were for whoever said what its columns are.
        if (profile && state === 'read' && id !== datasetId)
          await rm(uploads.samplesFileOf(datasetId, id), { force: true })
      }
    },

    async settleNone(datasetId) {
      const record = await rows.find(datasetId)
      for (const { id } of await files.of(datasetId)) await uploads.removeFile(datasetId, id)
      await rm(uploads.rejectsFileOf(datasetId), { force: true })
      // Its days stay those that it was read by, for what still comes in live.
      await files.removeLast(datasetId, record?.timeZone ?? 'UTC')
    },
  }
}

function placesOf(
  parts: readonly PartsOfFile[],
  calledNow: ReadonlyMap<string, string>,
): ReadonlyMap<string, FilePlace> {
  const places = new Map<string, FilePlace>()
  let firstPart = 0
  for (const { id, parts: count } of parts) {
    places.set(calledNow.get(id) ?? id, { firstPart, parts: count })
    firstPart += count
  }
  return places
}
