import { CARD_KINDS, CARD_KINDS_OF_LANE, CARD_TITLES, type Card, type CardKind } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { CARD_ICONS } from '#src/canvas/cards/kind-icons.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import { commonValue, valueOrNull } from './common-value.ts'

/** The kinds that a card may become where it stands. */
function kindsFor(lanes: JourneySnapshot['lanes'], card: Card): readonly CardKind[] {
  if (card.place.kind === 'free') return CARD_KINDS
  const lane = lanes.get(card.place.laneId)
  return lane ? CARD_KINDS_OF_LANE[lane.kind] : [card.kind]
}

const lanesOf = ({ lanes }: JourneySnapshot): JourneySnapshot['lanes'] => lanes

interface KindRowProps {
  readonly cards: readonly Card[]
  readonly onChange: (kind: CardKind) => void
}

/** What kind the cards are; shown where there is a choice. */
export function KindRow({ cards, onChange }: KindRowProps) {
  const lanes = useSnapshotPart(lanesOf)
  const possible = CARD_KINDS.filter((kind) => cards.every((card) => kindsFor(lanes, card).includes(kind)))
  const kind = commonValue(cards, (card) => card.kind)
  if (possible.length < 2) return null
  const options = possible.map((value) => ({ value, label: CARD_TITLES[value], icon: CARD_ICONS[value] }))
  return (
    <ChoiceRow label="Kind" options={options} value={valueOrNull(kind)} isMixed={kind.isMixed} onChange={onChange} />
  )
}
