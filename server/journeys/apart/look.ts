import { drawingOf } from '#shared/drawing/drawing-of.ts'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { DARK_THEME, LIGHT_THEME } from '#shared/drawing/theme.ts'
import { FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { searchWordsOf } from '#shared/lib/search-words.ts'
import { excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { LoadedJourney } from '#server/storage/ports.ts'
import { buildDocument } from '../build-document.ts'
import { journeyTextsOf } from '../search/journey-texts.ts'

/** In CSS pixels; the library shows it smaller or larger, as there is room. */
const SIZE = { width: 480, height: 300 } as const

/** Beyond this nobody can tell texts apart on a thumbnail, and it would weigh more than the journey. */
const ITEMS_WITH_TEXT = 4_000
const ITEMS_MAX = 20_000

/** A larger journey is drawn when somebody looks, not after each burst of changes. */
const DRAWN_AHEAD_CARDS = 2_000

const THEMES = { light: LIGHT_THEME, dark: DARK_THEME } as const
export type ThumbnailTheme = keyof typeof THEMES
export type ThumbnailPictures = Readonly<Record<ThumbnailTheme, string>>

/** What is looked at for: the library's picture of it or of a part, or all that the search keeps of it. */
export type Look =
  | { readonly kind: 'picture'; readonly theme: ThumbnailTheme; readonly part: ShownPart | null }
  | { readonly kind: 'words' }

/** What a journey says, as the search keeps it, and its pictures from the same reading; `null`: it is too large to be drawn ahead. */
export interface JourneyWords {
  readonly titleWords: readonly string[]
  readonly words: readonly string[]
  /** JSON of its texts. */
  readonly texts: string
  readonly pictures: ThumbnailPictures | null
  /** How long all of this took, without waiting for a turn or for the thread to start, ms. */
  readonly tookMs: number
}

/** What comes of each kind of look; a picture is SVG. */
export interface Looks {
  readonly picture: string
  readonly words: JourneyWords
}

/** Looks at a journey as the log has it. Takes as long as building, laying out and drawing it take: nothing for a thread that serves people. */
export function lookAt(loaded: LoadedJourney, look: Look): Looks[Look['kind']] {
  const startedAt = performance.now()
  const doc = buildDocument(loaded)
  const snapshot = snapshotOf(doc)
  doc.destroy()
  if (look.kind === 'picture') return pictureOf(snapshot, look)
  return { ...wordsOf(snapshot), tookMs: performance.now() - startedAt }
}

function wordsOf(snapshot: JourneySnapshot): Omit<JourneyWords, 'tookMs'> {
  const texts = journeyTextsOf(snapshot)
  const title = texts.filter(({ kind }) => kind === 'journey').map(({ text }) => text)
  return {
    titleWords: title.flatMap(searchWordsOf),
    words: texts.flatMap(({ text }) => searchWordsOf(text)),
    texts: JSON.stringify(texts),
    pictures: snapshot.cards.size > DRAWN_AHEAD_CARDS ? null : picturesOf(snapshot),
  }
}

function picturesOf(snapshot: JourneySnapshot): ThumbnailPictures {
  const layout = thumbnailLayout(snapshot)
  return { light: draw(snapshot, layout, 'light'), dark: draw(snapshot, layout, 'dark') }
}

function pictureOf(whole: JourneySnapshot, { theme, part }: Extract<Look, { kind: 'picture' }>): string {
  const snapshot = part === null ? whole : excerptOf(whole, part).shown
  return draw(snapshot, thumbnailLayout(snapshot), theme)
}

const thumbnailLayout = (snapshot: JourneySnapshot): JourneyLayout => layoutOf(snapshot, undefined, FIRST_PAGES)

function draw(snapshot: JourneySnapshot, layout: JourneyLayout, theme: ThumbnailTheme): string {
  const drawing = drawingOf(snapshot, layout, THEMES[theme])
  const items =
    drawing.items.length > ITEMS_WITH_TEXT ? drawing.items.filter((item) => item.kind !== 'text') : drawing.items
  return drawingToSvg({ ...drawing, items: items.slice(0, ITEMS_MAX) }, SIZE)
}
