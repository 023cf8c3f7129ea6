import type { Card } from '#shared/model/records/card.ts'
import { ImageOff, ImageUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { CardText } from '../cards/CardText.tsx'
import { fetchLaterParts } from '../later.ts'
import { useCanvasPorts } from '../ports.ts'
import { chooseImages } from './choose-images.ts'
import { rememberThumb } from './thumbs.ts'

interface ImageFaceProps {
  readonly card: Card
  /** Beside the grid the picture fills its card; in a cell its title stands below it. */
  readonly isFree: boolean
  /** Lines of the title that there is room for. */
  readonly titleLines: number
  readonly isEditingTitle: boolean
}

/** A card's picture with its title, which is also what is said to those who cannot see it. */
export function ImageFace({ card, isFree, titleLines, isEditingTitle }: ImageFaceProps) {
  const hasTitle = isEditingTitle || (!isFree && card.title !== '')
  return (
    <div className="journey-card image-card" data-kind="image" data-free={isFree || undefined}>
      <Picture key={card.image?.imageId} card={card} />
      {hasTitle && (
        <div className="image-title" data-over={isFree || (card.title === '' && titleLines === 0) || undefined}>
          <CardText card={card} field="title" lines={Math.max(1, titleLines)} isEditing={isEditingTitle} />
        </div>
      )}
    </div>
  )
}

/** `missing`: not here, asked elsewhere. `again`: it has come from there. `gone`: nowhere. */
type Loading = 'first' | 'missing' | 'again' | 'gone'

function Picture({ card }: { readonly card: Card }) {
  const { canEdit } = useCanvas()
  const { images } = useCanvasPorts()
  const [loading, setLoading] = useState<Loading>('first')
  const imageId = card.image?.imageId
  useEffect(() => {
    if (loading !== 'missing' || imageId === undefined || !images || !canEdit) return undefined
    let isGone = false
    // The card may have come by paste from a journey that has the picture.
    const bring = async (): Promise<void> => {
      const isHere = await images.fetchFromElsewhere(imageId).catch(() => false)
      if (isHere && !isGone) setLoading('again')
    }
    void bring()
    return () => {
      isGone = true
    }
  }, [loading, imageId, images, canEdit])

  if (imageId === undefined || !images) return <NoPicture card={card} />
  if (loading === 'missing' || loading === 'gone')
    return (
      <div className="image-missing" role="img" aria-label={card.title || 'Image'}>
        <ImageOff aria-hidden />
        <span>Picture not found</span>
      </div>
    )
  return (
    <img
      src={images.urlOf(imageId) + (loading === 'again' ? '?again' : '')}
      alt={card.title || 'Image'}
      loading="lazy"
      decoding="async"
      draggable={false}
      onLoad={(event) => rememberThumb(imageId, event.currentTarget)}
      onError={() => setLoading(loading === 'first' ? 'missing' : 'gone')}
    />
  )
}

/** An image card that has no picture yet. */
function NoPicture({ card }: { readonly card: Card }) {
  const core = useCanvas()
  const { images } = useCanvasPorts()
  if (!core.canEdit || !images) return <div className="image-missing" />
  return (
    <button
      type="button"
      className="image-missing"
      data-canvas-control
      onClick={() =>
        void Promise.all([chooseImages(false), fetchLaterParts()]).then(([[file], { setImage }]) =>
          file ? setImage(core, card.id, file) : undefined,
        )
      }
    >
      <ImageUp aria-hidden />
      <span>Choose picture</span>
    </button>
  )
}
