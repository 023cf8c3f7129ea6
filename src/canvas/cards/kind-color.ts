import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import type { CardKind } from '#shared/model/records/card.ts'

/** The theme's token for the colour of a kind of card, as `styles.css` gives it to `[data-kind]`. Notes are yellow. */
export const kindColor = (kind: CardKind): string => (kind === 'note' ? 'warn' : `lane-${laneKindOfCard(kind)}`)
