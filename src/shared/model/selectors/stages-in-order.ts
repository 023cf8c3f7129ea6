import { byOrder } from '#shared/lib/fractional-order.ts'
import type { Stage } from '../records/stage.ts'
import { remembered } from './remembered.ts'

/** The stages from left to right. */
export const stagesInOrder = remembered<object, readonly Stage[]>(
  (snapshot) => [snapshot.stages],
  (snapshot) => [...snapshot.stages.values()].sort(byOrder),
)
