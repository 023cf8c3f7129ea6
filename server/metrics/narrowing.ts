import { segmentWords } from '#shared/metrics/segment-words.ts'
import { periodBefore, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'
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
}

/** The cases that are asked for, and those that they are held against; `null`: against none. */
export function populationsOf({ segment, range, isBesideBefore = false }: Narrowing) {
  const inSegment: Population = segment ? { segment: { rule: segment.rule, side: 'in' } } : {}
  const startedIn: Population = range ? { startedIn: range } : {}
  const own: Population = { ...inSegment, ...startedIn }
  if (isBesideBefore && range)
    return { own, others: { ...inSegment, startedIn: periodBefore(range) }, against: 'period-before' } as const
  const rest: Population | null = segment ? { segment: { rule: segment.rule, side: 'rest' }, ...startedIn } : null
  return { own, others: rest, against: 'everybody-else' } as const
}

/** Of a persona's segment in place of the one that is looked at; of everybody where the persona has none. */
export function narrowedTo(segment: StoredSegment | undefined, asked: Narrowing | undefined): Narrowing | undefined {
  const { segment: _asked, ...rest } = asked ?? {}
  if (segment) return { ...rest, segment }
  return rest.range ? rest : undefined
}

/** Which cases these are, for the filter of a reading. `zone`: whose days those of a range are. */
export const narrowingWords = ({ segment, range }: Narrowing, zone: string): string =>
  [
    ...(segment ? [`only cases of ${quoted(segment.name)}: ${segmentWords(segment.rule)}`] : []),
    ...(range ? [`only cases whose first event is of ${rangeWords(range, zone)}`] : []),
  ].join('; ')
