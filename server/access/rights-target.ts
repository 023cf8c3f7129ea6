/** Whose right may have changed: every field that is given has to match. An empty target means everyone. */
export interface RightsTarget {
  readonly journeyId?: string
  /** One of these. */
  readonly journeyIds?: readonly string[]
  readonly actorId?: string
  readonly sessionId?: string
  /** A share link that the right rests on. */
  readonly shareId?: string
}
