import type { OtherCustomers } from '#shared/metrics/held-against.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { AskedRange } from '#shared/metrics/time-range.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { api } from '#src/api/api.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'

/** Whose numbers are on the canvas, of when, and what they are held against, where they are not everybody's of all time. At least one of the three. */
export interface Asked {
  readonly persona: { readonly personaId: PersonaId; readonly segmentId: string; readonly name: string } | null
  readonly range: AskedRange | null
  /** `null`: everybody else (everybody's: nothing), or the period before where the range asks for it. */
  readonly against: OtherCustomers | null
}

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
