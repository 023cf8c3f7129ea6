import { assertNever } from '#shared/lib/assert.ts'
import type { SegmentCondition, SegmentRule } from '#shared/metrics/segment.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { type LogEvent, matches } from './metrics-oracle.ts'

/** Who is in a segment, said the plainest way: every choice of events is tried on one case after the other. */
export const casesInSegment = (
  cases: readonly (readonly LogEvent[])[],
  rule: SegmentRule,
): readonly (readonly LogEvent[])[] => cases.filter((events) => isInSegment(events, rule))

function isInSegment(events: readonly LogEvent[], { match, groups }: SegmentRule): boolean {
  const groupsMet = groups.map((group) =>
    combine(
      group.match,
      group.conditions.map((condition) => meets(events, condition) !== condition.not),
    ),
  )
  return combine(match, groupsMet)
}

const combine = (match: 'all' | 'any', met: readonly boolean[]): boolean =>
  match === 'all' ? met.every(Boolean) : met.some(Boolean)

const HOUR_MICROS = 3_600 * 1e6

function meets(events: readonly LogEvent[], condition: SegmentCondition): boolean {
  switch (condition.kind) {
    case 'attribute': {
      const known = events.flatMap(({ attributes }) => attributes[condition.field] ?? [])
      const looked = { first: known.slice(0, 1), last: known.slice(-1), any: known }[condition.which]
      return looked.some((value) => condition.values.includes(value))
    }
    case 'did': {
      const matching = events.filter((event) => matches(condition.rule, event))
      const span = (condition.withinHours ?? Infinity) * HOUR_MICROS
      return matching.some((first) => {
        const inTime = matching.filter((event) => event.ts >= first.ts && event.ts - first.ts <= span)
        return inTime.length >= condition.atLeast
      })
    }
    case 'sequence':
      return chains(events, condition.steps).some((chain) => {
        const [first, last] = [chain[0] ?? 0, chain.at(-1) ?? 0]
        const [start, end] = [events[first], events[last]]
        const between = events.slice(first + 1, last)
        const { without } = condition
        return (
          start !== undefined &&
          end !== undefined &&
          end.ts - start.ts <= (condition.withinHours ?? Infinity) * HOUR_MICROS &&
          !(without && between.some((event) => matches(without, event)))
        )
      })
    case 'path':
      return events.some((_, start) =>
        condition.steps.every((step, at) => {
          const event = events[start + at]
          return event !== undefined && matches(step, event)
        }),
      )
    default:
      return assertNever(condition)
  }
}

/** The positions of every choice of later and later events for the steps. */
function chains(events: readonly LogEvent[], steps: readonly EventRule[], from = 0): readonly (readonly number[])[] {
  const [step, ...rest] = steps
  if (step === undefined) return [[]]
  return events.flatMap((event, at) =>
    at >= from && matches(step, event) ? chains(events, rest, at + 1).map((chain) => [at, ...chain]) : [],
  )
}
