import type { DatasetMapping, DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { DatasetRecord } from './dataset-rows.ts'

export interface SavedMapping {
  readonly datasetId: string
  readonly name: string
  readonly mapping: DatasetMapping
}

/** The mapping that was last used in this workspace for a file with the same columns. */
export function savedMappingFor(record: DatasetRecord, all: readonly DatasetRecord[]): SavedMapping | null {
  if (!record.profile || record.mapping) return null
  const shape = shapeOf(record.profile)
  const [last] = all
    .filter(({ id, workspaceId }) => id !== record.id && workspaceId === record.workspaceId)
    .filter(({ state, profile, mapping }) => state === 'ready' && profile && mapping && shapeOf(profile) === shape)
    .sort((a, b) => b.updatedAt - a.updatedAt)
  return last?.mapping ? { datasetId: last.id, name: last.name, mapping: last.mapping } : null
}

/** Columns by name, in any order: the next export may have them in another. */
export function shapeOf({ columns }: DatasetProfile): string {
  return columns
    .map(({ name }) => name)
    .sort()
    .join('\u0000')
}
