import type { Actor } from '#server/access/actor.ts'
import { can, type Facts, roleOn } from '#server/access/can.ts'
import type { JourneySummary } from '#server/journeys/journeys.ts'
import type { LibraryRow } from '#server/journeys/library/library.ts'
import type { Place } from '#server/storage/places.ts'
import type { JourneyListItem, LibraryItem } from '#shared/contract/rest/journeys.ts'

type Entries = Pick<Place, 'entries'>

/** A journey with what this actor may do with it. */
export const presentJourney = (journey: JourneySummary, actor: Actor, { entries }: Entries): JourneyListItem => ({
  ...journey,
  ...rightsOn(journey, actor, entries),
})

export const presentLibraryRow = ({ entries, ...journey }: LibraryRow, actor: Actor): LibraryItem => ({
  ...journey,
  ...rightsOn(journey, actor, entries),
})

function rightsOn(
  { id, workspaceId }: Pick<JourneySummary, 'id' | 'workspaceId'>,
  actor: Actor,
  entries: Place['entries'],
): Pick<JourneyListItem, 'role' | 'may' | 'comments'> {
  const facts = { journeyId: id, workspaceId, entries }
  return {
    // Whoever sees a journey has a role on it.
    role: roleOn(actor, facts) ?? 'viewer',
    comments: commentsOf(actor, facts),
    may: {
      share: can(actor, 'manage-shares', facts),
      duplicate: can(actor, 'duplicate-journey', facts),
      archive: can(actor, 'archive-journey', facts),
      remove: can(actor, 'delete-journey', facts),
    },
  }
}

function commentsOf(actor: Actor, facts: Facts): JourneyListItem['comments'] {
  if (!can(actor, 'read-comments', facts)) return 'none'
  if (!can(actor, 'write-comments', facts)) return 'read'
  return can(actor, 'remove-comments', facts) ? 'manage' : 'write'
}
