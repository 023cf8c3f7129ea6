import type { HandOff } from '#shared/model/selectors/hand-offs.ts'
import { cardRect } from './find.ts'
import type { JourneyLayout } from './journey-layout.ts'
import type { Point } from './rect.ts'

/** Where a hand-off from step to step is marked: on the line between the two columns, at the height of the card that it leads to. */
export function handOffPlace(layout: JourneyLayout, { to }: HandOff): Point | undefined {
  const column = to.place.kind === 'cell' ? layout.columnOfStep.get(to.place.stepId) : undefined
  const rect = column && cardRect(layout, to.id)
  return rect && { x: column.x, y: rect.y + rect.height / 2 }
}
