import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import { assert } from '#shared/lib/assert.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { api } from '#src/api/api.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { type TrendsAsked, TrendsContext } from './trends-context.ts'

/**
 * The trends beside these readings: one request for all elements, metrics and feelings. Asked again when other events are bound, other metrics
 * shown or feelings measured otherwise, and every so often while they are looked at; more often would show nothing. `undefined`: not there (yet).
 */
export function useTrends(readings: JourneyReadings, everyMs = MINUTE_MS): JourneyTrends | undefined {
  const asked = use(TrendsContext)
  const { data } = useQuery({
    ...trendsQuery(asked, readings),
    enabled: asked !== null && hasTrends(readings),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  })
  return data
}

/** Asks for them once more where they are not there yet, for a file; `null` where nobody can ask, or they cannot be had. */
export function useFetchTrends(readings: JourneyReadings | null): () => Promise<JourneyTrends | null> {
  const asked = use(TrendsContext)
  const client = useQueryClient()
  return async () =>
    asked === null || readings === null || !hasTrends(readings)
      ? null
      : client.fetchQuery({ ...trendsQuery(asked, readings), staleTime: MINUTE_MS }).catch(() => null)
}

const hasTrends = ({ elements, metrics = [], feelings = [] }: JourneyReadings): boolean =>
  elements.length + metrics.length + feelings.length > 0

function trendsQuery(asked: TrendsAsked | null, { elements, metrics = [], feelings = [] }: JourneyReadings) {
  const bound = elements.map(({ elementId, cases }) => [elementId, cases.filter])
  const shown = metrics.map(({ elementId, metricId, reading }) => [
    elementId,
    metricId,
    reading.definition,
    reading.filter,
  ])
  const measured = feelings.map(({ elementId, reading }) => [elementId, reading.definition, reading.filter])
  return {
    queryKey: QUERY_KEYS.trends(asked?.journeyId ?? '', { asked, bound, shown, measured }),
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<JourneyTrends> => {
      assert(asked, 'it is enabled only then')
      return api.getTrends(asked.journeyId, asked, signal)
    },
  }
}
