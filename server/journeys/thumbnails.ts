import { drawingOf } from '#shared/drawing/drawing-of.ts'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { DARK_THEME, LIGHT_THEME } from '#shared/drawing/theme.ts'
import { FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import { keyOfPart, type ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { JourneyRooms } from './ports.ts'

/** In CSS pixels; the library shows it smaller or larger, as there is room. */
const SIZE = { width: 480, height: 300 } as const

/** Beyond this nobody can tell texts apart on a thumbnail, and it would weigh more than the journey. */
const ITEMS_WITH_TEXT = 4_000
const ITEMS_MAX = 20_000

/** Pictures kept in memory; a picture is some 20 kB. */
const KEPT = 200

const THEMES = { light: LIGHT_THEME, dark: DARK_THEME } as const
export type ThumbnailTheme = keyof typeof THEMES

export interface Thumbnails {
  /** The journey, or a part of it, drawn small, as SVG, as it was at `updatedAt` or later. */
  svg(journeyId: string, updatedAt: number, theme: ThumbnailTheme, part: ShownPart | null): Promise<string>
}

/** The library's pictures, drawn like the canvas and kept until the journey changes. */
export function createThumbnails(rooms: Pick<JourneyRooms, 'read'>): Thumbnails {
  const kept = new Map<string, { readonly updatedAt: number; readonly svg: string }>()
  return {
    async svg(journeyId, updatedAt, theme, part) {
      const key = `${journeyId} ${theme} ${keyOfPart(part)}`
      const before = kept.get(key)
      if (before && before.updatedAt >= updatedAt) return before.svg
      const snapshot = await rooms.read(journeyId, (doc) => {
        const whole = snapshotOf(doc)
        return part === null ? whole : excerptOf(whole, part).shown
      })
      const drawing = drawingOf(snapshot, layoutOf(snapshot, undefined, FIRST_PAGES), THEMES[theme])
      const items =
        drawing.items.length > ITEMS_WITH_TEXT ? drawing.items.filter((item) => item.kind !== 'text') : drawing.items
      const svg = drawingToSvg({ ...drawing, items: items.slice(0, ITEMS_MAX) }, SIZE)
      kept.delete(key)
      kept.set(key, { updatedAt, svg })
      if (kept.size > KEPT) for (const oldest of [...kept.keys()].slice(0, kept.size - KEPT)) kept.delete(oldest)
      return svg
    },
  }
}
