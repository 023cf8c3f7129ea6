import type { DatasetFiles } from './dataset-files.ts'
import { type DatasetRows, plainError } from './dataset-rows.ts'
import type { ImportFlow } from './import-flow.ts'
import type { JobLog } from './job-log.ts'
import type { Tables } from './tables.ts'
import type { Uploads } from './uploads.ts'

interface Deps {
  readonly rows: DatasetRows
  readonly tables: Tables
  readonly uploads: Uploads
  readonly files: DatasetFiles
  readonly jobs: JobLog
  readonly flow: ImportFlow
}

/** After so many restarts in the middle of an import a person has to start it. */
const MAX_RESUMPTIONS = 3

/** What was under way when the server ended is not any more; the file is still there to try again. */
export async function recoverImports({ rows, tables, uploads, files, jobs, flow }: Deps): Promise<void> {
  await jobs.failInterrupted()
  const records = await rows.list()
  const known = await Promise.all(
    records.map(async ({ id }) => [id, new Set((await files.of(id)).map((file) => file.id))] as const),
  )
  await uploads.keepOnly(new Map(known))
  for (const record of records) {
    const { id, name, state, profile, mapping, former } = record
    const all = await files.of(id)
    // The first file of a dataset that was empty, at which nobody has looked yet.
    const isUnseen = state === 'profiling' || (state === 'ready' && !profile && all.some((file) => file.id === id))
    const isUnderWay = isUnseen || state === 'importing'
    // Its work was to begin, and did not.
    if (former && !isUnderWay) await flow.giveUp(record)
    // One was to take another's place, or to leave, and the others were not read since, or not to the very end.
    const isUnread =
      state === 'ready' && !former && all.some((file) => file.replaces !== null || file.state === 'leaving')
    if (!isUnderWay && !isUnread) continue
    const bytes = await uploads.size(id)
    if (isUnseen && bytes !== null) {
      await flow.profile({
        datasetId: id,
        fileName: all[0]?.name ?? name,
        fileBytes: bytes,
        sheet: profile?.sheet ?? null,
      })
      continue
    }
    // A file that ends the server each time it is read is not read for ever.
    const isThere = bytes !== null || (all.length > 0 && all.every((file) => file.state === 'leaving'))
    if (mapping && isThere && (await jobs.interruptionsOf(id)) < MAX_RESUMPTIONS) {
      const resumed = await flow.import(id, mapping)
      if (resumed.ok) continue
    }
    await flow.giveUp(record)
    const hasRows = tables.fieldsOf(id) !== undefined
    await rows.change(id, { state: hasRows ? 'ready' : 'failed', error: plainError('import-interrupted') })
  }
}
