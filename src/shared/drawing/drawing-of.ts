import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { HiddenPersonas } from './curve-items.ts'
import type { Drawing } from './drawing.ts'
import { drawingBounds, drawingParts } from './drawing-parts.ts'
import { freeItems } from './free-items.ts'
import { linkDrawing } from './link-drawing.ts'
import type { DrawingTheme } from './theme.ts'

/**
 * A whole journey as boxes, lines, paths and text. `layout` has to be the layout of `snapshot`. The curves of `hiddenPersonas` are
 * left out.
 */
export function drawingOf(
  snapshot: JourneySnapshot,
  layout: JourneyLayout,
  theme: DrawingTheme,
  hiddenPersonas?: HiddenPersonas,
): Drawing {
  const links = linkDrawing(snapshot, layout, theme)
  const { below, cards, above } = drawingParts(snapshot, layout, theme, hiddenPersonas, { links, free: freeItems })
  return {
    bounds: drawingBounds(layout),
    background: theme.background,
    items: [...below, ...cards.flatMap(({ items }) => items), ...above],
  }
}
