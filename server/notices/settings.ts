import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import {
  isNoticeKind,
  NOTICE_KIND_NAMES,
  NOTICE_KINDS,
  NOTICE_WAYS,
  type NoticeKind,
  type NoticeWay,
} from '#shared/contract/notice-kinds.ts'

export type NoticeSettingWays = Readonly<Record<NoticeKind, NoticeWay>>

const USUAL = Object.fromEntries(NOTICE_KIND_NAMES.map((kind) => [kind, NOTICE_KINDS[kind].usual])) as NoticeSettingWays

export type NoticeSettings = ReturnType<typeof createNoticeSettings>

/** How each person wants to hear of things. */
export function createNoticeSettings(database: Kysely<Database>) {
  const of = async (personIds: readonly string[]): Promise<ReadonlyMap<string, NoticeSettingWays>> => {
    const chosen = new Map<string, NoticeSettingWays>(personIds.map((id) => [id, USUAL]))
    if (personIds.length === 0) return chosen
    const rows = await database.selectFrom('notice_settings').selectAll().where('person_id', 'in', personIds).execute()
    for (const { person_id, kind, way } of rows) {
      const stored = NOTICE_WAYS.find((one) => one === way)
      if (isNoticeKind(kind) && stored) chosen.set(person_id, { ...(chosen.get(person_id) ?? USUAL), [kind]: stored })
    }
    return chosen
  }

  const set = async (personId: string, ways: Partial<NoticeSettingWays>): Promise<void> => {
    const rows = Object.entries(ways).map(([kind, way]) => ({ person_id: personId, kind, way }))
    if (rows.length === 0) return
    await database
      .insertInto('notice_settings')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'kind']).doUpdateSet((row) => ({ way: row.ref('excluded.way') })),
      )
      .execute()
  }

  return {
    of,
    set,

    async ofPerson(personId: string): Promise<NoticeSettingWays> {
      return (await of([personId])).get(personId) ?? USUAL
    },

    /** No letters any more; what is told in the app stays. */
    async endMail(personId: string): Promise<void> {
      const ways = (await of([personId])).get(personId) ?? USUAL
      const quiet = NOTICE_KIND_NAMES.filter((kind) => ways[kind] === 'mail' || ways[kind] === 'digest')
      await set(personId, Object.fromEntries(quiet.map((kind) => [kind, 'app' as const])))
    },
  }
}
