import { type FreeLook, freeLook, isOpenShape } from '#shared/drawing/free-look.ts'
import { freePath } from '#shared/drawing/free-path.ts'
import { FRAME_TITLE_PX } from '#shared/layout/sizes.ts'
import type { Card } from '#shared/model/records/card.ts'
import { Lock } from 'lucide-react'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { CardText } from '../cards/CardText.tsx'
import { movedRect } from '../drag-offsets.ts'
import { CSS_PALETTE } from './css-palette.ts'

interface FreeFaceProps {
  readonly card: Card
  readonly editingField: string | null
}

/** Notes, texts, shapes, frames and drawings beside the grid. */
export function FreeFace({ card, editingField }: FreeFaceProps) {
  const look = freeLook(card, CSS_PALETTE)
  if (card.place.kind !== 'free') return null
  const { height } = card.place
  const isInk = card.kind === 'ink'
  const isEditing = editingField === 'title'
  const lines = Math.max(1, Math.floor((height - 2 * look.paddingPx) / look.linePx))
  const hasWords =
    isEditing || card.title !== '' || card.kind === 'note' || card.kind === 'text' || card.kind === 'frame'
  return (
    <div className="free-face" data-kind={card.kind} data-shape={card.shape}>
      <Outline card={card} size={card.place} look={look} />
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

interface OutlineProps {
  readonly card: Card
  readonly size: { readonly width: number; readonly height: number }
  readonly look: FreeLook
}

/** The shape itself. While it is resized it is drawn anew for each size: stretched, its corners and lines would be bent. */
function Outline({ card, size, look }: OutlineProps) {
  const { offsets } = useCanvas()
  const ref = useRef<SVGSVGElement>(null)
  const { width, height } = size
  const { strokeWidth } = look
  useEffect(() => {
    let isResized = false
    return offsets.subscribeCard(card.id, () => {
      const svg = ref.current
      const offset = offsets.get(card.id)
      if (!svg || (!offset?.resize && !isResized)) return
      isResized = offset?.resize !== undefined
      const now = movedRect({ x: 0, y: 0, width, height }, offset)
      svg.setAttribute('viewBox', `0 0 ${now.width} ${now.height}`)
      const shown = offset?.resize?.ink ? { ...card, ink: offset.resize.ink } : card
      svg.firstElementChild?.setAttribute('d', freePath(shown, now, strokeWidth))
    })
  }, [offsets, card, width, height, strokeWidth])
  return (
    <svg
      ref={ref}
      aria-hidden
      className="free-shape"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      data-shadow={card.kind === 'note' || undefined}
    >
      <path
        d={freePath(card, { width, height }, strokeWidth)}
        fill={look.fill ?? 'none'}
        stroke={look.stroke ?? 'none'}
        strokeWidth={strokeWidth}
        strokeDasharray={look.isDashed ? `${3 * strokeWidth} ${2.5 * strokeWidth}` : undefined}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

const LockMark = () => (
  <span className="free-lock" title="Locked">
    <IconPicture icon={Lock} color="ink-muted" label="Locked" sizePx={11} />
  </span>
)
