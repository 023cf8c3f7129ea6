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
  for (const { id, name, state, profile, mapping } of records) {
    // It was to take another's place, and was not read yet.
    const isUnread = state === 'ready' && (await files.of(id)).some(({ replaces }) => replaces !== null)
    if (state !== 'profiling' && state !== 'importing' && !isUnread) continue
    const bytes = await uploads.size(id)
    if (state === 'profiling' && bytes !== null) {
      await flow.profile({
        datasetId: id,
        fileName: (await files.of(id))[0]?.name ?? name,
        fileBytes: bytes,
        sheet: profile?.sheet ?? null,
      })
      continue
    }
    // A file that ends the server each time it is read is not read for ever.
    if (mapping && bytes !== null && (await jobs.interruptionsOf(id)) < MAX_RESUMPTIONS) {
      const resumed = await flow.import(id, mapping)
      if (resumed.ok) continue
    }
    const hasRows = tables.fieldsOf(id) !== undefined
    await rows.change(id, { state: hasRows ? 'ready' : 'failed', error: plainError('import-interrupted') })
  }
}
