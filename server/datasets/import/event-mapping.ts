import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { findColumn, type SourceColumn } from './column-names.ts'

/** A mapping as positions in a record. -1: no such column. */
export interface ColumnPositions {
  readonly case: number
  readonly timestamp: number
  readonly event: number
  /** Says what happened where `event` is empty. */
  readonly eventFallback: number
  /** Of a wide table: columns that each hold the time of one event, and its name. */
  readonly steps: readonly { readonly index: number; readonly event: string }[]
  readonly channel: number
  readonly value: number
  /** The columns kept as attributes, in their order, and their names. */
  readonly attributes: readonly number[]
  readonly fields: readonly string[]
}

/** Where the times are. */
export const timePositionsOf = ({ steps, timestamp }: ColumnPositions): readonly number[] =>
  steps.length > 0 ? steps.map(({ index }) => index) : [timestamp]

/** Finds the columns of a mapping in a file. Refuses a column that is not there, the same one twice, or a zone that nobody knows. */
export function positionsOf(
  mapping: DatasetMapping,
  columns: readonly SourceColumn[],
): Result<ColumnPositions, ErrorCode> {
  const used = new Map<number, string>()
  const problems: string[] = []

  function position(part: string, name: string | null): number {
    if (name === null) return -1
    const index = findColumn(columns, name)
    const other = used.get(index)
    if (index === -1) problems.push(`There is no column “${name}” (${part}).`)
    else if (other !== undefined) problems.push(`“${name}” cannot be both ${other} and ${part}.`)
    used.set(index, part)
    return index
  }

  const parts = {
    case: position('case', mapping.case),
    timestamp: position('timestamp', mapping.timestamp),
    event: position('event', mapping.event),
    eventFallback: mapping.eventFallback === null ? -1 : findColumn(columns, mapping.eventFallback),
    steps: mapping.steps.map(({ column, event }) => ({ index: position('step', column), event })),
    channel: position('channel', mapping.channel),
    value: position('value', mapping.value),
  }
  for (const name of mapping.personal) {
    const index = findColumn(columns, name)
    const part = used.get(index)
    if (index === -1) problems.push(`There is no column “${name}” (personal).`)
    else if ((part !== undefined && part !== 'case') || index === parts.eventFallback) {
      problems.push(`“${name}” cannot be hashed, because it is the ${part ?? 'event'}.`)
    }
  }
  if (!isKnownZone(mapping.timezone)) problems.push(`“${mapping.timezone}” is no time zone.`)
  if (problems.length > 0) return refused('mapping-not-valid', problems.join(' '))
  const ignored = new Set(mapping.ignore.map((name) => findColumn(columns, name)))
  const attributes = columns.map((_, index) => index).filter((index) => !used.has(index) && !ignored.has(index))
  return done({ ...parts, attributes, fields: attributes.map((index) => columns[index]?.name ?? '') })
}

/**
 * A mapping without the parts that no column says any more, since the file that had them is gone. What an event needs stays, for `positionsOf` to
 * miss it.
 */
export function withoutMissing(mapping: DatasetMapping, columns: readonly SourceColumn[]): DatasetMapping {
  const isThere = (name: string): boolean => findColumn(columns, name) !== -1
  const kept = (name: string | null): string | null => (name !== null && isThere(name) ? name : null)
  const value = kept(mapping.value)
  const eventFallback = kept(mapping.eventFallback)
  const isOnlyFallback = mapping.event !== null && !isThere(mapping.event) && eventFallback !== null
  return {
    ...mapping,
    event: isOnlyFallback ? eventFallback : mapping.event,
    eventFallback: isOnlyFallback ? null : eventFallback,
    steps: mapping.steps.filter(({ column }) => isThere(column)),
    scale: value === null ? null : mapping.scale,
    channel: kept(mapping.channel),
    value,
    ignore: mapping.ignore.filter(isThere),
    personal: mapping.personal.filter(isThere),
  }
}

/** What every file has to say so that its rows can be events, and the columns of which one has to be there for it. */
function neededColumns(mapping: DatasetMapping): readonly (readonly [what: string, columns: readonly string[]])[] {
  const event = [mapping.event, mapping.eventFallback].filter((name) => name !== null)
  const isNamed = mapping.eventName !== null || mapping.steps.length > 0
  return [
    ...(mapping.case === null ? [] : [['whose event it is', [mapping.case]] as const]),
    ['when it happened', timeColumnsOf(mapping)],
    ...(isNamed ? [] : [['what happened', event] as const]),
  ]
}

/** The columns that say when: one, or one for each step. */
export function timeColumnsOf({ timestamp, steps }: Pick<DatasetMapping, 'timestamp' | 'steps'>): readonly string[] {
  if (steps.length > 0) return steps.map(({ column }) => column)
  return timestamp === null ? [] : [timestamp]
}

/** Whether times can be read in it: a name of the IANA database, or an offset. */
export function isKnownZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** What an event needs and these columns do not say, in words; `null`: nothing. */
export function lackingIn(columns: readonly SourceColumn[], mapping: DatasetMapping): string | null {
  for (const [what, names] of neededColumns(mapping)) {
    if (names.some((name) => findColumn(columns, name) !== -1)) continue
    return `no column “${names.join('” or “')}”, which says ${what}`
  }
  return null
}
