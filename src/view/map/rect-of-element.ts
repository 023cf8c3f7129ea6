import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { type Rect, rectAround } from '#shared/layout/rect.ts'
import { HEADER_HEIGHT_PX, LANE_NAMES_WIDTH_PX } from '#shared/layout/sizes.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'

/** A stage with its titles and the names of the lanes' width beside it: what one sees of it when it is presented. */
export function rectOfStage(layout: JourneyLayout, stageId: string): Rect | undefined {
  const span = layout.stages.find((one) => one.stageId === stageId)
  if (!span) return undefined
  return {
    x: span.x - LANE_NAMES_WIDTH_PX,
    y: -HEADER_HEIGHT_PX,
    width: span.width + LANE_NAMES_WIDTH_PX,
    height: layout.height + HEADER_HEIGHT_PX,
  }
}

/** Where an element stands on the map; `undefined` when it has no place there. */
export function rectOfElement(layout: JourneyLayout, elementId: string): Rect | undefined {
  const { snapshot } = layout
  const element = elementOf(snapshot, elementId)
  switch (element?.kind) {
    case 'card':
      return cardRect(layout, element.id)
    case 'stage':
      return rectOfStage(layout, element.id)
    case 'step': {
      const column = layout.steps.columns[layout.steps.rankOf.get(element.id) ?? -1]
      return (
        column && { x: column.x, y: -HEADER_HEIGHT_PX, width: column.width, height: layout.height + HEADER_HEIGHT_PX }
      )
    }
    case 'lane': {
      const row = layout.rowOfLane.get(element.id)
      return (
        row && {
          x: -LANE_NAMES_WIDTH_PX,
          y: row.y,
          width: layout.width + LANE_NAMES_WIDTH_PX,
          height: row.height,
        }
      )
    }
    case 'link': {
      const link = snapshot.links.get(element.id)
      const ends = link ? [cardRect(layout, link.fromCardId), cardRect(layout, link.toCardId)] : []
      return rectAround(ends.filter((rect) => rect !== undefined))
    }
    default:
      return undefined
  }
}
