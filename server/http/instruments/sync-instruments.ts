import type { Registry } from '@prometheus-io/client'
import type { SyncCounters } from '#server/sync/counters.ts'
import type { SyncFigures } from '#server/sync/figures.ts'
import { type FigureWords, showCounter, showGauge } from './registry.ts'

/** Every counter of the socket server; one without words here does not compile. */
const COUNTERS: Readonly<Record<keyof SyncCounters, FigureWords>> = {
  joins: { name: 'waymark_connections_joined_total', help: 'Websockets that were let in.' },
  refusedUpgrades: {
    name: 'waymark_upgrades_refused_total',
    help: 'Websockets that were refused after the gate: not signed in, no right, no such journey, wrong origin.',
  },
  changes: { name: 'waymark_updates_total', help: 'Messages with changes that were taken from connections.' },
  commits: { name: 'waymark_commits_total', help: 'Commits that put changes on disk; one holds many changes.' },
  failedCommits: {
    name: 'waymark_commits_failed_total',
    help: 'Commits that the store did not take. The changes wait and are tried again.',
  },
  framesSent: { name: 'waymark_frames_sent_total', help: 'Messages written to websockets.' },
  refusedChanges: {
    name: 'waymark_updates_refused_total',
    help: 'Messages with changes from somebody who may only look.',
  },
  malformed: { name: 'waymark_malformed_messages_total', help: 'Bytes that are no message. The connection is closed.' },
  tooLarge: { name: 'waymark_too_large_messages_total', help: 'Changes past the size of a message or of a journey.' },
  unknown: { name: 'waymark_unknown_messages_total', help: 'Messages of a kind that this server does not know.' },
  heldChanges: {
    name: 'waymark_updates_held_total',
    help: 'Changes not taken because the store is away and no more can wait. The client keeps and repeats them.',
  },
  changedRights: {
    name: 'waymark_rights_changed_total',
    help: 'Connections that were closed because their right changed or ended.',
  },
  foreignPresence: {
    name: 'waymark_presence_foreign_total',
    help: "Presence that spoke for somebody else and was dropped; most is a client's echo of what it was told.",
  },
  cutPresence: {
    name: 'waymark_shed_presence_cut_total',
    help: 'Presence that was too large and was cut to its cursor.',
  },
  mergedPresence: {
    name: 'waymark_shed_presence_merged_total',
    help: 'Presence that was overtaken by newer presence of the same person before anybody was told.',
  },
  heldBackPresence: {
    name: 'waymark_shed_presence_held_back_total',
    help: 'Presence that was not sent to a slow reader.',
  },
  keptBackChanges: {
    name: 'waymark_shed_updates_merged_total',
    help: 'Changes that were kept back for a slow reader, to be merged into one message.',
  },
  stuckReaders: {
    name: 'waymark_shed_readers_closed_total',
    help: 'Connections that were closed because they took nothing; they come back and sync anew.',
  },
  slowedSenders: {
    name: 'waymark_shed_senders_slowed_total',
    help: 'Times that a connection was read more slowly because it sent too much.',
  },
  refusedWaiting: {
    name: 'waymark_shed_updates_without_base_total',
    help: 'Changes that were refused because they build on missing ones, as too many others did already.',
  },
  tooManyQuestions: {
    name: 'waymark_shed_questions_total',
    help: 'Connections that were closed because they asked for the whole journey again and again.',
  },
  ringsSent: { name: 'waymark_rings_sent_total', help: 'Rings told to other nodes over the doorbell.' },
  ringsHeard: { name: 'waymark_rings_received_total', help: 'Rings heard from other nodes over the doorbell.' },
  repairedGaps: {
    name: 'waymark_ring_gaps_repaired_total',
    help: 'Times that changes of other nodes were read from the log because a ring did not arrive.',
  },
}

/** Shows what the socket server counts and holds. */
export function showSync(registry: Registry, figures: () => SyncFigures): void {
  for (const key of Object.keys(COUNTERS) as (keyof SyncCounters)[]) {
    showCounter(registry, COUNTERS[key], () => figures().counters[key])
  }
  const gauge = (name: string, help: string, read: (figures: SyncFigures) => number): void =>
    showGauge(registry, { name, help }, () => read(figures()))
  gauge('waymark_connections', 'Websockets on a journey now.', ({ connections }) => connections)
  gauge('waymark_rooms', 'Journeys in memory now.', ({ rooms }) => rooms)
  gauge('waymark_built_rooms', 'Those of them that somebody changes, or has read.', ({ builtRooms }) => builtRooms)
  gauge('waymark_queued_bytes', 'Bytes that wait for readers to take them.', ({ queuedBytes }) => queuedBytes)
  gauge('waymark_unsaved_bytes', 'Bytes of changes that are not on disk yet.', ({ unsavedBytes }) => unsavedBytes)
  gauge('waymark_storage_away', '1 while changes do not reach the disk, else 0.', (now) => Number(now.isStorageAway))
}
