import { readFile, rename, writeFile } from 'node:fs/promises'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'

/** The values of a file that a profile shows. They are kept beside the file, not in the store, so that they go when it goes. */
export interface Samples {
  /** By column. */
  readonly examples: readonly (readonly string[])[]
  readonly preview: readonly (readonly string[])[]
}

export const samplesOf = ({ columns, preview }: DatasetProfile): Samples => ({
  examples: columns.map(({ examples }) => examples),
  preview,
})

export const withoutSamples = (profile: DatasetProfile): DatasetProfile => ({
  ...profile,
  columns: profile.columns.map((column) => ({ ...column, examples: [] })),
  preview: [],
})

export function withSamples(profile: DatasetProfile, samples: Samples | null): DatasetProfile {
  if (samples === null) return profile
  return {
    ...profile,
    columns: profile.columns.map((column, index) => ({ ...column, examples: [...(samples.examples[index] ?? [])] })),
    preview: samples.preview.map((row) => [...row]),
  }
}

export async function readSamples(file: string): Promise<Samples | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Samples
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export async function writeSamples(file: string, samples: Samples): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify(samples))
  await rename(`${file}.part`, file)
}
