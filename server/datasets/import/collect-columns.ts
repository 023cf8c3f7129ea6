import { RefusedFile } from './refused-file.ts'
import { MAX_COLUMNS } from './source-table.ts'

/** Gathers the names of fields where each record brings its own. */
export interface ColumnCollector {
  add(names: Iterable<string>): void
  /** Those of one record stay together, in the order in which they were first seen. */
  names(): readonly string[]
}

export function createColumnCollector(): ColumnCollector {
  const seen = new Set<string>()
  return {
    add(names) {
      for (const name of names) seen.add(name)
      if (seen.size > MAX_COLUMNS) {
        throw new RefusedFile('too-many-columns', `More than ${MAX_COLUMNS} different fields.`)
      }
    },
    names: () => [...seen],
  }
}
