import { segmentWords } from '#shared/metrics/segment-words.ts'
import { periodBefore, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'
import type { Comparison } from '#shared/metrics/reading.ts'
import type { StoredSegment } from './ports.ts'
import { quoted } from './rule-words.ts'
import type { Population } from './sql/population.ts'

/** Which cases readings are of, and what they are held against. */
export interface Narrowing {
  /** Only of its cases, compared with everybody else. */
  readonly segment?: StoredSegment
  /** Only of the cases that start within. */
  readonly range?: TimeRange
  /** Compared with the period before instead. */
  readonly isBesideBefore?: boolean
  /** Compared with those of this segment that are not in the own one instead; of everybody, with those in it. */
  readonly against?: AgainstSegment
}

/** Another segment, and by which name it was chosen: its own, or that of the persona that is bound to it. */
export interface AgainstSegment {
  readonly segment: StoredSegment
  readonly name: string
}

/** What a number is held against, beside its value. */
export type HeldAgainst = Pick<Comparison, 'against' | 'name'>

interface Populations {
  readonly own: Population
  /** `null`: they are held against none. */
  readonly others: Population | null
  /** Where the others are some of the own: the rest of these, whom the difference is told of. */
  readonly rest?: Population
  readonly against: HeldAgainst
}

/**
 * The cases that are asked for, and those that they are held against; `datasetIds`: where they are counted. A difference is never told of two
 * sides with a case in common: of another segment only those are held against that are not in the own one, as everybody else is who is not
 * in it. Everybody has a whole segment among them, so its difference is that of all others (`rest`) from it. Only so are the two independent, which
 * the interval of their difference takes for granted.
 */
export function populationsOf(
  { segment, range, isBesideBefore = false, against }: Narrowing,
  datasetIds: readonly string[],
): Populations {
  const within: Population = segment ? { within: segment.rule } : {}
  const startedIn: Population = range ? { startedIn: range } : {}
  const own: Population = { ...within, ...startedIn }
  if (isBesideBefore && range)
    return { own, others: { ...within, startedIn: periodBefore(range) }, against: { against: 'period-before' } }
  const outside: Population | null = segment ? { outside: segment.rule, ...startedIn } : null
  if (!against) return { own, others: outside, against: { against: 'everybody-else' } }
  const { rule, datasetId } = against.segment
  const held = { against: segment ? 'segment' : 'part', name: against.name } as const
  // Cases of two datasets cannot be told to be the same or others.
  if (datasetIds.some((id) => id !== datasetId)) return { own, others: null, against: held }
  const others = { within: rule, ...(outside ?? startedIn) }
  return outside
    ? { own, others, against: held }
    : { own, others, rest: { outside: rule, ...startedIn }, against: held }
}

/**
 * Of a persona's segment in place of the one that is looked at; of everybody where the persona has none. What was chosen to hold that one
 * against is of no meaning for another.
 */
export function narrowedTo(segment: StoredSegment | undefined, asked: Narrowing | undefined): Narrowing | undefined {
  const { segment: lookedAt, against, ...rest } = asked ?? {}
  if (segment) return { ...rest, segment, ...(against && lookedAt?.id === segment.id && { against }) }
  if (!lookedAt) return asked
  return rest.range ? rest : undefined
}

/** Which cases these are, for the filter of a reading. `zone`: whose days those of a range are. */
export const narrowingWords = ({ segment, range }: Narrowing, zone: string): string =>
  [
    ...(segment ? [`only cases of ${quoted(segment.name)}: ${segmentWords(segment.rule)}`] : []),
    ...(range ? [`only cases whose first event is of ${rangeWords(range, zone)}`] : []),
  ].join('; ')
