import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { openDatasets, type TestDatasets } from './data-datasets.ts'

/** Datasets for a whole file of tests; the caller closes them. */
export async function openSharedDatasets(): Promise<TestDatasets> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-data-'))
  const open = await openDatasets(folder)
  return {
    ...open,
    async close() {
      await open.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
