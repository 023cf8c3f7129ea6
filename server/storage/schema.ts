import type { AuditEntriesTable, EditStretchesTable, ReviewPlansTable, ReviewsTable } from './record-tables.ts'
import type {
  DatasetFilesTable,
  DatasetsTable,
  ForgottenPeopleTable,
  NamedMetricsTable,
  SegmentsTable,
  WorkspaceKeysTable,
} from './data-tables.ts'
import type { DatasetPullsTable, EventSourcesTable, PullRunsTable } from './feed-tables.ts'
import type {
  CollectionAccessTable,
  CollectionsTable,
  JourneyAccessTable,
  JourneyMarksTable,
  JourneyTagsTable,
  JourneyTextsTable,
  JourneyThumbnailsTable,
  TagsTable,
} from './library-tables.ts'
import type {
  CommentHeadsTable,
  CommentReactionsTable,
  CommentsTable,
  NoticeSettingsTable,
  NoticesTable,
  ThreadReadsTable,
  ThreadsTable,
} from './comment-tables.ts'
import type { Generated } from 'kysely'

/** The tables of the relational store, as Kysely sees them. Instants are ms since 1970; JSON is text; blobs are bytes. */
export interface Database {
  people: PeopleTable
  identities: IdentitiesTable
  api_tokens: ApiTokensTable
  passkeys: PasskeysTable
  challenges: ChallengesTable
  email_claims: EmailClaimsTable
  rate_counts: RateCountsTable
  workspaces: WorkspacesTable
  invitations: InvitationsTable
  members: MembersTable
  sessions: SessionsTable
  session_shares: SessionSharesTable
  journeys: JourneysTable
  journey_updates: JourneyUpdatesTable
  journey_snapshots: JourneySnapshotsTable
  journey_heads: JourneyHeadsTable
  shares: SharesTable
  share_embeds: ShareEmbedsTable
  datasets: DatasetsTable
  dataset_files: DatasetFilesTable
  forgotten_people: ForgottenPeopleTable
  event_sources: EventSourcesTable
  dataset_pulls: DatasetPullsTable
  pull_runs: PullRunsTable
  segments: SegmentsTable
  named_metrics: NamedMetricsTable
  workspace_keys: WorkspaceKeysTable
  jobs: JobsTable
  rights_changes: RightsChangesTable
  owner_links: OwnerLinksTable
  settings: SettingsTable
  images: ImagesTable
  audit_entries: AuditEntriesTable
  edit_stretches: EditStretchesTable
  review_plans: ReviewPlansTable
  reviews: ReviewsTable
  comment_heads: CommentHeadsTable
  threads: ThreadsTable
  comments: CommentsTable
  comment_reactions: CommentReactionsTable
  thread_reads: ThreadReadsTable
  notices: NoticesTable
  notice_settings: NoticeSettingsTable
  collections: CollectionsTable
  collection_access: CollectionAccessTable
  journey_access: JourneyAccessTable
  tags: TagsTable
  journey_tags: JourneyTagsTable
  journey_marks: JourneyMarksTable
  journey_texts: JourneyTextsTable
  journey_thumbnails: JourneyThumbnailsTable
}

/** A person with an account. */
interface PeopleTable {
  id: string
  name: string
  color: number
  created_at: number
  /** In lower case; null for who came by the owner link and has given none. */
  email: string | null
  /** When they proved that it is theirs; null: not yet. Only proved addresses are one person's alone. */
  email_verified_at: number | null
  /** Argon2id in its usual form; null: no sign-in with a password. */
  password_hash: string | null
}

/** An address that a person wants to have and has not proved to be theirs. */
interface EmailClaimsTable {
  id: string
  person_id: string
  email: string
  expires_at: number
}

/** A key in somebody's device or password manager; what is secret of it never comes here. */
interface PasskeysTable {
  /** The credential's own id, base64url. */
  id: string
  person_id: string
  /** COSE, base64url. */
  public_key: string
  /** How often it was used, as far as it says; 0 for those that do not count. */
  counter: number
  /** JSON: how browsers reach it. */
  transports: string
  /** 1: a password manager keeps it on several devices. */
  is_synced: number
  name: string
  created_at: number
  last_used_at: number | null
}

/** What a passkey is to sign; taken once. */
interface ChallengesTable {
  /** SHA-256 of the challenge, hex. */
  hash: string
  /** Which browser or session it was made for, as a hash. */
  bound_to: string
  expires_at: number
}

/** What was tried at the doors, counted for all nodes. */
interface RateCountsTable {
  /** A hash of the limit and of who is counted: an address or an account. */
  key: string
  count: number
  ends_at: number
}

/** Whom a person is at a provider of identities. */
interface IdentitiesTable {
  issuer: string
  subject: string
  person_id: string
  created_at: number
}

/** A token by which a person lets a script act for them. */
interface ApiTokensTable {
  id: string
  person_id: string
  /** SHA-256 of the token, hex. */
  token_hash: string
  name: string
  scope: 'read' | 'write' | 'ingest'
  created_at: number
  expires_at: number | null
  last_used_at: number | null
}

