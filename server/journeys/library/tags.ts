import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { TAG_COLORS, TAGS_MAX } from '#shared/contract/rest/library.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { titleKey } from '#shared/lib/title-key.ts'

export interface Tag {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly color: number
}

export type Tags = ReturnType<typeof createTags>

/** The tags of a workspace, and which journey has which. No two of them read the same. */
export function createTags(database: Kysely<Database>) {
  const all = () => database.selectFrom('tags').select(['id', 'workspace_id as workspaceId', 'name', 'color'])

  const hasName = async (workspaceId: string, name: string, but?: string): Promise<boolean> => {
    const same = await database
      .selectFrom('tags')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('name_key', '=', titleKey(name))
      .executeTakeFirst()
    return same !== undefined && same.id !== but
  }

  return {
    /** By name. */
    ofWorkspace: (workspaceId: string): Promise<Tag[]> =>
      all().where('workspace_id', '=', workspaceId).orderBy('name_key').execute(),

    find: async (id: string): Promise<Tag | null> => (await all().where('id', '=', id).executeTakeFirst()) ?? null,

    /** Without a colour it gets the one that is used least. */
    async create(
      workspaceId: string,
      name: string,
      color: number | undefined,
    ): Promise<Result<Tag, 'tag-exists' | 'too-many-tags'>> {
      const others = await all().where('workspace_id', '=', workspaceId).execute()
      if (others.length >= TAGS_MAX) return refused('too-many-tags')
      const tag = { id: newId<'tag'>(), workspaceId, name, color: color ?? leastUsed(others) }
      const made = await database
        .insertInto('tags')
        .values({ id: tag.id, workspace_id: workspaceId, name, name_key: titleKey(name), color: tag.color })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (made.numInsertedOrUpdatedRows ?? 0n) > 0n ? done(tag) : refused('tag-exists')
    },

    async change(
      { id, workspaceId }: Tag,
      { name, color }: { readonly name?: string | undefined; readonly color?: number | undefined },
    ): Promise<Result<void, 'tag-exists'>> {
      if (name !== undefined && (await hasName(workspaceId, name, id))) return refused('tag-exists')
      const set = {
        ...(name !== undefined && { name, name_key: titleKey(name) }),
        ...(color !== undefined && { color }),
      }
      if (Object.keys(set).length > 0) await database.updateTable('tags').set(set).where('id', '=', id).execute()
      return done(undefined)
    },

    /** Journeys that had it have it no more. */
    async remove(id: string): Promise<void> {
      await database.deleteFrom('tags').where('id', '=', id).execute()
    },

    /** Whatever has the one has the other instead. */
    async merge(from: string, into: string): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('journey_tags')
          .columns(['journey_id', 'tag_id'])
          .expression((query) =>
            query
              .selectFrom('journey_tags as before')
              .select((row) => ['before.journey_id', row.val(into).as('tag_id')])
              .where('before.tag_id', '=', from)
              .where('before.journey_id', 'not in', (inner) =>
                inner.selectFrom('journey_tags as there').select('there.journey_id').where('there.tag_id', '=', into),
              ),
          )
          .execute()
        await transaction.deleteFrom('tags').where('id', '=', from).execute()
      })
    },

    async give(journeyId: string, tagId: string): Promise<void> {
      await database
        .insertInto('journey_tags')
        .values({ journey_id: journeyId, tag_id: tagId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async take(journeyId: string, tagId: string): Promise<void> {
      await database
        .deleteFrom('journey_tags')
        .where('journey_id', '=', journeyId)
        .where('tag_id', '=', tagId)
        .execute()
    },
  }
}

function leastUsed(tags: readonly Tag[]): number {
  const uses = Array.from({ length: TAG_COLORS }, (_, color) => tags.filter((tag) => tag.color === color).length)
  return uses.indexOf(Math.min(...uses))
}
