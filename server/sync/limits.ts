import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'

/** How much traffic one side may cause: `perSecond` for ever, `burst` at once. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/**
 * Where the socket server draws lines. They are generous: a person never meets them, a script only when it floods. Past a rate a
 * connection is read more slowly (the sender waits, nobody else does); past a size it is closed. What a slow reader has not taken is
 * shed in the order of what it is worth: presence first, then single changes (they are merged into one), then the connection.
 */
export interface SyncLimits {
  /** One message of someone who may edit; larger ones close with `too-large`. */
  readonly maxEditorMessageBytes: number
  /** A viewer has nothing to say, but an unmodified client sends back the presence of a whole room. */
  readonly maxViewerMessageBytes: number
  /** About the stored size of a journey; beyond it updates are refused with `too-large`. */
  readonly maxJourneyBytes: number
  readonly maxConnectionsPerJourney: number
  /** Changes of one journey that build on changes which have not come; each further one costs Yjs as much as all before it. */
  readonly maxWaitingBytes: number
  readonly changesPerConnection: Rate
  /** An unmodified client sends back each presence message that it gets, so this counts those, too. */
  readonly presencePerConnection: Rate
  readonly bytesPerConnection: Rate
  /** Questions for the journey's state, each of which may cost as much as the journey is large; a client asks once. */
  readonly questionsPerConnection: Rate
  /** A presence state above this is cut down to its cursor. */
  readonly maxPresenceBytes: number
  /** Bytes waiting for a reader above which it gets no presence, and changes are kept back to be merged. */
  readonly slowReaderBytes: number
  /** Bytes of changes kept back for a slow reader, or waiting in its socket, above which it is closed and may come back to sync anew. */
  readonly stuckReaderBytes: number
  /** How long changes are kept back for a reader that takes nothing. */
  readonly stuckReaderMs: number
  /** Changes of one journey, and of all, that wait for a store that is away; beyond it clients are told to hold them. */
  readonly maxUnsavedBytesPerJourney: number
  readonly maxUnsavedBytes: number
  /** Longest silence towards a client; unmodified y-websocket clients give up after 30 s without a message. */
  readonly keepaliveMs: number
  /** A connection that was not heard of for so long, pings included, is gone. */
  readonly silentConnectionMs: number
  /** Every connection is asked anew for its right at least so often: sessions end without anybody saying so. */
  readonly askAgainMs: number
  /** How often connections are looked at for the three above. */
  readonly sweepMs: number
  /** How long a journey without connections stays in memory. */
  readonly idleRoomMs: number
  /** How long a commit that the store refuses (as against: does not take now) is tried again before the connections are closed. */
  readonly commitPatienceMs: number
  readonly commitRetryMs: number
  /** A commit that takes longer is told to the people who wait for it, as one that failed would be. */
  readonly slowCommitMs: number
  /** How often a shared log is asked for what other nodes appended: while the doorbell works, and while it does not. */
  readonly pollMs: number
  readonly pollWithoutDoorbellMs: number
  /** How long nobody must have changed a journey before its log is folded, unless it is much too long. */
  readonly foldInPauseMs: number
  /** How long closing waits for commits and for the peers' goodbyes. */
  readonly closePatienceMs: number
  /** How long a server that goes away may fold the logs of its journeys. */
  readonly closeFoldMs: number
}

const KB = 1024
const MB = 1024 * KB

export const DEFAULT_LIMITS: SyncLimits = {
  maxEditorMessageBytes: 8 * MB,
  maxViewerMessageBytes: 1 * MB,
  maxJourneyBytes: 50 * MB,
  maxConnectionsPerJourney: 2_000,
  maxWaitingBytes: 64 * KB,
  changesPerConnection: { perSecond: 5_000, burst: 20_000 },
  presencePerConnection: { perSecond: 200, burst: 1_000 },
  bytesPerConnection: { perSecond: 4 * MB, burst: 32 * MB },
  questionsPerConnection: { perSecond: 0.5, burst: 3 },
  maxPresenceBytes: 4 * KB,
  slowReaderBytes: 1 * MB,
  stuckReaderBytes: 8 * MB,
  stuckReaderMs: 30 * SECOND_MS,
  maxUnsavedBytesPerJourney: 8 * MB,
  maxUnsavedBytes: 64 * MB,
  keepaliveMs: 18 * SECOND_MS,
  silentConnectionMs: 1 * MINUTE_MS,
  askAgainMs: 5 * MINUTE_MS,
  sweepMs: 5 * SECOND_MS,
  idleRoomMs: 30 * SECOND_MS,
  commitPatienceMs: 5 * SECOND_MS,
  commitRetryMs: 250,
  slowCommitMs: 2 * SECOND_MS,
  pollMs: 3 * SECOND_MS,
  pollWithoutDoorbellMs: 500,
  foldInPauseMs: 2 * SECOND_MS,
  closePatienceMs: 5 * SECOND_MS,
  closeFoldMs: 2 * SECOND_MS,
}
