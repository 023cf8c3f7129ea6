import { type OtherCustomers, otherCustomersText } from '#shared/metrics/held-against.ts'
import { timeQuery } from '#shared/metrics/range-query.ts'
import type { AskedRange, LastDays, TimeRange } from '#shared/metrics/time-range.ts'
import { at, queryOf } from './request.ts'

/** Whose numbers are asked for, and of when. */
export interface AskedCases {
  readonly personaId: string | null
  readonly range: AskedRange | null
  /** Whom they are held against in place of everybody else; the period before, where the range asks for it, goes before. */
  readonly against: OtherCustomers | null
}

type Asked = Pick<AskedCases, 'personaId'> & { readonly range: TimeRange | LastDays | null }

const casesQuery = ({ personaId, range }: Asked) => ({
  persona: personaId,
  ...(range && timeQuery(range)),
})

/** Where the numbers of some cases are told. */
export function readingsPath(journeyId: string, asked: AskedCases): string {
  const { range, against } = asked
  const compare = range?.isBesideBefore ? 'previous' : against && otherCustomersText(against)
  return `${at('journeys', journeyId, 'readings')}?${queryOf({ ...casesQuery(asked), compare })}`
}

/** Where it is told how they went. */
export const trendsPath = (journeyId: string, asked: Asked): string =>
  `${at('journeys', journeyId, 'trends')}?${queryOf(casesQuery(asked))}`
