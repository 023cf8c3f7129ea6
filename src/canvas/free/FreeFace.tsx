import { freeLook, isOpenShape } from '#shared/drawing/free-look.ts'
import { freePath } from '#shared/drawing/free-path.ts'
import { FRAME_TITLE_PX } from '#shared/layout/sizes.ts'
import type { Card } from '#shared/model/records/card.ts'
import { Lock } from 'lucide-react'
import { CardText } from '../cards/CardText.tsx'
import { CSS_PALETTE } from './css-palette.ts'

interface FreeFaceProps {
  readonly card: Card
  readonly editingField: string | null
}

/** Notes, texts, shapes, frames and drawings beside the grid. */
export function FreeFace({ card, editingField }: FreeFaceProps) {
  const look = freeLook(card, CSS_PALETTE)
  if (card.place.kind !== 'free') return null
  const { width, height } = card.place
  const isInk = card.kind === 'ink'
  const isEditing = editingField === 'title'
  const lines = Math.max(1, Math.floor((height - 2 * look.paddingPx) / look.linePx))
  const hasWords =
    isEditing || card.title !== '' || card.kind === 'note' || card.kind === 'text' || card.kind === 'frame'
  return (
    <div className="free-face" data-kind={card.kind} data-shape={card.shape}>
      <svg
        aria-hidden
        className="free-shape"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        data-shadow={card.kind === 'note' || undefined}
      >
        <path
          d={freePath(card, { width, height }, look.strokeWidth)}
          fill={look.fill ?? 'none'}
          stroke={look.stroke ?? 'none'}
          strokeWidth={look.strokeWidth}
          strokeDasharray={look.isDashed ? `${3 * look.strokeWidth} ${2.5 * look.strokeWidth}` : undefined}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {hasWords && !isInk && (
        <div
          className="free-words"
          data-middle={look.isMiddle || undefined}
          data-open={isOpenShape(card) || undefined}
          style={{
            padding: look.paddingPx,
            color: look.color,
            fontSize: look.fontPx,
            lineHeight: `${look.linePx}px`,
            fontWeight: look.isSemibold ? 600 : 450,
            textAlign: look.align,
            ...(card.kind === 'frame' && { height: FRAME_TITLE_PX }),
          }}
        >
          <CardText card={card} field="title" lines={card.kind === 'frame' ? 1 : lines} isEditing={isEditing} />
          {(card.details !== '' || editingField === 'details') && card.kind === 'note' && (
            <CardText card={card} field="details" lines={4} isEditing={editingField === 'details'} />
          )}
        </div>
      )}
      {card.isLocked && <LockMark />}
    </div>
  )
}

const LockMark = () => (
  <span className="free-lock" title="Locked">
    <Lock aria-label="Locked" />
  </span>
)
