import type { CardKind } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'

/** Whose colour a card has: that of the lane its kind is at home in, wherever it stands. */
export const laneKindOfCard = (kind: CardKind): LaneKind => (kind === 'quote' ? 'thought' : kind)
