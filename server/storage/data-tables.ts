import type { Generated } from 'kysely'

export interface DatasetsTable {
  id: string
  workspace_id: string
  name: string
  state: string
  /** JSON of DatasetProfile, DatasetMapping, ImportResult, error; null until known. */
  profile: string | null
  mapping: string | null
  result: string | null
  error: string | null
  /** JSON: attribute field names in column order (`a0`, `a1`, … of the events table). */
  fields: string
  /** Events older than so many days go; null: never. */
  retention_days: Generated<number | null>
  /** In which its days are counted: a name of the IANA database; null: that of its mapping, else UTC. */
  time_zone: Generated<string | null>
  /** JSON of `FormerReading`: what is gone back to when the work under way does not come to its end; null: it changes no answers. */
  former: Generated<string | null>
  job_id: string | null
  created_at: number
  updated_at: number
}

/** By which what identifies customers is hashed. Leaves the store only in a backup. */
export interface WorkspaceKeysTable {
  workspace_id: string
  /** 256 bits, hexadecimal. */
  key: string
}

/** The files of which a dataset is made. */
export interface DatasetFilesTable {
  /** Of the first one, the dataset's. */
  id: string
  dataset_id: string
  name: string
  byte_count: number
  sha256: string
  added_at: number
  /** What fetched it; null: a person brought it. */
  pull_id: Generated<string | null>
  /** The file whose place it takes as soon as it was read; null: it stands for itself. */
  replaces: Generated<string | null>
  /** JSON of `FileColumns`; null: its columns are called as in the dataset. */
  columns: Generated<string | null>
  /** JSON of `DatasetProfile` without values, of a file that was asked for its columns; null: it was not. */
  profile: Generated<string | null>
  /** `FileState`. */
  state: Generated<string>
  /** Its place among the files that it was read with, and how many places it takes (the files of an archive); null: not read, or by an earlier version. */
  first_part: Generated<number | null>
  parts: Generated<number | null>
}

/** Who was deleted while a file lay there unread: a row for each hash of an id. */
export interface ForgottenPeopleTable {
  file_id: string
  /** By the key of the workspace. */
  hash: string
  dataset_id: string
}

/** A rule that selects cases of a dataset. */
export interface SegmentsTable {
  id: string
  dataset_id: string
  name: string
  /** JSON of a `SegmentRule`. */
  rule: string
  created_at: number
  updated_at: number
}

/** A metric of a workspace's library. */
export interface NamedMetricsTable {
  id: string
  workspace_id: string
  /** `null`: it is made of other metrics. */
  dataset_id: string | null
  name: string
  description: string
  /** JSON of a `MetricDefinition`. */
  definition: string
  /** JSON of a `MetricFormat`. */
  format: string
  direction: string
  target: number | null
  created_at: number
  updated_at: number
}
