import type { PersonalColumns } from '#shared/contract/rest/datasets.ts'
import type { ColumnValues } from '#server/duckdb/engine-job.ts'
import type { LiveBatch } from '#server/datasets/tables.ts'
import { createPersonalHash } from './personal-hash.ts'

/** The same live events with what is personal hashed. */
export function hashedBatch(batch: LiveBatch, { case: isCase, columns }: PersonalColumns, key: string): LiveBatch {
  const hash = createPersonalHash(key)
  const hashed = (values: ColumnValues): ColumnValues =>
    values.map((value) => (value === null || value === '' ? null : hash(String(value))))
  const marked = new Set(columns)
  const firstField = batch.columns.length - batch.fields.length
  return {
    ...batch,
    columns: batch.columns.map((values, index) => {
      const isPersonal =
        index === 0 ? isCase : index >= firstField && marked.has(batch.fields[index - firstField] ?? '')
      return isPersonal ? hashed(values) : values
    }),
  }
}
