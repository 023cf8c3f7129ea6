import { cardsInRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { grownRect } from '#shared/layout/rect.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { cardSight, personaSight } from '../card-sight.ts'
import type { DragOffsets } from '../drag-offsets.ts'
import { laterParts } from '../later.ts'
import type { PreviewStore } from '../preview.ts'
import { seenHeat } from '../seen-heat.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { canvasColors } from './colors.ts'
import { paintBlueprint } from './paint-blueprint.ts'
import { paintFarCards } from './paint-cards.ts'
import { paintFolds } from './paint-folds.ts'
import { paintFoundRings } from './paint-found.ts'
import { paintDots, paintGrid } from './paint-grid.ts'
import { paintWaitingCards } from './paint-waiting-cards.ts'
import type { PaintArea } from './painted.ts'

/** How far arrowheads, wide lines and rings reach beyond what they belong to. */
export const GROUND_REACH_PX = 24

/** The layout to paint: the preview while something is dragged. Dragged cards stay under the pointer, wherever the preview has them. */
export function shownLayout(
  base: JourneyLayout,
  preview: PreviewStore,
  drags: DragOffsets,
): { readonly layout: JourneyLayout; readonly offsets: DragOffsets } {
  const now = preview.get()
  if (now?.base !== base) return { layout: base, offsets: drags }
  const get: DragOffsets['get'] = (cardId) => {
    const offset = drags.get(cardId)
    const aside = offset && preview.offsetOf(cardId)
    return offset && aside ? { ...offset, dx: offset.dx - aside.x, dy: offset.dy - aside.y } : offset
  }
  return { layout: now.layout, offsets: { ...drags, get } }
}

/** Everything below the mounted cards: grid, curves, links, and the cards that are not mounted. `numbers`: while they are shown. */
export function groundPainter(
  core: CanvasCore,
  cardWindow: CardWindow,
  numbers: () => JourneyReadings | null,
): PaintArea {
  const { editor, scene, preview, offsets: drags, state, mounted } = core
  return (ink, area, zoom) => {
    const later = laterParts()
    const colors = canvasColors()
    // What is dragged makes room in the newest one.
    const base = preview.get() ? scene.get() : scene.told()
    const { layout, offsets } = shownLayout(base, preview, drags)
    const selected = editor.selection.getState().ids
    const sight = cardSight(editor)
    const { found } = editor.lens.getState()
    const { isFutureShown, hoveredLinkId, heatMeasure } = state.getState()
    const detail = cardWindow.detail()
    const readings = numbers()
    const reach = grownRect(area, GROUND_REACH_PX)
    paintDots(ink, layout, area, zoom, colors)
    paintGrid(ink, layout, area, zoom, colors)
    paintFolds(ink, layout, area, zoom, colors)
    paintBlueprint(ink, layout, area, zoom, colors)
    if (detail === 'heat') {
      const measure = readings === null ? 'cards' : heatMeasure
      const { heat } = seenHeat(editor, layout)
      later?.paintHeat(ink, layout, { area, zoom, colors, heat, measure, readings })
    }
    later?.paintCurves(ink, layout, reach, zoom, colors, personaSight(editor, layout.snapshot), {
      offsets,
      isFutureShown,
    })
    if (readings) {
      const seen = personaSight(editor, layout.snapshot)
      later?.paintMeasured(ink, { layout, area: reach, zoom, colors, sight: seen, readings })
    }
    if (detail !== 'full') paintFarCards(ink, { layout, area, zoom, colors, offsets, selected, sight, detail })
    if (found.size > 0) {
      const rings = cardsInRect(layout, reach).filter(({ card }) => found.has(card.id) && sight.of(card) !== 'hidden')
      paintFoundRings(ink, rings, { colors, offsets, zoom })
    }
    if (later) {
      const flows = readings && later.linkFlows(readings)
      const shapes = later.linkShapes(layout, reach, offsets).filter(
        // Between blocks the many lines would hide what there is to see.
        ({ link }) => detail === 'full' || detail === 'titles' || selected.has(link.id),
      )
      later.paintLinks(ink, shapes, { colors, zoom, selected, hoveredId: hoveredLinkId, flows, sight })
    }
    if (detail === 'full') {
      const waiting = cardsInRect(layout, reach).filter(
        ({ card }) => !mounted.has(card.id) && sight.of(card) !== 'hidden',
      )
      paintWaitingCards(ink, waiting, { zoom, colors, offsets, selected, sight })
    }
  }
}
