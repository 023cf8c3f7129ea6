import type { Kysely } from 'kysely'
import type { Journeys } from './journeys/journeys.ts'
import type { AssignedBy } from './journeys/past/stretches.ts'
import type { Notices } from './notices/notices.ts'
import type { Database } from './storage/schema.ts'

interface Needs {
  readonly database: Kysely<Database>
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly notices: Pick<Notices, 'notify'>
}

/** Tells members that somebody has made them the owner of something. */
export const tellOwners =
  ({ database, journeys, notices }: Needs) =>
  async (journeyId: string, assigned: readonly AssignedBy[]): Promise<void> => {
    const place = await journeys.placeOf(journeyId)
    if (place === null) return
    const { workspaceId } = place
    const authors = await database
      .selectFrom('people')
      .select(['id', 'name', 'color'])
      .where('id', 'in', [...new Set(assigned.flatMap(({ actorId }) => actorId ?? []))])
      .execute()
    for (const { actorId, ownerId, elementId, title } of assigned) {
      const by = authors.find(({ id }) => id === actorId) ?? { id: actorId ?? '', name: 'Somebody', color: 7 }
      await notices.notify({
        kind: 'assigned',
        personIds: [ownerId],
        workspaceId,
        journeyId,
        by,
        text: title,
        elementId,
      })
    }
  }
