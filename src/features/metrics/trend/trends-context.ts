import { createContext } from 'react'
import type { LastDays, TimeRange } from '#shared/metrics/time-range.ts'

/** Whose trends are looked at, and of when: the same as the numbers. */
export interface TrendsAsked {
  readonly journeyId: string
  readonly personaId: string | null
  readonly range: TimeRange | LastDays | null
}

/** `null` where nobody can ask for trends. */
export const TrendsContext = createContext<TrendsAsked | null>(null)
