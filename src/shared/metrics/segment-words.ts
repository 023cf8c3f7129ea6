import { assertNever } from '#shared/lib/assert.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import type { SegmentCondition, SegmentRule } from './segment.ts'

const NAMES_SPELLED_OUT = 4

/** A segment's rule as a sentence says it: `first region is “north”, and did “call” at least 2 times within 7 days`. */
export function segmentWords({ match, groups }: SegmentRule): string {
  const parts = groups.map((group) => {
    const words = group.conditions.map(conditionWords)
    return words.length > 1 && groups.length > 1 ? `(${joined(words, group.match)})` : joined(words, group.match)
  })
  return joined(parts, match)
}

const joined = (words: readonly string[], match: 'all' | 'any'): string =>
  words.join(match === 'all' ? ', and ' : ', or ')

/** One condition in words. */
export function conditionWords(condition: SegmentCondition): string {
  switch (condition.kind) {
    case 'attribute': {
      const { which, field, values, not } = condition
      const subject = which === 'any' ? `any ${field}` : `${which} ${field}`
      return `${subject} ${not ? 'is not' : 'is'} ${listed(values)}`
    }
    case 'did': {
      const { rule, atLeast, withinHours } = condition
      const times = atLeast === 1 ? '' : ` at least ${atLeast} times`
      return `${did(condition)} ${eventWords(rule)}${times}${atLeast === 1 ? '' : within(withinHours)}`
    }
    case 'sequence': {
      const without = condition.without === undefined ? '' : `, without ${eventWords(condition.without)} between`
      const chain = condition.steps.map(eventWords).join(', then ')
      return `${did(condition)} ${chain}${within(condition.withinHours)}${without}`
    }
    case 'path':
      return `${did(condition)} ${condition.steps.map(eventWords).join(', directly followed by ')}`
    default:
      return assertNever(condition)
  }
}

const did = ({ not }: SegmentCondition): string => (not ? 'never did' : 'did')

/** Which events are meant: `“call” or “chat” with channel “phone”`. */
export function eventWords({ events, channels, where }: EventRule): string {
  const conditions = [
    ...(channels.length > 0 ? [`channel ${listed(channels)}`] : []),
    ...where.filter(({ values }) => values.length > 0).map(({ field, values }) => `${field} ${listed(values)}`),
  ]
  const names = events.length > 0 ? listed(events) : 'anything'
  return conditions.length === 0 ? names : `${names} with ${conditions.join(' and ')}`
}

function listed(names: readonly string[]): string {
  const quoted = names.slice(0, NAMES_SPELLED_OUT).map((name) => `“${name}”`)
  const more = names.length - quoted.length
  return quoted.join(' or ') + (more > 0 ? ` or ${more} more` : '')
}

const HOURS_A_DAY = 24

function within(hours: number | undefined): string {
  if (hours === undefined) return ''
  return ` within ${durationWords(hours)}`
}

/** Whole days as days, anything else as hours: `7 days`, `36 hours`. */
export function durationWords(hours: number): string {
  const [number, unit] =
    hours >= HOURS_A_DAY && hours % HOURS_A_DAY === 0 ? [hours / HOURS_A_DAY, 'day'] : [hours, 'hour']
  return `${number} ${number === 1 ? unit : `${unit}s`}`
}
