import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { assert } from '#shared/lib/assert.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { api } from '#src/api/api.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { TrendsContext } from './trends-context.ts'

/**
 * The trends beside these readings: one request for all elements. Asked again when other events are bound, and once a minute while they
 * are looked at; more often would show nothing. `undefined`: not there (yet).
 */
export function useTrends(readings: JourneyReadings): JourneyTrends | undefined {
  const asked = use(TrendsContext)
  const bound = readings.elements.map(({ elementId, cases }) => [elementId, cases.filter])
  const { data } = useQuery({
    queryKey: QUERY_KEYS.trends(asked?.journeyId ?? '', { asked, bound }),
    queryFn: async ({ signal }): Promise<JourneyTrends> => {
      assert(asked, 'it is enabled only then')
      return api.getTrends(asked.journeyId, asked, signal)
    },
    enabled: asked !== null && readings.elements.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE_MS,
  })
  return data
}
