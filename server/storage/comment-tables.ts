/** How many changes the comments of a journey have seen. Raising it locks it, so that their numbers have no gap. */
export interface CommentHeadsTable {
  journey_id: string
  seq: number
}

/** A conversation pinned to something on a journey. */
export interface ThreadsTable {
  id: string
  journey_id: string
  /** The change that touched it last. */
  seq: number
  /** JSON of a `ThreadAnchor`. */
  anchor: string
  created_at: number
  resolved_at: number | null
  resolved_by: string | null
  resolved_name: string | null
}

/** One message of it. A removed one stays without its words, so that others hear of it. */
export interface CommentsTable {
  id: string
  thread_id: string
  journey_id: string
  /** The change that touched it last. */
  seq: number
  /** The change that made it: the order of comments, and what a reader has read up to. */
  number: number
  author_id: string
  author_kind: 'person' | 'guest' | 'token'
  /** As it was then; a person's name of today counts more. */
  author_name: string
  author_color: number
  text: string
  /** JSON: `Mention[]`. */
  mentions: string
  created_at: number
  edited_at: number | null
  removed_at: number | null
  removed_by: string | null
}

export interface CommentReactionsTable {
  comment_id: string
  actor_id: string
  reaction: string
  actor_name: string
  created_at: number
}

/** Up to which comment somebody has read a thread. */
export interface ThreadReadsTable {
  thread_id: string
  reader_id: string
  number: number
}

/** What somebody is told of: a person or a guest. */
export interface NoticesTable {
  id: string
  recipient_id: string
  kind: string
  workspace_id: string
  journey_id: string
  /** Where on the journey it is. */
  thread_id: string | null
  comment_id: string | null
  element_id: string | null
  actor_name: string
  actor_color: number
  text: string
  created_at: number
  read_at: number | null
  /** When they are to be written a letter about it; null: not, or not any more. */
  mail_at: number | null
}

/** How a person wants to hear of a kind of thing, where it is not the usual way. */
export interface NoticeSettingsTable {
  person_id: string
  kind: string
  way: string
}
