import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { keyOfPart, type ShownPart } from '#shared/model/excerpt/shown-part.ts'
import type { ThumbnailPictures, ThumbnailTheme } from './apart/look.ts'
import type { Lookout } from './apart/look-apart.ts'

/** Pictures kept in memory; a picture is some 20 kB. */
const KEPT = 200

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
/** A tenth of the time of the default, for a few per cent more. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

export interface Thumbnails {
  /** The journey, or a part of it, drawn small, as SVG, as it was at `updatedAt` or later. */
  svg(journeyId: string, updatedAt: number, theme: ThumbnailTheme, part: ShownPart | null): Promise<string>
  /** Keeps what was drawn before anybody asked. The pictures show every change until `updatedAt`. */
  keepPictures(journeyId: string, updatedAt: number, pictures: ThumbnailPictures): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly lookout: Lookout
}

interface Picture {
  readonly updatedAt: number
  readonly svg: string
}

/** The library's pictures, drawn like the canvas and kept until the journey changes, over a restart too. */
export function createThumbnails({ database, lookout }: Needs): Thumbnails {
  const kept = new Map<string, Picture>()

  const keep = (key: string, picture: Picture): string => {
    kept.delete(key)
    kept.set(key, picture)
    if (kept.size > KEPT) for (const oldest of [...kept.keys()].slice(0, kept.size - KEPT)) kept.delete(oldest)
    return picture.svg
  }

  const read = async (journeyId: string, theme: ThumbnailTheme): Promise<Picture | null> => {
    const row = await database
      .selectFrom('journey_thumbnails')
      .select(['updated_at as updatedAt', 'data'])
      .where('journey_id', '=', journeyId)
      .where('theme', '=', theme)
      .executeTakeFirst()
    return row ? { updatedAt: row.updatedAt, svg: (await decompress(row.data)).toString('utf8') } : null
  }

  const store = async (journeyId: string, theme: ThumbnailTheme, { updatedAt, svg }: Picture): Promise<void> => {
    const row = { updated_at: updatedAt, data: await compress(Buffer.from(svg), QUICKLY) }
    // A journey that is gone by now takes none.
    await database
      .insertInto('journey_thumbnails')
      .columns(['journey_id', 'theme', 'updated_at', 'data'])
      .expression((query) =>
        query
          .selectFrom('journeys')
          .select((one) => [
            'journeys.id',
            one.val(theme).as('theme'),
            one.cast<number>(one.val(row.updated_at), 'bigint').as('updated_at'),
            one.val(row.data).as('data'),
          ])
          .where('journeys.id', '=', journeyId),
      )
      .onConflict((conflict) => conflict.columns(['journey_id', 'theme']).doUpdateSet(row))
      .execute()
  }

  return {
    async svg(journeyId, updatedAt, theme, part) {
      const key = `${journeyId} ${theme} ${keyOfPart(part)}`
      const before = kept.get(key)
      if (before && before.updatedAt >= updatedAt) return before.svg
      // Only whole ones are in the store.
      const stored = part === null ? await read(journeyId, theme) : null
      if (stored && stored.updatedAt >= updatedAt) return keep(key, stored)
      const picture = { updatedAt, svg: await lookout.look(journeyId, { kind: 'picture', theme, part }) }
      if (part === null) await store(journeyId, theme, picture)
      return keep(key, picture)
    },
    async keepPictures(journeyId, updatedAt, pictures) {
      for (const theme of ['light', 'dark'] as const) {
        await store(journeyId, theme, { updatedAt, svg: pictures[theme] })
        kept.delete(`${journeyId} ${theme} ${keyOfPart(null)}`)
      }
    },
  }
}
