/** What happened since the start, for those who watch the server from outside. */
export interface SyncCounters {
  /** Connections that were let in, and doors that stayed shut. */
  joins: number
  refusedUpgrades: number
  /** Change messages taken, and commits that stored them. */
  changes: number
  commits: number
  failedCommits: number
  /** Messages written to sockets. */
  framesSent: number
  /** Messages refused: a viewer's change, bytes that are no message, too large, a kind that we do not know. */
  refusedChanges: number
  malformed: number
  tooLarge: number
  unknown: number
  /** Changes not taken because the store is away and no more can wait; because they build on what is missing, as too much does already. */
  heldChanges: number
  refusedWaiting: number
  /** Connections that lost or changed their right while open. */
  changedRights: number
  /** Presence entries that spoke for somebody else (most are a client's echo of what it was told). */
  foreignPresence: number
  /** Presence cut down to its cursor; presence overtaken by newer before anybody was told; presence held back from a slow reader. */
  cutPresence: number
  mergedPresence: number
  heldBackPresence: number
  /** Changes kept back for slow readers, to be merged; readers closed for taking nothing; floods slowed down. */
  keptBackChanges: number
  stuckReaders: number
  slowedSenders: number
  /** Connections closed because they asked for the state again and again. */
  tooManyQuestions: number
  /** Rings told to and heard from other nodes, and gaps between rings that were read from the log. */
  ringsSent: number
  ringsHeard: number
  repairedGaps: number
}

export const createCounters = (): SyncCounters => ({
  joins: 0,
  refusedUpgrades: 0,
  changes: 0,
  commits: 0,
  failedCommits: 0,
  framesSent: 0,
  refusedChanges: 0,
  malformed: 0,
  tooLarge: 0,
  unknown: 0,
  heldChanges: 0,
  refusedWaiting: 0,
  changedRights: 0,
  foreignPresence: 0,
  cutPresence: 0,
  mergedPresence: 0,
  heldBackPresence: 0,
  keptBackChanges: 0,
  stuckReaders: 0,
  slowedSenders: 0,
  tooManyQuestions: 0,
  ringsSent: 0,
  ringsHeard: 0,
  repairedGaps: 0,
})
