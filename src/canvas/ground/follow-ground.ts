import { changedAreas } from '#shared/layout/changed-areas.ts'
import { cardRect } from '#shared/layout/find.ts'
import { grownRect, overlap, type Rect, rectAround } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { movedRect } from '../drag-offsets.ts'
import { onThumb } from '../images/thumbs.ts'
import { laterParts, onLaterParts } from '../later.ts'
import type { LinkShape } from '../links/link-shapes.ts'
import type { CanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { visibleRect } from '../view.ts'
import { onColorsChanged } from './colors.ts'
import { GROUND_REACH_PX, shownLayout } from './paint-ground.ts'
import { SHEET_MARGIN_PX } from './painted.ts'
import type { Sheet } from './sheet.ts'

/** More places than this, and all of the ground is painted again. */
const PLACES_MAX = 60

/** Tells the sheet what of the ground is no longer so, as little as is known. Gives the way to stop. */
export function followGround(
  core: CanvasCore,
  cardWindow: CardWindow,
  sheet: Sheet,
  readings: CanvasPorts['readings'],
): () => void {
  const { scene, editor, offsets: drags, preview, mounted, state } = core
  const now = (areas: readonly Rect[] | null): void => tell('now', areas)
  const soon = (areas: readonly Rect[] | null): void => tell('soon', areas)
  /** `in view`: what is seen now, and the rest, which the ground has ready around it, soon. */
  const tell = (when: 'now' | 'in view' | 'soon', areas: readonly Rect[] | null): void => {
    if (areas === null || (when !== 'soon' && areas.length > PLACES_MAX))
      return sheet.invalidate(when === 'soon' ? 'soon' : 'now')
    for (const one of areas) {
      const area = grownRect(one, GROUND_REACH_PX)
      const seen = when === 'in view' ? overlap(area, visibleRect(core.view.get())) : undefined
      if (seen) sheet.invalidate('now', seen)
      sheet.invalidate(when === 'now' ? 'now' : 'soon', area)
    }
    return undefined
  }

  /** The links in and around the view. */
  const seenLinks = (): readonly LinkShape[] => {
    const { layout: seen, offsets } = shownLayout(scene.get(), preview, drags)
    const area = grownRect(visibleRect(core.view.get()), SHEET_MARGIN_PX / core.view.get().zoom)
    return laterParts()?.linkShapes(seen, area, offsets) ?? []
  }
  const linkAreas = (ids: readonly string[]): readonly Rect[] => laterParts()?.linkAreas(layout, ids, drags) ?? []
  let detail = cardWindow.detail()
  let layout = scene.get()
  /** The same, or how it would be if what is dragged were let go. */
  let shown = layout
  let links = seenLinks()
  const onLayout = (when: 'now' | 'in view' | 'soon', linksWhen = when): void => {
    layout = scene.get()
    const before = shown
    shown = shownLayout(layout, preview, drags).layout
    if (shown === before) return
    const { found } = editor.lens.getState()
    // Of a card that is mounted the ground shows nothing, unless it has a ring, or is seen from far.
    const isPainted = (id: CardId): boolean => detail !== 'full' || !mounted.has(id) || found.has(id)
    // Seen as a heat map, a card tints all of its stage and lane.
    const areas = detail === 'heat' ? null : changedAreas(before, shown, isPainted)
    const linksBefore = links
    links = seenLinks()
    tell(when, areas)
    if (areas) tell(linksWhen, laterParts()?.changedLinkAreas(linksBefore, links) ?? [])
  }
  /** What moved last time has to be painted away. */
  let dragged: readonly Rect[] = []
  const onDrag = (): void => {
    const ids = [...drags.ids()]
    const places = areasDragged(ids)
    now([...dragged, ...places])
    dragged = places
  }
  const areasDragged = (ids: readonly string[]): Rect[] => {
    if (ids.length === 0) return []
    const seen = ids.flatMap((id): Rect[] => {
      const rect = cardRect(layout, id as CardId)
      const offset = drags.get(id)
      if (!rect || !offset) return []
      const card = layout.snapshot.cards.get(id as CardId)
      const row = card?.place.kind === 'cell' ? layout.rowOfLane.get(card.place.laneId) : undefined
      // A feeling takes its curve along.
      if (row && row.bandHeight > 0 && offset.dx === 0)
        return [{ x: 0, y: row.y, width: layout.width, height: row.height }]
      return mounted.has(id) ? [] : [movedRect(rect, offset)]
    })
    return [...seen, ...linkAreas(ids)]
  }
  let chosen = editor.selection.getState().ids
  const onSelection = (): void => {
    const before = chosen
    chosen = editor.selection.getState().ids
    if (chosen === before) return
    const ids = [...before, ...chosen].filter((id) => !(before.has(id) && chosen.has(id)))
    if (ids.length > PLACES_MAX) now(null)
    else now([...ids.flatMap((id) => cardRect(layout, id as CardId) ?? []), ...linkAreas(ids)])
  }
  /**
   * From far cards are painted: those that are mounted still are hidden as soon as they are, all at once, since taking them away takes longer
   * than a frame. The one with the focus stays, or it would lose it.
   */
  const hideCards = (): void => void core.root()?.toggleAttribute('data-cards-hidden', cardWindow.isFar())
  hideCards()
  const onDetail = (): void => {
    detail = cardWindow.detail()
    sheet.renew(hideCards)
  }
  /** Gathered, since they come a few a frame. */
  let placesOfMounted: Rect[] = []
  const onMounted = (cardId: string): void => {
    const rect = cardRect(layout, cardId as CardId)
    if (!rect) return
    if (placesOfMounted.length === 0)
      queueMicrotask(() => {
        const area = rectAround(placesOfMounted)
        placesOfMounted = []
        if (area) soon([area])
      })
    placesOfMounted.push(rect)
  }
  const stops = [
    scene.subscribeLater((isOwn: boolean) => onLayout(isOwn ? 'now' : 'soon')),
    drags.subscribe(onDrag),
    // What makes room slides there; the lines follow meanwhile.
    preview.subscribe(() => onLayout('in view', 'soon')),
    editor.selection.subscribe(onSelection),
    cardWindow.subscribeDetail(onDetail),
    mounted.subscribe(onMounted),
    onColorsChanged(() => now(null)),
    onThumb(() => soon(null)),
    readings?.subscribe(() => soon(null)) ?? (() => {}),
    // With them come the ways of links.
    onLaterParts(() => {
      links = seenLinks()
      now(null)
    }),
    editor.lens.subscribe(() => now(null)),
    state.subscribe((after, before) => {
      if (after.isFutureShown !== before.isFutureShown || after.heatMeasure !== before.heatMeasure) now(null)
      else if (after.hoveredLinkId !== before.hoveredLinkId)
        now(linkAreas([after.hoveredLinkId ?? '', before.hoveredLinkId ?? '']))
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
