import type { Card } from '#shared/model/records/card.ts'

/** Kinds with a look of their own beside the grid; every other card looks there as in its cell. */
export const hasFreeLook = ({ kind, place }: Pick<Card, 'kind' | 'place'>): boolean =>
  place.kind === 'free' &&
  (kind === 'note' || kind === 'text' || kind === 'shape' || kind === 'frame' || kind === 'ink')