/** A place in a workspace that is held for somebody. It is gone when it is taken or revoked. */
interface InvitationsTable {
  id: string
  workspace_id: string
  role: MembersTable['role']
  /** Only for whoever has this address; null: for whoever has the link, which is signed and not kept. */
  email: string | null
  created_by: string
  created_at: number
  expires_at: number
}

/** A team's house: journeys, datasets, and the people who may do something with them. */
interface WorkspacesTable {
  id: string
  name: string
  created_at: number
  /** Who may see the customers behind a number: whoever has at least this role. */
  customers_seen_by: Generated<'editor' | 'admin' | 'nobody'>
  /** Since when it is being deleted: nobody is in it any more, and what belongs to it goes step by step. */
  deleted_at: Generated<number | null>
}

interface MembersTable {
  workspace_id: string
  person_id: string
  role: 'viewer' | 'commenter' | 'editor' | 'admin' | 'owner'
  joined_at: number
}

/** The workspace that is there from the beginning. */
export const FIRST_WORKSPACE = 'first'

/** A door by which a person comes in. */
export type SessionWay = 'owner-link' | 'password' | 'passkey' | 'sso' | 'invitation'

interface SessionsTable {
  id: string
  /** SHA-256 of the cookie's token, hex: a stolen database signs nobody in. */
  token_hash: string
  /** Null for a guest, who has a name of their own and rights by share links only. */
  person_id: string | null
  guest_name: string | null
  /** Browser and system in a few words. */
  client: string | null
  color: number
  created_at: number
  last_seen_at: number
  /** When somebody last showed in this browser whose it is; null: before that was kept. */
  proved_at: number | null
  /** The token of before the last proof, and until when it is good still. */
  previous_hash: string | null
  previous_until: number | null
  /** How they came in; null: before that was kept, or a guest. */
  way: SessionWay | null
}

/** Which share links a session has opened. */
interface SessionSharesTable {
  session_id: string
  share_id: string
  /** 0: before this was noted. */
  opened_at: Generated<number>
  /** Put out: the session gets nothing by this link, and cannot open it again. */
  removed_at: number | null
  /** When it was connected last, to the minute. */
  seen_at: number | null
}

/** What the library shows of a journey; title and counts are copies of what the document says, refreshed after each change. */
interface JourneysTable {
  id: string
  workspace_id: string
  title: string
  /** JSON of `JourneyListItem['counts']`. */
  counts: string
  created_at: number
  updated_at: number
  archived_at: number | null
  /** Null: directly in the workspace. */
  collection_id: Generated<string | null>
  /** The title as it is put in order, see `titleKey`. */
  title_key: Generated<string>
}

/** The truth of every journey: updates in order (decision 1). Those that are kept end at the head and have no gap. */
interface JourneyUpdatesTable {
  journey_id: string
  seq: number
  actor_id: string | null
  created_at: number
  data: Uint8Array
}

/** The state up to and including `seq`, so that opening need not read the whole log. */
interface JourneySnapshotsTable {
  journey_id: string
  seq: number
  created_at: number
  data: Uint8Array
}

/** The last update's number, 0 before the first. Made with the journey; locking it is what orders the nodes that append. */
interface JourneyHeadsTable {
  journey_id: string
  seq: number
}

interface SharesTable {
  id: string
  journey_id: string
  role: 'viewer' | 'commenter' | 'editor'
  name: string
  created_by: string
  created_at: number
  revoked_at: number | null
  /** Argon2id in its usual form. */
  password_hash: string | null
  expires_at: number | null
  /** How many browsers may open it; null: any number. */
  max_uses: number | null
  uses: Generated<number>
  last_used_at: number | null
  /** JSON of `ShownPart`; null: everything. */
  shows: string | null
}

interface JobsTable {
  id: string
  kind: string
  dataset_id: string | null
  state: string
  progress: number
  rows: number
  error: string | null
  created_at: number
  updated_at: number
}

/**
 * Whose rights changed, for the other nodes to read. With several writers a smaller number may become visible after a larger one, so
 * who reads on from a number has to look some seconds back as well.
 */
interface RightsChangesTable {
  seq: Generated<number>
  /** JSON of a `RightsTarget`. */
  target: string
  at: number
}

/** Sign-in links of the owner that are still good. */
interface OwnerLinksTable {
  /** SHA-256 of the link's token, hex. */
  token_hash: string
  expires_at: number
}

/** What the nodes have to agree on, by name. */
interface SettingsTable {
  key: string
  value: string
}

/** The pictures of a journey. The same picture lies there once: its id is a hash of its bytes. */
interface ImagesTable {
  journey_id: string
  id: string
  /** Media type, found in the bytes. */
  type: string
  width: number
  height: number
  byte_count: number
  created_at: number
  data: Uint8Array
}

/** On which sites' pages a share link's journey may be shown. */
interface ShareEmbedsTable {
  share_id: string
  /** Hosts, a JSON list. */
  sites: string
  updated_at: number
}
