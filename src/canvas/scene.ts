import { CELL_CARDS_MAX, type CellPages, FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { cellKey } from '#shared/model/selectors/cards-by-cell.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { StoreApi } from 'zustand/vanilla'
import type { SelectionState } from '#src/editor/selection.ts'

/** The layout of the journey as it is now. */
export interface Scene {
  readonly get: () => JourneyLayout
  /**
   * Called in the same turn as the change, so that what follows a gesture is drawn in the same frame; hears whether it was one's own. Also
   * called when a crowded cell shows another page.
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
}

/**
 * Lays out each snapshot once, on the first question about it, with the layout before as a start. A crowded cell shows the page of the
 * card that one is at, so that nothing has to be turned by hand: a search hit, a new card, the next one by the arrow keys.
 */
export function createScene(source: SnapshotSource): Scene {
  const { selection } = source
  let layout = layoutOf(source.getSnapshot(), undefined, FIRST_PAGES)
  let pages: CellPages = FIRST_PAGES
  let followed: string | null = null
  const get = (): JourneyLayout => {
    const snapshot = source.getSnapshot()
    const { anchor } = selection.getState()
    if (snapshot === layout.snapshot && anchor === followed) return layout
    layout = layoutOf(snapshot, layout, pages)
    followed = anchor
    pages = pagesWith(layout, pages, anchor)
    return (layout = layoutOf(snapshot, layout, pages))
  }
  const scene: Scene = {
    get,
    subscribe: (listener) => {
      let told = get()
      const stops = [
        source.subscribe((isOwn) => {
          told = get()
          listener(isOwn)
        }),
        selection.subscribe(() => {
          const now = get()
          if (now === told) return
          told = now
          listener(true)
        }),
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
  const rank = cell.cards.indexOf(card)
  const isShown = rank >= cell.earlier && rank < cell.earlier + CELL_CARDS_MAX
  return isShown ? pages : new Map(pages).set(cellKey(stepId, laneId), rank)
}
