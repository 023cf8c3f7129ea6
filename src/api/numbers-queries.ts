import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { NumbersBody } from '#shared/contract/rest/numbers.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { at, request } from './request.ts'

const RENEWED_EVERY_MS = 30_000

/** Every number of those journeys, as a file. */
export const numbersFileUrl = (workspaceId: string): string => at('workspaces', workspaceId, 'numbers', 'export')

/** The numbers of all journeys of a workspace; page after page by itself, so that they can be put in order. */
export function useWorkspaceNumbers(workspaceId: string) {
  const query = useInfiniteQuery({
    queryKey: QUERY_KEYS.numbers(workspaceId),
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `?${new URLSearchParams({ cursor: pageParam })}`
      return request<NumbersBody>('GET', `${at('workspaces', workspaceId, 'numbers')}${cursor}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: RENEWED_EVERY_MS,
    select: ({ pages }) => pages.flatMap(({ journeys }) => journeys),
  })
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  return query
}
