import { useEffect, useState } from 'react'
import { useView } from './view-context.ts'

interface ViewImageProps {
  readonly imageId: string
  readonly alt: string
  readonly className?: string
}

/**
 * A picture of the journey. On another site's page no cookie comes along, and a token has no place in an address that may be kept: there
 * it is fetched with the token in a header.
 */
export function ViewImage({ imageId, alt, className }: ViewImageProps) {
  const { place } = useView().address
  const address = `/api/journeys/${encodeURIComponent(place.journeyId)}/images/${encodeURIComponent(imageId)}`
  const token = place.kind === 'embed' ? place.token : null
  const fetched = useFetchedImage(address, token)
  const source = token === null ? address : fetched
  return source === null ? (
    <span role="img" aria-label={alt} className={className} />
  ) : (
    <img src={source} alt={alt} loading="lazy" decoding="async" draggable={false} className={className} />
  )
}

function useFetchedImage(address: string, token: string | null): string | null {
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    if (token === null) return undefined
    const stop = new AbortController()
    let made: string | undefined
    const load = async (): Promise<void> => {
      const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal })
      if (!answer.ok) return
      made = URL.createObjectURL(await answer.blob())
      setSource(made)
    }
    // A picture that does not come leaves its words.
    load().catch(() => {})
    return () => {
      stop.abort()
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [address, token])
  return source
}
