import { moveCards } from '#shared/model/commands/move-cards.ts'
import { resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import type { Card, CardPlace } from '#shared/model/records/card.ts'
import { FREE_CARD_SIZE_PX, FREE_POSITION_MAX_PX } from '#shared/model/records/limits.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { movedCards } from '#shared/model/selectors/frame-contents.ts'
import { useSnapshot } from '#src/editor/hooks.ts'
import { commonValue, valueOrNull } from './common-value.ts'
import { NumberRow } from './NumberRow.tsx'
import { useChange } from './use-change.ts'

type FreePlace = Extract<CardPlace, { kind: 'free' }>
type Side = 'x' | 'y' | 'width' | 'height'

const ROWS: readonly { readonly side: Side; readonly label: string; readonly min: number; readonly max: number }[] = [
  { side: 'x', label: 'X', min: -FREE_POSITION_MAX_PX, max: FREE_POSITION_MAX_PX },
  { side: 'y', label: 'Y', min: -FREE_POSITION_MAX_PX, max: FREE_POSITION_MAX_PX },
  { side: 'width', label: 'Width', min: FREE_CARD_SIZE_PX.min, max: FREE_CARD_SIZE_PX.max },
  { side: 'height', label: 'Height', min: FREE_CARD_SIZE_PX.min, max: FREE_CARD_SIZE_PX.max },
]

/** Where free cards lie and how large they are, from the grid's upper left corner: the way to move and resize them by the keyboard. */
export function FreePlaceRows({ cards }: { readonly cards: readonly Card[] }) {
  const snapshot = useSnapshot()
  const change = useChange()
  const places = cards.flatMap(({ id, place }) => (place.kind === 'free' ? [{ cardId: id, ...place }] : []))
  const set = (side: Side, value: number): void => {
    if (side === 'width' || side === 'height') {
      const boxes = places.map(({ kind: _kind, ...box }) => ({ ...box, [side]: value }))
      change(resizeFreeCards, { boxes })
      return
    }
    let continues = false
    for (const card of cards) {
      const by = value - (card.place as FreePlace)[side]
      if (by === 0) continue
      const cardIds = movedCards(freeCards(snapshot), [card]).moving.map(({ id }) => id)
      const to = { kind: 'offset', dx: side === 'x' ? by : 0, dy: side === 'y' ? by : 0 } as const
      if (!change(moveCards, { cardIds, to }, { continues })) return
      continues = true
    }
  }
  return (
    <div className="grid grid-cols-2 gap-3">
      {ROWS.map(({ side, label, min, max }) => (
        <NumberRow
          key={side}
          label={label}
          unit="px"
          value={valueOrNull(commonValue(places, (place) => place[side]))}
          min={min}
          max={max}
          onChange={(value) => set(side, value)}
        />
      ))}
    </div>
  )
}
