import type { SyncCounters } from './counters.ts'

/** The socket server as it is now, for those who watch it from outside. */
export interface SyncFigures {
  /** What happened since the start. */
  readonly counters: Readonly<SyncCounters>
  readonly connections: number
  /** Journeys in memory. */
  readonly rooms: number
  /** Those of them whose document is built, which takes many times the room of its bytes. */
  readonly builtRooms: number
  /** Bytes written to sockets that their readers have not taken yet. */
  readonly queuedBytes: number
  /** Bytes of changes that are not on disk yet. */
  readonly unsavedBytes: number
  /** Whether changes reach the disk just now. */
  readonly isStorageAway: boolean
}
