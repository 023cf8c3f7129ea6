import { useEffect, useRef, useState } from 'react'
import { useMediaQuery } from '#src/ui/use-media-query.ts'

const DURATION_MS = 450

const easeOut = (share: number): number => 1 - (1 - share) ** 3

/** A number that runs to its new value instead of jumping; at once for those who asked for less motion. */
export function useCounting(value: number): number {
  const still = useMediaQuery('(prefers-reduced-motion: reduce)')
  const [shown, setShown] = useState(value)
  const latest = useRef(value)

  useEffect(() => {
    const from = latest.current
    if (from === value) return undefined
    const durationMs = still ? 0 : DURATION_MS
    let start: number | null = null
    let frame = requestAnimationFrame(function step(now) {
      start ??= now
      const share = durationMs === 0 ? 1 : Math.min(1, (now - start) / durationMs)
      latest.current = share === 1 ? value : from + (value - from) * easeOut(share)
      setShown(latest.current)
      if (share < 1) frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [value, still])

  return shown
}
