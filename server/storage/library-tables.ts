/** A folder for journeys. */
export interface CollectionsTable {
  id: string
  workspace_id: string
  /** Null: at the top. */
  parent_id: string | null
  name: string
  created_at: number
}

/** What a collection says of its own on who may what in it. */
export interface CollectionAccessTable {
  collection_id: string
  /** A member's, or the word for all members who have no entry of their own. */
  person_id: string
  role: 'none' | 'viewer' | 'commenter' | 'editor' | 'admin'
}

export interface JourneyAccessTable {
  journey_id: string
  person_id: string
  role: CollectionAccessTable['role']
}

export interface TagsTable {
  id: string
  workspace_id: string
  name: string
  /** The name as it is compared. */
  name_key: string
  /** Which of the colours, 0..7. */
  color: number
}

export interface JourneyTagsTable {
  journey_id: string
  tag_id: string
}

/** What a person keeps of a journey for themselves. */
export interface JourneyMarksTable {
  person_id: string
  journey_id: string
  starred_at: number | null
  opened_at: number | null
}

/** What a journey says, for the search over all of them. The words beside it are the store's own business. */
export interface JourneyTextsTable {
  journey_id: string
  /** Up to which update it is read. */
  seq: number
  /** JSON of `JourneyText[]`. */
  texts: string
}

/** The library's pictures, drawn in the background. Can be drawn anew at any time. */
export interface JourneyThumbnailsTable {
  journey_id: string
  theme: 'light' | 'dark'
  /** It shows every change until then. */
  updated_at: number
  /** SVG, compressed with brotli. */
  data: Uint8Array
}
