import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { api } from '#src/api/api.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'
import type { Asked } from './use-asked-readings.ts'

/** Numbers as somebody asked for them, with everybody's as they were then: once those are others, these are old. */
export interface AskedAnswer {
  readonly beside: JourneyReadings | null
  readonly readings: JourneyReadings
}

/** How they are asked for, and by what they are known again. `of` is null as long as nothing is asked. */
export const askedQuery = (journeyId: string, of: Asked | null, everybody: ReadingsStore) => ({
  queryKey: QUERY_KEYS.askedReadings(journeyId, of),
  queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<AskedAnswer> => {
    const beside = everybody.getState()
    const asked = {
      personaId: of?.persona?.personaId ?? null,
      range: of?.range ?? null,
      against: of?.against ?? null,
    }
    return { beside, readings: await api.getReadings(journeyId, asked, signal) }
  },
  // Compared by what it is: everybody's numbers are a new object whenever they change.
  structuralSharing: false,
})
