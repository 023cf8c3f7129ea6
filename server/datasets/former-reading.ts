import type { DatasetFiles } from './dataset-files.ts'
import type { DatasetChange, FormerReading } from './dataset-rows.ts'

/** The files are again as they were when the rows were read. Gives what is to be changed of the dataset itself. */
export async function goBack(
  files: DatasetFiles,
  datasetId: string,
  { mapping, file }: FormerReading,
): Promise<DatasetChange> {
  await files.stay(datasetId)
  if (file) await files.change(file.id, { columns: file.columns, ...(file.wasAsked ? {} : { profile: null }) })
  return { mapping, former: null }
}
