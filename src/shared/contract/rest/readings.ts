import { z } from 'zod'
import { LAST_DAYS_MAX } from '#shared/metrics/time-range.ts'

const interval = z.tuple([z.number(), z.number()]).readonly()
/** A number of other cases, beside a reading. */
const besideIt = { value: z.number().nullable(), n: z.number(), interval: interval.optional() }

/** `Reading` of `shared/metrics/reading.ts`. */
export const readingBody = z.object({
  value: z.number().nullable(),
  unit: z.enum(['cases', 'share', 'seconds', 'points', 'number', 'money']),
  n: z.number(),
  nOf: z.enum(['answers', 'events', 'sessions']).optional(),
  isExact: z.boolean().optional(),
  decimals: z.number().optional(),
  currency: z.string().optional(),
  interval: interval.optional(),
  definition: z.string(),
  filter: z.string(),
  note: z.string().optional(),
  isDoubtful: z.boolean().optional(),
  comparison: z
    .object({
      against: z.enum(['everybody-else', 'period-before', 'segment', 'part']),
      name: z.string().optional(),
      ...besideIt,
      rest: z.object(besideIt).optional(),
      difference: z.object({ value: z.number(), interval, isReal: z.boolean() }).optional(),
    })
    .optional(),
})

/** An instant in ISO 8601 with its zone, or a date, which stands for that day in the time zone of each dataset. */
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
const isDate = (text: string): boolean => !text.includes('T')

/** Cases that start from `from` on and before `to`. Both or neither. */
export const range = { from: instant.optional(), to: instant.optional() }
/** Or those that start in the last days of the data, that of the newest event included. */
const rangeOrLast = { ...range, last: z.coerce.number().int().min(1).max(LAST_DAYS_MAX).optional() }
const isOne = ({ from, last }: { readonly from?: string | undefined; readonly last?: number | undefined }): boolean =>
  from === undefined || last === undefined
const ONE_WORDS = 'Either `from` and `to` or `last`'
export const isRange = ({
  from,
  to,
}: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}): boolean =>
  from === undefined
    ? to === undefined
    : to !== undefined && Date.parse(from) < Date.parse(to) && isDate(from) === isDate(to)
export const RANGE_WORDS = '`from` and `to` go together, both dates or both instants, and `from` is the earlier one'

/** The stretch of time that a query asks for; `null`: all time. */
export const askedRange = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) =>
  from === undefined || to === undefined
    ? null
    : { from: Date.parse(from), to: Date.parse(to), ...(isDate(from) && { isDays: true as const }) }

/** The same, or the last days of the data. */
export const askedTime = (query: Parameters<typeof askedRange>[0] & { readonly last?: number | undefined }) =>
  query.last === undefined ? askedRange(query) : { last: query.last }

/** The period before, or other customers. */
const compare = z.union([z.literal('previous'), z.string().regex(/^(persona|segment):[\w-]{1,64}$/)])

/**
 * `persona`: only of the cases in this persona's segment, with everybody else's to compare. `from` and `to`: only of the cases that start
 * within. `compare`, in place of everybody else's: with the same of the period of equal length right before (`previous`), or of those of
 * another persona or segment who are not in this one (`persona:<id>`, `segment:<id>`); without `persona`, of those in it.
 */
export const readingsQuery = z
  .object({ persona: z.string().min(1).max(64).optional(), ...rangeOrLast, compare: compare.optional() })
  .refine(isRange, { path: ['from'], message: RANGE_WORDS })
  .refine(isOne, { path: ['last'], message: ONE_WORDS })
  .refine(({ from, last, compare }) => compare !== 'previous' || from !== undefined || last !== undefined, {
    path: ['compare'],
    message: 'Only a period with `from` and `to`, or with `last`, has one before it',
  })

/** As for readings, without a comparison. */
export const trendsQuery = z
  .object({ persona: z.string().min(1).max(64).optional(), ...rangeOrLast })
  .refine(isRange, { path: ['from'], message: RANGE_WORDS })
  .refine(isOne, { path: ['last'], message: ONE_WORDS })

