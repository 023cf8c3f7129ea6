import { useEffect, useState } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'

const EVERY_MS = 10 * SECOND_MS

/** The present instant (ms since 1970), renewed every ten seconds: fine enough for “2 minutes ago”. */
export function useNow(everyMs: number = EVERY_MS): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
