import type { HandOff } from '#shared/model/selectors/hand-offs.ts'
import { handOffWords } from '#shared/model/selectors/hand-offs.ts'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { CHANNEL_ICONS } from '../cards/channel-icons.ts'

const COLORS: Readonly<Record<HandOff['kind'], string>> = { leak: 'warn', return: 'good', change: 'ink-muted' }

/** A small round mark: here the journey goes on by another medium. Its colour says whether people leave self-service. */
export function HandOffBadge({ handOff }: { readonly handOff: HandOff }) {
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
        <IconPicture
          icon={CHANNEL_ICONS[handOff.toChannel]}
          color={COLORS[handOff.kind]}
          strokeWidth={2.25}
          sizePx={12}
        />
      </span>
    </Tooltip>
  )
}
