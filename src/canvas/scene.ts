import { CELL_CARDS_MAX, type CellPages, FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { type CardTest, cardTestOf } from '#shared/model/selectors/card-filter.ts'
import { cellKey } from '#shared/model/selectors/cards-by-cell.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { StoreApi } from 'zustand/vanilla'
import type { Lens } from '#src/editor/lens.ts'
import type { SelectionState } from '#src/editor/selection.ts'

/** The layout of the journey as it is now. */
export interface Scene {
  readonly get: () => JourneyLayout
  /** As it was when listeners last heard of it: what others do is read and led a part a frame, and nothing waits for that to paint. */
  readonly told: () => JourneyLayout
  /**
   * Called in the same turn as the change, so that what follows a gesture is drawn in the same frame; hears whether it was one's own. Also
   * called when a crowded cell shows another page, or other cards on it.
   */
  readonly subscribe: (listener: (isOwn: boolean) => void) => () => void
  /**
   * The same, but of what others did a frame later: for lines and what stands on them, whose ways take as long to work out as all the
   * rest of a change.
   */
  readonly subscribeLater: (listener: (isOwn: boolean) => void) => () => void
}

interface SnapshotSource {
  readonly getSnapshot: () => JourneySnapshot
  readonly subscribe: (listener: (isOwn: boolean) => void) => () => void
  readonly selection: StoreApi<SelectionState>
  readonly lens: StoreApi<Lens>
}

/**
 * Lays out each snapshot once, on the first question about it, with the layout before as a start. A crowded cell shows the page of the
 * card that one is at, so that nothing has to be turned by hand: a search hit, a new card, the next one by the arrow keys. Its pages are
 * made of the cards that the filter does not hide.
 */
export function createScene(source: SnapshotSource): Scene {
  const { selection, lens } = source
  const shownTest = createShownTest()
  let layout = layoutOf(source.getSnapshot(), undefined, FIRST_PAGES)
  let pages: CellPages = FIRST_PAGES
  let followed: string | null = null
  let hiding: Lens['filter'] | null = null
  const get = (): JourneyLayout => {
    const snapshot = source.getSnapshot()
    const { anchor, editingId } = selection.getState()
    const { filter, others } = lens.getState()
    const nowHiding = others === 'hide' ? filter : null
    const has = nowHiding && shownTest(snapshot, nowHiding, editingId)
    if (snapshot === layout.snapshot && anchor === followed && has === pages.has) return layout
    // Other cards make other pages.
    if (has !== pages.has) pages = { ranks: nowHiding === hiding ? pages.ranks : FIRST_PAGES.ranks, has }
    hiding = nowHiding
    layout = layoutOf(snapshot, layout, pages)
    followed = anchor
    pages = pagesWith(layout, pages, anchor)
    return (layout = layoutOf(snapshot, layout, pages))
  }
  let told = layout
  const scene: Scene = {
    get,
    told: () => told,
    subscribe: (listener) => {
      let heard = (told = get())
      const look = (): void => {
        const now = get()
        if (now === heard) return
        heard = told = now
        listener(true)
      }
      const stops = [
        source.subscribe((isOwn) => {
          heard = told = get()
          listener(isOwn)
        }),
        selection.subscribe(look),
        lens.subscribe(look),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    subscribeLater: (listener) => {
      let frame = 0
      const tell = (isOwn: boolean): void => {
        cancelAnimationFrame(frame)
        frame = 0
        listener(isOwn)
      }
      const stop = scene.subscribe((isOwn) => {
        if (isOwn) tell(true)
        else if (frame === 0) frame = requestAnimationFrame(() => tell(false))
      })
      return () => {
        stop()
        cancelAnimationFrame(frame)
      }
    },
  }
  return scene
}

/** The pages, turned to where an element is if it is a card that none of them shows. */
function pagesWith(layout: JourneyLayout, pages: CellPages, id: string | null): CellPages {
  const card = id === null ? undefined : layout.snapshot.cards.get(id as CardId)
  if (card?.place.kind !== 'cell') return pages
  const { stepId, laneId } = card.place
  const cell = layout.cells.get(laneId)?.get(stepId)
  if (!cell || cell.cards.length <= CELL_CARDS_MAX) return pages
  const rank = cell.paged.indexOf(card)
  const isShown = rank >= cell.earlier && rank < cell.earlier + CELL_CARDS_MAX
  if (rank < 0 || isShown) return pages
  return { ...pages, ranks: new Map(pages.ranks).set(cellKey(stepId, laneId), rank) }
}

/** Tells which cards a filter leaves to see, what is being written included; the same function as long as it asks for the same. */
function createShownTest(): (
  snapshot: JourneySnapshot,
  filter: Lens['filter'],
  editingId: string | null,
) => CardTest | null {
  let known: { readonly test: CardTest; readonly id: string; readonly shown: CardTest } | undefined
  return (snapshot, filter, id) => {
    const test = cardTestOf(snapshot, filter)
    if (!test || id === null) return test
    if (known?.test !== test || known.id !== id) known = { test, id, shown: (card) => card.id === id || test(card) }
    return known.shown
  }
}
