import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import { linkPathIn } from '../links/link-shapes.ts'
import type { CommentPin } from '../ports.ts'

/** Where a pin's point stands: at the upper right corner of what it is on. `undefined` where that has no place (any more). */
export function pinPlace(layout: JourneyLayout, { at }: CommentPin): Point | undefined {
  if ('x' in at) return at
  const { elementId } = at
  const card = cardRect(layout, elementId as CardId)
  if (card) return { x: card.x + card.width - 10, y: card.y }
  const column = layout.columns.find(({ stepId }) => stepId === elementId)
  const stage = layout.stages.find(({ stageId }) => stageId === elementId)
  const across = column ?? stage
  // Below its title, which lies above the pins.
  if (across) return { x: across.x + across.width - 38, y: 24 }
  const row = layout.rows.find(({ laneId }) => laneId === elementId)
  if (row) return { x: 6, y: row.y + 26 }
  const link = layout.snapshot.links.get(elementId as LinkId)
  return link && linkPathIn(layout, link)?.middle
}
