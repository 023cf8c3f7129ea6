import { useEffect, useState } from 'react'
import { MINUTE_MS } from '#shared/lib/time.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { ApiError } from '#src/api/api-error.ts'
import { trendsPath } from '#src/api/asked-cases.ts'
import { request } from '#src/api/request.ts'
import { useLens, useSnapshot, useView } from '../view-context.ts'
import { bearerOf } from './bearer-of.ts'
import { lookedAtPersona } from '#shared/model/selectors/looked-at-persona.ts'

/**
 * How the numbers that are shown went, asked for anew every minute while somebody looks at them. `undefined`: not there (yet), as for
 * whoever is shown a part of the journey only.
 */
export function useTrends(): JourneyTrends | undefined {
  const { place } = useView().address
  const { range, filter } = useLens()
  const persona = lookedAtPersona(useSnapshot(), filter)
  const path = trendsPath(place.journeyId, { personaId: persona?.segmentId ? persona.id : null, range })
  const [told, setTold] = useState<{ readonly path: string; readonly trends: JourneyTrends } | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const ask = (): void =>
      void request<JourneyTrends>('GET', path, { signal: stop.signal, ...bearerOf(place) }).then(
        (trends) => setTold({ path, trends }),
        // The number stands without; those of before stay. Who is shown a part is refused them for good.
        (error: unknown) => {
          if (error instanceof ApiError && error.status === 403) clearInterval(timer)
        },
      )
    const timer = setInterval(ask, MINUTE_MS)
    ask()
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [path, place])
  return told?.path === path ? told.trends : undefined
}
