import { useState } from 'react'
import { api } from '#src/api/api.ts'
import { cn } from '#src/ui/cn.ts'

interface JourneyThumbnailProps {
  readonly journeyId: string
  readonly updatedAt: number
  readonly isArchived: boolean
  readonly theme: 'light' | 'dark'
}

/** The journey as the server draws it; fades in, and leaves a plain ground where it cannot be drawn. */
export function JourneyThumbnail({ journeyId, updatedAt, isArchived, theme }: JourneyThumbnailProps) {
  const [loaded, setLoaded] = useState(false)
  return (
    <div className="aspect-[2/1] overflow-hidden bg-canvas sm:aspect-[16/10]">
      <img
        src={api.thumbnailUrl(journeyId, updatedAt, theme)}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setLoaded(true)}
        onError={() => setLoaded(false)}
        className={cn(
          'size-full object-cover object-left-top transition-opacity duration-200',
          !loaded && 'opacity-0',
          isArchived && 'opacity-60 grayscale',
        )}
      />
    </div>
  )
}
