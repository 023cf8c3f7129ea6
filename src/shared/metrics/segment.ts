import * as z from 'zod/mini'
import { type EventRule, eventRuleSchema } from '#shared/model/records/binding.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { namesSchema } from '#shared/model/records/record.ts'

const hours = z.number().check(z.positive(), z.maximum(24 * 3_660))
const steps = z.array(eventRuleSchema).check(z.minLength(2), z.maxLength(6))
/** The condition turned round: cases that do not meet it. */
const not = z._default(z.boolean(), false)

/**
 * What a case is asked. Order is (instant, position) within the case, windows are spans of time that include their end, and one
 * event serves one step only. `docs/metrics.md` says each exactly.
 */
export const segmentConditionSchema = z.discriminatedUnion('kind', [
  /** An attribute has one of the values. A case without any known value meets no such condition. */
  z.object({
    kind: z.literal('attribute'),
    field: z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH)),
    values: namesSchema.check(z.minLength(1)),
    /** Which of the case's known values counts: its first, its last, or any of them. */
    which: z._default(z.enum(['first', 'last', 'any']), 'first'),
    not,
  }),
  /** At least so many events match, within the hours from the first to the last of them when given. */
  z.object({
    kind: z.literal('did'),
    rule: eventRuleSchema,
    atLeast: z._default(z.int().check(z.minimum(1), z.maximum(1_000)), 1),
    withinHours: z.optional(hours),
    not,
  }),
  /** The steps one after the other with anything between, except events of `without` between the first and the last. */
  z.object({
    kind: z.literal('sequence'),
    steps,
    withinHours: z.optional(hours),
    without: z.optional(eventRuleSchema),
    not,
  }),
  /** The steps directly one after the other, with no other event of the case between. */
  z.object({ kind: z.literal('path'), steps, not }),
])

const match = z.enum(['all', 'any'])

/**
 * A rule that selects cases: groups of conditions. Two levels are enough: every rule made of and, or and not can be written so.
 */
export const segmentRuleSchema = z.object({
  match: z._default(match, 'all'),
  groups: z
    .array(
      z.object({
        match: z._default(match, 'all'),
        conditions: z.array(segmentConditionSchema).check(z.minLength(1), z.maxLength(10)),
      }),
    )
    .check(z.minLength(1), z.maxLength(10)),
})

export type SegmentCondition = Readonly<z.infer<typeof segmentConditionSchema>>
export type SegmentRule = Readonly<z.infer<typeof segmentRuleSchema>>
export type SegmentGroup = SegmentRule['groups'][number]

/** The cases with an event that matches any of the rules. */
export const segmentOfRules = (rules: readonly EventRule[]): SegmentRule => ({
  match: 'any',
  groups: [{ match: 'any', conditions: rules.map((rule) => ({ kind: 'did', rule, atLeast: 1, not: false })) }],
})

/** The fields that a rule asks for and a dataset does not have; such a condition is met by nobody. */
export function fieldsMissingFor(rule: SegmentRule, fields: readonly string[]): readonly string[] {
  const asked = rule.groups.flatMap(({ conditions }) => conditions).flatMap(fieldsOf)
  return [...new Set(asked)].filter((field) => !fields.includes(field))
}

function fieldsOf(condition: SegmentCondition): readonly string[] {
  if (condition.kind === 'attribute') return [condition.field]
  const rules =
    condition.kind === 'did'
      ? [condition.rule]
      : condition.kind === 'path' || condition.without === undefined
        ? condition.steps
        : [...condition.steps, condition.without]
  return rules.flatMap(({ where }) => where.filter(({ values }) => values.length > 0).map(({ field }) => field))
}
