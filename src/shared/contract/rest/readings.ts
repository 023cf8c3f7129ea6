import { z } from 'zod'

const interval = z.tuple([z.number(), z.number()]).readonly()

const reading = z.object({
  value: z.number().nullable(),
  unit: z.enum(['cases', 'share', 'seconds']),
  n: z.number(),
  interval: interval.optional(),
  definition: z.string(),
  filter: z.string(),
  note: z.string().optional(),
  comparison: z
    .object({
      value: z.number().nullable(),
      n: z.number(),
      interval: interval.optional(),
      difference: z.object({ value: z.number(), interval, isReal: z.boolean() }).optional(),
    })
    .optional(),
})

/** `persona`: only of the cases in this persona's segment, with everybody else's to compare. */
export const readingsQuery = z.object({ persona: z.string().min(1).max(64).optional() })

/** `JourneyReadings` of `shared/metrics/reading.ts`, as a schema; the route's return type keeps both equal. */
export const readingsBody = z.object({
  computedAt: z.number(),
  segment: z
    .object({
      personaId: z.string(),
      segmentId: z.string(),
      name: z.string(),
      words: z.string(),
      datasetId: z.string(),
      cases: z.number().nullable(),
      of: z.number(),
    })
    .optional(),
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