/** How a metric went, or why that cannot be told. */
const wentBody = {
  series: z
    .object({
      periods: z.number().int(),
      clock: z.enum(['case-starts', 'answers', 'events', 'begins', 'parts']),
      values: z.array(z.number().nullable()).readonly(),
      n: z.array(z.number()).readonly(),
      low: z.array(z.number().nullable()).readonly(),
      high: z.array(z.number().nullable()).readonly(),
      outside: z.number(),
    })
    .optional(),
  note: z.string().optional(),
}

/** `JourneyTrends` of `shared/metrics/trend.ts`, as a schema. */
export const trendsBody = z.object({
  periods: z.array(
    z.object({
      datasetId: z.string().nullable(),
      unit: z.enum(['day', 'week', 'month']),
      timeZone: z.string(),
      at: z.array(z.number()).readonly(),
      endsAt: z.number(),
      isFirstCut: z.boolean(),
      last: z.enum(['whole', 'open', 'cut']),
    }),
  ),
  elements: z.array(
    z.object({
      elementId: z.string(),
      datasetId: z.string(),
      cases: z.array(z.number()).readonly(),
      reached: z.array(z.number()).readonly().optional(),
    }),
  ),
  metrics: z.array(
    z.object({
      elementId: z.string(),
      metricId: z.string(),
      ...wentBody,
    }),
  ),
  feelings: z.array(z.object({ elementId: z.string(), ...wentBody })).optional(),
})

/** Cases of the journey's datasets by the day of their first event. */
export const startsBody = z.object({
  /** Dates of each dataset's time zone (when they begin in UTC, ms since 1970); those without any are left out. */
  days: z.array(z.object({ day: z.number(), cases: z.number() })),
  /** The last event of all; `null`: there are none. */
  lastEventAt: z.number().nullable(),
  /** The date of the last event, as above. */
  lastDay: z.number().nullable(),
  /** Those of the datasets, each once. */
  timeZones: z.array(z.string()),
})
export type StartsBody = z.infer<typeof startsBody>
const reading = readingBody

export const elementReadings = z.object({
  kind: z.literal('element'),
  elementId: z.string(),
  datasetId: z.string(),
  cases: reading,
  conversion: reading.optional(),
  dropOff: reading.optional(),
  timeToNext: reading.optional(),
  nextElementId: z.string().optional(),
})

export const freshnessBody = z.object({
  datasetId: z.string(),
  name: z.string(),
  events: z.number(),
  cases: z.number(),
  firstEventAt: z.number().nullable(),
  lastEventAt: z.number().nullable(),
  updatedAt: z.number(),
  timeZone: z.string(),
})

const rangeShape = { from: z.number(), to: z.number(), isDays: z.literal(true).optional() }

/** `JourneyReadings` of `shared/metrics/reading.ts`, as a schema; the route's return type keeps both equal. */
export const readingsBody = z.object({
  computedAt: z.number(),
  range: z
    .object({
      ...rangeShape,
      before: z.object(rangeShape).optional(),
    })
    .optional(),
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
  held: z
    .object({
      chosen: z.object({ kind: z.enum(['persona', 'segment']), id: z.string() }),
      segmentId: z.string(),
      name: z.string(),
      words: z.string(),
      datasetId: z.string(),
      cases: z.number().nullable(),
      of: z.number(),
      both: z.number().nullable(),
    })
    .optional(),
  elements: z.array(elementReadings),
  links: z.array(
    z.object({
      kind: z.literal('link'),
      linkId: z.string(),
      datasetId: z.string(),
      flow: reading,
      rate: reading.optional(),
    }),
  ),
  metrics: z
    .array(
      z.object({
        metricId: z.string(),
        elementId: z.string(),
        name: z.string(),
        direction: z.enum(['up', 'down', 'none']),
        target: z.number().nullable(),
        datasetId: z.string().nullable(),
        reading,
      }),
    )
    .optional(),
  feelings: z
    .array(
      z.object({
        elementId: z.string(),
        name: z.string(),
        datasetId: z.string().nullable(),
        personaId: z.string().optional(),
        reading,
        ends: z.object({ worst: z.number(), best: z.number() }).nullable(),
        level: z.number().nullable(),
        levelInterval: interval.optional(),
      }),
    )
    .optional(),
  datasets: z.array(freshnessBody),
})
