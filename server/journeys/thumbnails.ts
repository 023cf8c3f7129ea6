import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { drawingOf } from '#shared/drawing/drawing-of.ts'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { DARK_THEME, LIGHT_THEME } from '#shared/drawing/theme.ts'
import { FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import { keyOfPart, type ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { JourneyRooms } from './ports.ts'

/** In CSS pixels; the library shows it smaller or larger, as there is room. */
const SIZE = { width: 480, height: 300 } as const

/** Beyond this nobody can tell texts apart on a thumbnail, and it would weigh more than the journey. */
const ITEMS_WITH_TEXT = 4_000
const ITEMS_MAX = 20_000

/** A larger journey is drawn when somebody looks, not after each burst of changes. */
const DRAWN_AHEAD_CARDS = 2_000

/** Pictures kept in memory; a picture is some 20 kB. */
const KEPT = 200

const THEMES = { light: LIGHT_THEME, dark: DARK_THEME } as const
export type ThumbnailTheme = keyof typeof THEMES

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
/** A tenth of the time of the default, for a few per cent more. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

export interface Thumbnails {
  /** The journey, or a part of it, drawn small, as SVG, as it was at `updatedAt` or later. */
  svg(journeyId: string, updatedAt: number, theme: ThumbnailTheme, part: ShownPart | null): Promise<string>
  /** Draws it before anybody asks. The snapshot shows every change until `updatedAt`. */
  drawAhead(journeyId: string, updatedAt: number, snapshot: JourneySnapshot): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly rooms: Pick<JourneyRooms, 'read'>
}

interface Picture {
  readonly updatedAt: number
  readonly svg: string
}

/** The library's pictures, drawn like the canvas and kept until the journey changes, over a restart too. */
export function createThumbnails({ database, rooms }: Needs): Thumbnails {
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
      const snapshot = await rooms.read(journeyId, (doc) => {
        const whole = snapshotOf(doc)
        return part === null ? whole : excerptOf(whole, part).shown
      })
      const picture = { updatedAt, svg: draw(snapshot, theme) }
      if (part === null) await store(journeyId, theme, picture)
      return keep(key, picture)
    },
    async drawAhead(journeyId, updatedAt, snapshot) {
      if (snapshot.cards.size > DRAWN_AHEAD_CARDS) return
      for (const theme of ['light', 'dark'] as const) {
        await store(journeyId, theme, { updatedAt, svg: draw(snapshot, theme) })
        kept.delete(`${journeyId} ${theme} ${keyOfPart(null)}`)
      }
    },
  }
}

function draw(snapshot: JourneySnapshot, theme: ThumbnailTheme): string {
  const drawing = drawingOf(snapshot, layoutOf(snapshot, undefined, FIRST_PAGES), THEMES[theme])
  const items =
    drawing.items.length > ITEMS_WITH_TEXT ? drawing.items.filter((item) => item.kind !== 'text') : drawing.items
  return drawingToSvg({ ...drawing, items: items.slice(0, ITEMS_MAX) }, SIZE)
}
