/** What happened since the start, for those who watch the server from outside. */
export interface SyncCounters {
  /** Connections that were let in, and doors that stayed shut. */
  joins: number
  refusedUpgrades: number
  /** Change messages taken, and commits that stored them. */
  changes: number
  commits: number
  failedCommits: number
  /** Messages refused: a viewer's change, bytes that are no message, too large, a kind that we do not know. */
  refusedChanges: number
  malformed: number
  tooLarge: number
  unknown: number
  /** Presence entries that spoke for somebody else (most are a client's echo of what it was told). */
  foreignPresence: number
  /** Presence cut down to its cursor, presence held back from a slow reader, stuck readers closed, floods slowed down. */
  cutPresence: number
  heldBackPresence: number
  stuckReaders: number
  slowedSenders: number
}

export const createCounters = (): SyncCounters => ({
  joins: 0,
  refusedUpgrades: 0,
  changes: 0,
  commits: 0,
  failedCommits: 0,
  refusedChanges: 0,
  malformed: 0,
  tooLarge: 0,
  unknown: 0,
  foreignPresence: 0,
  cutPresence: 0,
  heldBackPresence: 0,
  stuckReaders: 0,
  slowedSenders: 0,
})
