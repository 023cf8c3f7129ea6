import { CHANNELS } from '#shared/model/records/channel.ts'
import { type Card, OPPORTUNITY_STATUS_TITLES } from '#shared/model/records/card.ts'
import type { Persona } from '#shared/model/records/persona.ts'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { CHANNEL_ICONS } from './channel-icons.ts'
import { kindColor } from './kind-color.ts'

const RATINGS = [1, 2, 3, 4, 5]
const PERSONAS_SHOWN = 4
/** A question mark. */
const NO_NAME = 63
const CHANNELS_SHOWN = 6

interface CardFooterProps {
  readonly card: Card
  readonly personas: readonly Persona[]
}

/** Below a card's words: channels, ratings, status on the left; personas on the right. */
export function CardFooter({ card, personas }: CardFooterProps) {
  return (
    <div className="card-footer">
      {card.kind !== 'channel' &&
        card.channels.length > 1 &&
        card.channels.slice(0, CHANNELS_SHOWN).map((channel) => (
          <span key={channel} className="card-channel" title={CHANNELS[channel].title}>
            <IconPicture
              icon={CHANNEL_ICONS[channel]}
              color={kindColor(card.kind)}
              label={CHANNELS[channel].title}
              sizePx={14}
            />
          </span>
        ))}
      {card.severity !== undefined && <Rating label="Severity" value={card.severity} />}
      {card.impact !== undefined && <Chip label="Impact" value={card.impact} />}
      {card.effort !== undefined && <Chip label="Effort" value={card.effort} />}
      {card.status !== undefined && <span className="card-status">{OPPORTUNITY_STATUS_TITLES[card.status]}</span>}
      <span className="card-footer-gap" />
      {personas.length > 0 && (
        <span className="card-personas">
          {personas.slice(0, PERSONAS_SHOWN).map((persona) => (
            <span
              key={persona.id}
              className="persona-dot"
              title={persona.name}
              style={{ background: `var(--persona-${persona.color})` }}
            >
              {String.fromCodePoint(persona.name.codePointAt(0) ?? NO_NAME).toUpperCase()}
            </span>
          ))}
        </span>
      )}
    </div>
  )
}

const Rating = ({ label, value }: { readonly label: string; readonly value: number }) => (
  <span className="card-rating" title={`${label} ${value} of 5`} role="img" aria-label={`${label} ${value} of 5`}>
    {RATINGS.map((step) => (
      <i key={step} data-on={step <= value} />
    ))}
  </span>
)

const Chip = ({ label, value }: { readonly label: string; readonly value: number }) => (
  <span className="card-chip" title={`${label} ${value} of 5`}>
    {label} {value}
  </span>
)
