import type { Generated } from 'kysely'

/** Who may send events to a dataset by a key of their own, and how that went. */
export interface EventSourcesTable {
  id: string
  dataset_id: string
  name: string
  /** SHA-256 of the key, hex. */
  key_hash: string
  /** What the sender signs with, sealed; null: it need not sign. */
  secret: string | null
  created_at: number
  /** When something came last, whether it was taken or not. */
  last_at: number | null
  accepted: Generated<number>
  duplicates: Generated<number>
  rejected: Generated<number>
  /** JSON of `SourceReject[]`: why, and how often. */
  rejects: Generated<string>
}

/** What is fetched for a dataset, from where and when. */
export interface DatasetPullsTable {
  id: string
  dataset_id: string
  /** JSON of `PullOrigin`, without what is secret of it. */
  origin: string
  /** A password or the value of a header, sealed; null: none. */
  secret: string | null
  cron: string
  timezone: string
  mode: 'replace' | 'add'
  /** 0 or 1 */
  is_paused: number
  /** When it is fetched next; null: never, as long as it is paused. */
  next_at: number | null
  /** The run that has it, and until when it may be trusted to be alive. */
  claimed_by: string | null
  claimed_until: Generated<number>
  /** Runs that failed, one after the other. */
  failures: Generated<number>
  /** JSON of `PullSeen`: by what the same is known again. */
  seen: Generated<string>
  created_at: number
}

/** One time that something was fetched. */
export interface PullRunsTable {
  id: string
  pull_id: string
  started_at: number
  ended_at: number | null
  /** `running`, `imported`, `unchanged`, `failed`, `columns-needed` */
  result: string
  /** In plain words, why it failed. */
  reason: string | null
  byte_count: number | null
  events: number | null
}
