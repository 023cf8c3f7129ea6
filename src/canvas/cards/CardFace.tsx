import { memo } from 'react'
import { kindColor } from './kind-color.ts'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { hasFreeLook } from '#shared/drawing/has-free-look.ts'
import { CARD_DETAILS, CARD_TITLE, EMOTION_LABEL, FREE_CARD_TITLE_LINES_MAX } from '#shared/layout/sizes.ts'
import { hasLargeChannels } from '#shared/layout/card-metrics.ts'
import type { CellItem } from '#shared/layout/journey-layout.ts'
import { type Card, CARD_TITLES } from '#shared/model/records/card.ts'
import type { Persona } from '#shared/model/records/persona.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { FreeFace } from '../free/FreeFace.tsx'
import { ImageFace } from '../images/ImageFace.tsx'
import { CHANNEL_ICONS, NO_CHANNEL_ICON } from './channel-icons.ts'
import { CardFooter } from './CardFooter.tsx'
import { CardReadings } from './CardReadings.tsx'
import { CardText } from './CardText.tsx'
import { EvidenceMark } from './EvidenceMark.tsx'
import { EmotionFace } from './EmotionFace.tsx'
import { CardChannels } from './CardChannels.tsx'
import { cardStyleCss } from './card-style.ts'
import { CARD_ICONS } from './kind-icons.ts'

interface CardFaceProps {
  readonly card: Card
  readonly item: CellItem | undefined
  /** The text that is being edited in place. */
  readonly editingField: string | null
}

/** How a card looks. The numbers of lines are those that the layout counted on. */
export const CardFace = memo(function CardFace({ card, item, editingField }: CardFaceProps) {
  const byId = useSnapshotPart((snapshot) => snapshot.personas)
  const personas = card.personaIds.flatMap((id): Persona[] => {
    const persona = byId.get(id)
    return persona ? [persona] : []
  })
  if (item?.isOnCurve) return <OnCurve card={card} item={item} personas={personas} editingField={editingField} />
  if (card.kind === 'image')
    return (
      <ImageFace
        card={card}
        isFree={item === undefined}
        titleLines={item?.metrics.titleLines ?? 1}
        isEditingTitle={editingField === 'title'}
      />
    )
  if (item === undefined && hasFreeLook(card)) return <FreeFace card={card} editingField={editingField} />
  const titleLines = item?.metrics.titleLines ?? FREE_CARD_TITLE_LINES_MAX
  const detailLines = item?.metrics.detailLines ?? 4
  const hasFooter = item?.metrics.hasFooter ?? personas.length > 0
  return (
    <div
      className="journey-card"
      data-kind={card.kind}
      data-free={item === undefined || undefined}
      style={cardStyleCss(card.style)}
    >
      <div className="card-main">
        <CardIcon card={card} />
        <div className="card-words">
          <CardText
            card={card}
            field="title"
            lines={titleLines}
            isWhole={item !== undefined && titleLines < CARD_TITLE.maxLines}
            isEditing={editingField === 'title'}
          />
          {(detailLines > 0 || editingField === 'details') && (
            <CardText
              card={card}
              field="details"
              lines={detailLines}
              isWhole={item !== undefined && detailLines < CARD_DETAILS.maxLines}
              isEditing={editingField === 'details'}
            />
          )}
        </div>
        <EvidenceMark evidence={card.evidence} />
      </div>
      {hasLargeChannels(card) && <CardChannels channels={card.channels} />}
      {hasFooter && <CardFooter card={card} personas={personas} />}
      {item?.metrics.hasReadings && <CardReadings cardId={card.id} kind={card.kind} width={item.width} />}
    </div>
  )
})

function CardIcon({ card }: { readonly card: Card }) {
  if (card.kind === 'touchpoint') {
    const [channel] = card.channels
    return (
      <span className="card-badge" data-open={channel === undefined || undefined}>
        {channel ? (
          <IconPicture icon={CHANNEL_ICONS[channel]} color={kindColor(card.kind)} />
        ) : (
          <IconPicture icon={NO_CHANNEL_ICON} color="ink-faint" />
        )}
      </span>
    )
  }
  if (card.kind === 'quote')
    return (
      <span className="card-quote-mark" aria-hidden>
        “
      </span>
    )
  return <IconPicture icon={CARD_ICONS[card.kind]} color={kindColor(card.kind)} className="card-icon" />
}

interface OnCurveProps extends CardFaceProps {
  readonly item: CellItem
  readonly personas: readonly Persona[]
}

/** An emotion by its score: a face on the curve, its words below. */
function OnCurve({ card, item, personas, editingField }: OnCurveProps) {
  const color = personas.length === 1 ? `var(--persona-${personas[0]?.color ?? 0})` : 'var(--lane-emotion)'
  const isEditing = editingField === 'title'
  return (
    <div className="journey-emotion" title={CARD_TITLES.emotion}>
      <EmotionFace score={card.score} color={color} />
      {(card.title !== '' || isEditing) && (
        <div className="emotion-label">
          <CardText
            card={card}
            field="title"
            lines={Math.max(1, item.metrics.titleLines)}
            isWhole={item.metrics.titleLines < EMOTION_LABEL.maxLines}
            isEditing={isEditing}
          />
        </div>
      )}
    </div>
  )
}
