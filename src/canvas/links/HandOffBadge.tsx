import type { HandOff } from '#shared/model/selectors/hand-offs.ts'
import { handOffWords } from '#shared/model/selectors/hand-offs.ts'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { CHANNEL_ICONS } from '../cards/channel-icons.ts'

/** A small round mark: here the journey goes on by another medium. Its colour says whether people leave self-service. */
export function HandOffBadge({ handOff }: { readonly handOff: HandOff }) {
  const Icon = CHANNEL_ICONS[handOff.toChannel]
  const words = `Hand-off: ${handOffWords(handOff)}`
  return (
    <Tooltip label={words} side="top">
      <span
        role="img"
        aria-label={words}
        data-canvas-control
        data-testid="hand-off"
        data-kind={handOff.kind}
        className="hand-off"
      >
        <Icon aria-hidden />
      </span>
    </Tooltip>
  )
}
