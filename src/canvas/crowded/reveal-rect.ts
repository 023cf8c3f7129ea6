import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { CARD_GAP_PX, PAGE_STRIP_PX } from '#shared/layout/sizes.ts'
import type { CardId } from '#shared/model/records/card.ts'

/**
 * What to bring into sight of a card: where it stands, and at an end of a page of a crowded cell the strip beside it as well, which is the
 * way on. `undefined`: it is nowhere.
 */
export function revealRect(layout: JourneyLayout, cardId: CardId): Rect | undefined {
  const rect = cardRect(layout, cardId)
  const place = layout.snapshot.cards.get(cardId)?.place
  const cell = place?.kind === 'cell' ? layout.cells.get(place.laneId)?.get(place.stepId) : undefined
  if (!rect || !cell) return rect
  const { paged, earlier, later } = cell
  const strip = PAGE_STRIP_PX + CARD_GAP_PX
  const above = earlier > 0 && paged[earlier]?.id === cardId ? strip : 0
  const below = later > 0 && paged[paged.length - later - 1]?.id === cardId ? strip : 0
  return above + below === 0 ? rect : { ...rect, y: rect.y - above, height: rect.height + above + below }
}
