import type { Card, CardId } from '#shared/model/records/card.ts'
import { CARD_PADDING_PX } from '#shared/layout/sizes.ts'
import { roomFor } from '#src/ui/room.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { Database } from 'lucide-react'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { memo, useCallback } from 'react'
import { useCanvasState } from '../canvas-context.ts'
import { numbersId } from '../grid-ids.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'

/** The strip of a bound touchpoint or metric: its readings while the overlay is on, else what it is bound to. */
export const CardReadings = memo(function CardReadings({
  cardId,
  kind,
  width,
}: Pick<Card, 'kind'> & { readonly cardId: CardId; readonly width: number }) {
  const isOn = useOverlay()
  const { renderReadings } = useCanvasPorts()
  const isTooSmall = useCanvasState((state) => state.isTooSmallToPress)
  const binding = useSnapshotPart(useCallback((snapshot) => snapshot.bindings.get(cardId), [cardId]))
  if (isOn)
    return (
      <div
        id={numbersId(cardId)}
        className="card-readings"
        data-kind={kind}
        data-room={roomFor(width - 2 * CARD_PADDING_PX)}
        inert={isTooSmall}
      >
        {renderReadings(cardId, kind === 'metric' ? 'metric' : 'card')}
      </div>
    )
  const names = [...(binding?.rule.events ?? []), ...(binding?.rule.channels ?? [])].join(', ')
  return (
    <div className="card-readings is-off" data-kind={kind} title={`Bound to events: ${names}`}>
      <IconPicture icon={Database} color="ink-faint" sizePx={12} />
      <span>{names || 'All events'}</span>
    </div>
  )
})
