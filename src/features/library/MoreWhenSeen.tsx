import { useEffect, useRef } from 'react'
import { Button } from '#src/ui/Button.tsx'

interface MoreWhenSeenProps {
  readonly isFetching: boolean
  readonly onMore: () => void
}

/** Asks for more before one has scrolled to the end; a button for whoever gets there otherwise. */
export function MoreWhenSeen({ isFetching, onMore }: MoreWhenSeenProps) {
  const end = useRef<HTMLDivElement>(null)
  const ask = useRef(onMore)
  useEffect(() => {
    ask.current = onMore
  }, [onMore])
  useEffect(() => {
    if (isFetching || end.current === null || typeof IntersectionObserver === 'undefined') return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) ask.current()
      },
      { rootMargin: '800px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [isFetching])
  return (
    <div ref={end} className="flex justify-center py-6">
      <Button variant="ghost" busy={isFetching} onClick={onMore}>
        Show more
      </Button>
    </div>
  )
}
