import { z } from 'zod'
import type { DatasetFreshness, ElementReadings, Reading } from '#shared/metrics/reading.ts'
import { elementReadings, freshnessBody, readingBody } from './readings.ts'

const NUMBERS_PAGE = 30

export const numbersQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(NUMBERS_PAGE),
  /** `next` of the page before. */
  cursor: z.string().max(600).optional(),
})

/** The numbers of one journey at one look. */
const journeyNumbers = z.object({
  id: z.string(),
  title: z.string(),
  /** Its bound stages, in order; where fewer than two are bound, its steps. */
  along: z.array(z.object({ name: z.string(), readings: elementReadings })),
  /** Cases of the first of them. */
  cases: readingBody.nullable(),
  /** Share of those that later reach the last of them. */
  endToEnd: readingBody.nullable(),
  /** Where most are lost. */
  dropOff: z.object({ name: z.string(), reading: readingBody }).nullable(),
  datasets: z.array(freshnessBody),
})

export const numbersBody = z.object({
  journeys: z.array(journeyNumbers),
  /** What asks for the next page; `null`: this was the last. */
  next: z.string().nullable(),
})

/** The same as whoever asks reads it. */
export interface NumbersBody {
  readonly journeys: readonly JourneyNumbersItem[]
  readonly next: string | null
}

export interface JourneyNumbersItem {
  readonly id: string
  readonly title: string
  readonly along: readonly { readonly name: string; readonly readings: ElementReadings }[]
  readonly cases: Reading | null
  readonly endToEnd: Reading | null
  readonly dropOff: { readonly name: string; readonly reading: Reading } | null
  readonly datasets: readonly DatasetFreshness[]
}
