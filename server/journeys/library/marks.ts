import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'

export type Marks = ReturnType<typeof createMarks>

/** What each person keeps of journeys for themselves: a star, and when they opened it last. */
export function createMarks(database: Kysely<Database>, now: () => number = Date.now) {
  const set = async (
    personId: string,
    journeyId: string,
    mark: { readonly starred_at: number | null } | { readonly opened_at: number },
  ): Promise<void> => {
    await database
      .insertInto('journey_marks')
      .values({ person_id: personId, journey_id: journeyId, starred_at: null, opened_at: null, ...mark })
      .onConflict((conflict) => conflict.columns(['person_id', 'journey_id']).doUpdateSet(mark))
      .execute()
  }
  return {
    star: (personId: string, journeyId: string, isStarred: boolean): Promise<void> =>
      set(personId, journeyId, { starred_at: isStarred ? now() : null }),
    opened: (personId: string, journeyId: string): Promise<void> => set(personId, journeyId, { opened_at: now() }),
  }
}
