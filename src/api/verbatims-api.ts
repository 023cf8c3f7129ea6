import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { rangeTexts } from '#shared/metrics/instant-text.ts'
import type { AskedMeasure } from '#shared/metrics/measures.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import { type VerbatimGroup, VERBATIMS_A_PAGE, type Verbatims } from '#shared/metrics/verbatims.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { at, request } from './request.ts'

/** What customers wrote behind a number of a journey. */
export interface AskedVerbatims {
  readonly journeyId: string
  /** What shows the number. */
  readonly of: string
  readonly measure: AskedMeasure
  readonly persona?: string | undefined
  readonly range?: TimeRange | undefined
  /** The attribute that is read; absent: the one with the longest texts. */
  readonly field?: string | undefined
  readonly group?: VerbatimGroup | undefined
  readonly search: string
  readonly offset: number
}

export function listVerbatims(
  { journeyId, of, measure, persona, range, field, group, search, offset }: AskedVerbatims,
  signal?: AbortSignal,
): Promise<Verbatims> {
  const query = new URLSearchParams({
    of,
    measure,
    ...(persona !== undefined && { persona }),
    ...(range && rangeTexts(range)),
    ...(field !== undefined && { field }),
    ...(group !== undefined && { group }),
    ...(search !== '' && { search }),
    offset: String(offset),
    limit: String(VERBATIMS_A_PAGE),
  })
  return request('GET', `${at('journeys', journeyId, 'readings', 'verbatims')}?${query.toString()}`, { signal })
}

/** A page of them. Never kept for later: texts come and go, and so do rights. Each look is written down, so that none is asked for by itself. */
export const useVerbatims = (asked: AskedVerbatims) =>
  useQuery({
    queryKey: QUERY_KEYS.verbatims(asked),
    queryFn: ({ signal }) => listVerbatims(asked, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
