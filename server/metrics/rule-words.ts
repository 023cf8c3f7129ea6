import type { EventRule } from '#shared/model/records/binding.ts'
import type { BoundTo } from './journey-plan.ts'

/** How many values are written out before “and 12 more”. */
const VALUES_SHOWN = 6

export const quoted = (text: string): string => `“${text}”`

/** An element's title in quotes, or what it is called while it has none. */
export const titleWords = ({ title }: Pick<BoundTo, 'title'>): string =>
  title.trim() === '' ? 'an element without a title' : quoted(title.trim())

/** Which events are meant, e.g. `event is “call” and channel is “phone”, or event is “chat”`. */
export function rulesWords(rules: readonly EventRule[]): string {
  const words = [...new Set(rules.map(ruleWords))]
  const shown = words.slice(0, VALUES_SHOWN)
  const rest = words.length - shown.length
  return shown.join(', or ') + (rest > 0 ? `, or ${rest} more rules` : '')
}

function ruleWords({ events, channels, where }: EventRule): string {
  const conditions = [
    oneOf('event', events),
    oneOf('channel', channels),
    ...where.map(({ field, values }) => oneOf(field, values)),
  ].filter((words) => words !== '')
  return conditions.length === 0 ? 'every event' : conditions.join(' and ')
}

function oneOf(field: string, values: readonly string[]): string {
  if (values.length === 0) return ''
  const shown = values.slice(0, VALUES_SHOWN).map(quoted).join(', ')
  const rest = values.length - VALUES_SHOWN
  return `${field} is ${values.length > 1 ? 'one of ' : ''}${shown}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** The filter of a number about two elements. */
export const filterOfTwo = (from: BoundTo, to: BoundTo): string =>
  `${titleWords(from)}: ${rulesWords(from.rules)}; ${titleWords(to)}: ${rulesWords(to.rules)}`

/** What a case is where ids of one person are joined; empty: cases are as they came. */
export function peopleWords(joinedBy: readonly string[] = []): string {
  const last = joinedBy.at(-1)
  if (last === undefined) return ''
  const kinds = joinedBy.length === 1 ? last : `${joinedBy.slice(0, -1).join(', ')} and ${last}`
  return `a case is a person, whose ids are joined by ${kinds}`
}
