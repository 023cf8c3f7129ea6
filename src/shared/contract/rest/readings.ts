import { z } from 'zod'

const reading = z.object({
  value: z.number().nullable(),
  unit: z.enum(['cases', 'share', 'seconds']),
  n: z.number(),
  interval: z.tuple([z.number(), z.number()]).readonly().optional(),
  definition: z.string(),
  filter: z.string(),
  note: z.string().optional(),
})

/** `JourneyReadings` of `shared/metrics/reading.ts`, as a schema; the route's return type keeps both equal. */
export const readingsBody = z.object({
  computedAt: z.number(),
  elements: z.array(
    z.object({
      kind: z.literal('element'),
      elementId: z.string(),
      datasetId: z.string(),
      cases: reading,
      conversion: reading.optional(),
      dropOff: reading.optional(),
      timeToNext: reading.optional(),
      nextElementId: z.string().optional(),
    }),
  ),
  links: z.array(
    z.object({
      kind: z.literal('link'),
      linkId: z.string(),
      datasetId: z.string(),
      flow: reading,
      rate: reading.optional(),
    }),
  ),
  datasets: z.array(
    z.object({
      datasetId: z.string(),
      name: z.string(),
      events: z.number(),
      cases: z.number(),
      firstEventAt: z.number().nullable(),
      lastEventAt: z.number().nullable(),
      updatedAt: z.number(),
    }),
  ),
})
