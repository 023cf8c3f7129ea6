import type { Generated } from 'kysely'

/** Who did what that access depends on. Rows are added and, when they are old, dropped; none is changed. */
export interface AuditEntriesTable {
  seq: Generated<number>
  at: number
  /** Null for what concerns the whole server, like signing in. */
  workspace_id: string | null
  journey_id: string | null
  actor_kind: 'person' | 'token' | 'guest' | 'nobody'
  actor_id: string | null
  /** Of a guest or a script; a person's name is read from `people`, so that it goes with them. */
  actor_name: string | null
  act: string
  result: 'done' | 'refused'
  target_kind: string | null
  target_id: string | null
  target_name: string | null
  /** JSON of short texts by name; null: nothing more to say. */
  details: string | null
  address: string | null
}

/** What one person did to a journey without a longer pause; made from the updates, which are not kept for ever. */
export interface EditStretchesTable {
  journey_id: string
  first_seq: number
  last_seq: number
  actor_id: string | null
  begun_at: number
  ended_at: number
  /** JSON of what changed. */
  changes: string
}

/** How often a journey is to be looked at anew; a journey without a row is looked at every quarter. */
export interface ReviewPlansTable {
  journey_id: string
  cadence: 'none' | 'monthly' | 'quarterly' | 'half-yearly' | 'yearly'
  /** Null when it is not looked at by plan. */
  next_at: number | null
  /** For which `next_at` somebody was reminded. */
  reminded_at: number | null
}

export interface ReviewsTable {
  id: string
  journey_id: string
  /** Null when the person has gone. */
  person_id: string | null
  note: string
  at: number
}
