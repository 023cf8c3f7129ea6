import type { Kysely, Selectable } from 'kysely'
import type { SourceReject } from '#shared/contract/rest/sources.ts'
import type { Database } from '#server/storage/schema.ts'

/** What came from a source since it was written down last. */
export interface SourceCounts {
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly reasons: ReadonlyMap<string, number>
  readonly lastAt: number
}

export type SourceRow = Selectable<Database['event_sources']>
export type SourceRows = ReturnType<typeof createSourceRows>

/** Further reasons count as one, so that no sender can fill the row. */
const MAX_REASONS = 20
const OTHER_REASONS = 'other reasons'

export function createSourceRows(database: Kysely<Database>) {
  return {
    of: (datasetId: string): Promise<SourceRow[]> =>
      database
        .selectFrom('event_sources')
        .selectAll()
        .where('dataset_id', '=', datasetId)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),

    byKeyHash: (keyHash: string): Promise<SourceRow | undefined> =>
      database.selectFrom('event_sources').selectAll().where('key_hash', '=', keyHash).executeTakeFirst(),

    async add(
      row: Pick<SourceRow, 'id' | 'dataset_id' | 'name' | 'key_hash' | 'secret' | 'created_at'>,
    ): Promise<void> {
      await database.insertInto('event_sources').values(row).execute()
    },

    async remove(datasetId: string, id: string): Promise<boolean> {
      const done = await database
        .deleteFrom('event_sources')
        .where('id', '=', id)
        .where('dataset_id', '=', datasetId)
        .executeTakeFirst()
      return done.numDeletedRows > 0n
    },

    async count(id: string, { accepted, duplicates, rejected, reasons, lastAt }: SourceCounts): Promise<void> {
      const row = await database.selectFrom('event_sources').select('rejects').where('id', '=', id).executeTakeFirst()
      if (!row) return
      await database
        .updateTable('event_sources')
        .set((column) => ({
          accepted: column('accepted', '+', accepted),
          duplicates: column('duplicates', '+', duplicates),
          rejected: column('rejected', '+', rejected),
          last_at: lastAt,
          ...(reasons.size > 0 && { rejects: JSON.stringify(added(rejectsOf(row), reasons, lastAt)) }),
        }))
        .where('id', '=', id)
        .execute()
    },
  }
}

/** Why events of a source were not stored. */
export const rejectsOf = ({ rejects }: Pick<SourceRow, 'rejects'>): readonly SourceReject[] =>
  JSON.parse(rejects) as SourceReject[]

function added(
  known: readonly SourceReject[],
  reasons: ReadonlyMap<string, number>,
  lastAt: number,
): readonly SourceReject[] {
  const all = new Map(known.map((reject) => [reject.reason, reject]))
  for (const [reason, events] of reasons) {
    const name = all.has(reason) || all.size < MAX_REASONS ? reason : OTHER_REASONS
    all.set(name, { reason: name, events: (all.get(name)?.events ?? 0) + events, lastAt })
  }
  return [...all.values()].sort((a, b) => b.events - a.events)
}
