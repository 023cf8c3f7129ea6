import * as z from 'zod/mini'

/**
 * The numbers of an element that can have a target. Counts cannot: they grow with time and with the range that one looks at, so
 * whether enough have come is not told by a count alone.
 */
export const TARGET_MEASURES = ['conversion', 'dropOff', 'timeToNext'] as const
export type TargetMeasure = (typeof TARGET_MEASURES)[number]

/** A share is at most all; a time at most ten years. */
const LARGEST: Readonly<Record<TargetMeasure, number>> = {
  conversion: 1,
  dropOff: 1,
  timeToNext: 10 * 366 * 86_400,
}

/** Which way is better, where nobody says otherwise. */
export const BETTER: Readonly<Record<TargetMeasure, 'higher' | 'lower'>> = {
  conversion: 'higher',
  dropOff: 'lower',
  timeToNext: 'lower',
}

/** What a number of an element is meant to be. Shares from 0 to 1, times in seconds. */
export const targetSchema = z
  .object({
    measure: z.enum(TARGET_MEASURES),
    value: z.number().check(z.nonnegative()),
    better: z.enum(['higher', 'lower']),
    /** Up to here a number that misses the target is near it; on the worse side of it. Absent: there is no near. */
    warning: z.optional(z.number().check(z.nonnegative())),
    /** What it was when the target was set. */
    baseline: z.optional(z.number().check(z.nonnegative())),
  })
  .check(
    z.refine(({ measure, value, warning = 0, baseline = 0 }) =>
      [value, warning, baseline].every((one) => one <= LARGEST[measure]),
    ),
    z.refine(
      ({ value, warning, better }) =>
        warning === undefined || (better === 'higher' ? warning < value : warning > value),
      { path: ['warning'] },
    ),
  )

export type Target = Readonly<z.infer<typeof targetSchema>>

/** At most one target a measure. */
export const targetsSchema = z
  .array(targetSchema)
  .check(z.refine((targets) => new Set(targets.map(({ measure }) => measure)).size === targets.length))
