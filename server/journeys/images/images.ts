import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { ImageType } from '#shared/contract/image-types.ts'
import type { ImageItem } from '#shared/contract/rest/images.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { type ImageRefusal, readImage } from './read-image.ts'

/** So much one journey's pictures may take together. */
const JOURNEY_MAX = { bytes: 500 * 1024 * 1024, images: 2_000 } as const

export interface StoredImage {
  readonly type: ImageType
  readonly data: Buffer
}

export type Images = ReturnType<typeof createImages>

interface Needs {
  readonly database: Kysely<Database>
  readonly now?: () => number
}

/**
 * The pictures of journeys. A picture's id is made of its bytes: what is added twice is kept once, and a card that is copied into
 * another journey finds its picture there under the same id.
 */
export function createImages({ database, now = Date.now }: Needs) {
  const itemOf = async (journeyId: string, id: string): Promise<ImageItem | null> => {
    const row = await database
      .selectFrom('images')
      .select(['type', 'width', 'height', 'byte_count'])
      .where('journey_id', '=', journeyId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) return null
    return { id, type: row.type as ImageType, width: row.width, height: row.height, bytes: row.byte_count }
  }

  const hasRoom = async (journeyId: string, images: number, bytes: number): Promise<boolean> => {
    const taken = await database
      .selectFrom('images')
      .select(({ fn }) => [fn.countAll().as('images'), fn.sum('byte_count').as('bytes')])
      .where('journey_id', '=', journeyId)
      .executeTakeFirstOrThrow()
    return Number(taken.images) + images <= JOURNEY_MAX.images && Number(taken.bytes) + bytes <= JOURNEY_MAX.bytes
  }

  return {
    /** Keeps a picture. What is no picture, or one too many, is refused and leaves nothing behind. */
    async add(journeyId: string, bytes: Buffer): Promise<Result<ImageItem, ImageRefusal | 'too-many-images'>> {
      const image = await readImage(bytes)
      if (!image.ok) return image
      const id = idOf(bytes)
      const known = await itemOf(journeyId, id)
      if (known) return done(known)
      if (!(await hasRoom(journeyId, 1, bytes.length))) return refused('too-many-images')
      await database
        .insertInto('images')
        .values({
          journey_id: journeyId,
          id,
          ...image.value,
          byte_count: bytes.length,
          created_at: now(),
          data: bytes,
        })
        // Somebody else may have added it at the same moment.
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return done({ id, ...image.value, bytes: bytes.length })
    },

    async find(journeyId: string, imageId: string): Promise<StoredImage | null> {
      const row = await database
        .selectFrom('images')
        .select(['type', 'data'])
        .where('journey_id', '=', journeyId)
        .where('id', '=', imageId)
        .executeTakeFirst()
      return row ? { type: row.type as ImageType, data: Buffer.from(row.data) } : null
    },

    /** Which journeys have one of these pictures. */
    async journeysWith(imageIds: readonly string[]): Promise<string[]> {
      const rows = await database
        .selectFrom('images')
        .select('journey_id')
        .distinct()
        .where('id', 'in', imageIds)
        .orderBy('journey_id')
        .execute()
      return rows.map((row) => row.journey_id)
    },

    /** Takes pictures over from another journey (`'all'`: every one of them); gives those that this one has afterwards. */
    async copy(
      from: string,
      to: string,
      imageIds: readonly string[] | 'all',
    ): Promise<Result<readonly string[], 'too-many-images'>> {
      let wanted = database.selectFrom('images').select(['id', 'byte_count']).where('journey_id', '=', from)
      if (imageIds !== 'all') wanted = wanted.where('id', 'in', imageIds)
      const rows = await wanted.execute()
      const has = await database.selectFrom('images').select('id').where('journey_id', '=', to).execute()
      const missing = rows.filter(({ id }) => !has.some((one) => one.id === id))
      const bytes = missing.reduce((sum, row) => sum + row.byte_count, 0)
      if (missing.length > 0 && !(await hasRoom(to, missing.length, bytes))) return refused('too-many-images')
      const columns = ['id', 'type', 'width', 'height', 'byte_count', 'created_at', 'data'] as const
      await database
        .insertInto('images')
        .columns(['journey_id', ...columns])
        .expression((query) =>
          query
            .selectFrom('images as source')
            .select((builder) => [
              builder.val(to).as('journey_id'),
              ...columns.map((column) => `source.${column}` as const),
            ])
            .where('source.journey_id', '=', from)
            .where(
              'source.id',
              'in',
              missing.map(({ id }) => id),
            ),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return done(rows.map(({ id }) => id))
    },
  }
}

/** 48 hexadecimal digits of SHA-256: nobody finds two pictures with the same. */
const idOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 48)
