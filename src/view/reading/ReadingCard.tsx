import { clsx } from 'clsx'
import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import {
  type Card,
  CARD_MARK_TITLES,
  CARD_TITLES,
  EVIDENCE_TITLES,
  OPPORTUNITY_STATUS_TITLES,
} from '#shared/model/records/card.ts'
import { CHANNELS } from '#shared/model/records/channel.ts'
import { RichText } from '#src/rich-text/RichText.tsx'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { ViewImage } from '../ViewImage.tsx'
import { useSnapshot, useView } from '../view-context.ts'
import { FeelingStanding } from './FeelingStanding.tsx'
import { MoodFace } from './MoodFace.tsx'

interface ReadingCardProps {
  readonly card: Card
  readonly isDimmed: boolean
}

/** A card to read: all that matters at a glance, the rest at a tap. */
export function ReadingCard({ card, isDimmed }: ReadingCardProps) {
  const { looked } = useView()
  const colorOf = laneKindOfCard(card.kind)
  const facts = factsOf(card)
  return (
    <article
      data-element-id={card.id}
      data-kind={card.kind}
      className={clsx(
        'reading-card relative rounded-lg bg-surface-raised p-3 pl-4 shadow-card',
        'has-[.card-open:focus-visible]:outline-2 has-[.card-open:focus-visible]:outline-offset-2 has-[.card-open:focus-visible]:outline-focus',
        isDimmed && 'is-dimmed',
      )}
      style={{ ['--kind' as string]: `var(--lane-${colorOf})` }}
    >
      {card.image && (
        <ViewImage
          imageId={card.image.imageId}
          alt={card.title || 'Picture'}
          className="mb-2 block max-h-72 w-full rounded-md bg-surface-sunken object-contain"
        />
      )}
      <div className="flex items-start gap-2.5">
        {card.score !== undefined && <MoodFace score={card.score} />}
        <div className="min-w-0 flex-1">
          <h4 className="text-base font-medium break-words text-ink" dir="auto">
            <button
              type="button"
              className="card-open text-left outline-none after:absolute after:inset-0 after:rounded-lg"
              onClick={() => looked.setState({ target: { elementId: card.id, measure: null } })}
            >
              {card.title || (card.image ? 'Picture' : `Untitled ${CARD_TITLES[card.kind].toLowerCase()}`)}
            </button>
          </h4>
          {card.details !== '' && (
            <div className="relative mt-0.5 line-clamp-3 text-sm break-words text-ink-muted" dir="auto">
              <RichText text={card.details} />
            </div>
          )}
        </div>
        <PersonaDots card={card} />
      </div>
      {facts.length > 0 && <p className="mt-1.5 text-xs text-ink-muted">{facts.join(' · ')}</p>}
      {card.kind === 'emotion' && <FeelingStanding card={card} />}
      <NumberChips elementId={card.id} measures={['cases', 'conversion']} className="relative z-10 mt-2" />
    </article>
  )
}

/** What is known about a card, in few words. */
export function factsOf(card: Card): readonly string[] {
  return [
    ...(card.marks ?? []).map((mark) => CARD_MARK_TITLES[mark]),
    ...card.channels.map((key) => CHANNELS[key].title),
    ...(card.severity === undefined ? [] : [`Severity ${String(card.severity)} of 5`]),
    ...(card.status === undefined ? [] : [OPPORTUNITY_STATUS_TITLES[card.status]]),
    ...(card.impact === undefined ? [] : [`Impact ${String(card.impact)} of 5`]),
    ...(card.effort === undefined ? [] : [`Effort ${String(card.effort)} of 5`]),
    ...(card.evidence === 'assumption' ? [] : [EVIDENCE_TITLES[card.evidence]]),
  ]
}

function PersonaDots({ card }: { readonly card: Card }) {
  const { personas } = useSnapshot()
  const shown = card.personaIds.flatMap((id) => personas.get(id) ?? [])
  if (shown.length === 0) return null
  const names = shown.map(({ name }) => name || 'Unnamed persona').join(', ')
  return (
    <span role="img" aria-label={`About ${names}`} title={names} className="mt-1.5 flex shrink-0 gap-1">
      {shown.slice(0, 4).map(({ id, color }) => (
        <span
          key={id}
          className="size-2.5 rounded-full forced-color-adjust-none"
          style={{ background: `var(--persona-${String(color)})` }}
        />
      ))}
    </span>
  )
}
