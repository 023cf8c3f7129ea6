import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import type { DatasetFiles } from './dataset-files.ts'
import type { DatasetRecord } from './dataset-rows.ts'
import type { ProfileInput, ProfileResult } from './import/profile-job.ts'
import { samplesOf, withoutSamples, writeSamples } from './samples.ts'
import type { FileToRead, SourceFiles } from './source-files.ts'
import type { Uploads } from './uploads.ts'

interface Deps {
  readonly engine: Engine
  readonly files: DatasetFiles
  readonly uploads: Uploads
  readonly sources: SourceFiles
}

/** What is shown of the first file of a dataset, once that is another one than was uploaded. */
export function createFirstFile({ engine, files, uploads, sources }: Deps) {
  /** What is shown of the first file, from the copy that is kept of it now. */
  async function takeSamplesAnew({ id, profile }: DatasetRecord): Promise<void> {
    if (!profile) return
    const { fileName, fileBytes } = profile
    const columns = (await files.of(id)).find((file) => file.id === id)?.columns ?? null
    const again = await profileOf(await sources.sourceOf(id, { id, name: fileName, columns }), fileBytes, [
      profile.sheet,
    ])
    // Without samples the wizard still works; with those from before it would show what is gone.
    await writeSamples(uploads.samplesFileOf(id), again ? samplesOf(again) : { examples: [], preview: [] })
  }

  /** What is in one file, on the first of these sheets that it has; `null`: it cannot be read. */
  async function profileOf(
    source: FileToRead,
    fileBytes: number,
    sheets: readonly (string | null)[],
  ): Promise<DatasetProfile | null> {
    const { id: _same, ...file } = source
    for (const sheet of new Set(sheets)) {
      const input: ProfileInput = { files: [file], fileName: file.fileName, fileBytes, sheet }
      const seen = await engine.runJob<ProfileResult>('profileFile', input)
      if (seen.ok) return seen.value
    }
    return null
  }

  /** Another file is the first now: the dataset is known by its columns, under the names that they have here. */
  async function lookAtFirst({ id, profile }: DatasetRecord): Promise<DatasetProfile | null> {
    const first = (await files.of(id)).find((file) => file.id === id)
    if (!profile || !first) return profile
    const seen = await profileOf(await sources.sourceOf(id, first), first.byteCount, [profile.sheet, null])
    await writeSamples(uploads.samplesFileOf(id), seen ? samplesOf(seen) : { examples: [], preview: [] })
    return withoutSamples(seen ?? { ...profile, fileName: first.name, fileBytes: first.byteCount })
  }

  return { takeSamplesAnew, lookAtFirst }
}
