import type { CardKind } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'

/** Whose colour a card has: that of the lane its kind is at home in, wherever it stands. */
export function laneKindOfCard(kind: CardKind): LaneKind {
  switch (kind) {
    case 'quote':
      return 'thought'
    case 'shape':
    case 'frame':
    case 'ink':
      return 'note'
    default:
      return kind
  }
}
