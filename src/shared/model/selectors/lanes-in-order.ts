import { byOrder } from '#shared/lib/fractional-order.ts'
import type { Lane } from '../records/lane.ts'
import { remembered } from './remembered.ts'

/** The lanes from top to bottom. */
export const lanesInOrder = remembered<object, readonly Lane[]>(
  (snapshot) => [snapshot.lanes],
  (snapshot) => [...snapshot.lanes.values()].sort(byOrder),
)
