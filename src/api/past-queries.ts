import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ActivityQuery, ReviewPlan } from '#shared/contract/rest/past.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'

/** Who did what in a journey or a workspace, by pages, the newest first. */
export const useActivity = (of: 'journeys' | 'workspaces', id: string, query: Pick<ActivityQuery, 'person'>) =>
  useInfiniteQuery({
    queryKey: QUERY_KEYS.activity(of, id, query),
    queryFn: ({ signal, pageParam }) =>
      api.listActivity(of, id, { ...query, ...(pageParam !== null && { before: pageParam }) }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ hasMore, items }) => (hasMore ? (items.at(-1)?.at ?? null) : null),
    staleTime: 0,
  })

export const useReview = (journeyId: string) =>
  useQuery({ queryKey: QUERY_KEYS.review(journeyId), queryFn: ({ signal }) => api.getReview(journeyId, signal) })

function useReviewChange<Args>(change: (args: Args) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: QUERY_KEYS.journeys })
      await client.invalidateQueries({ queryKey: ['activity'] })
    },
  })
}

export const usePlanReview = (journeyId: string) =>
  useReviewChange((plan: ReviewPlan) => api.planReview(journeyId, plan))

export const useMarkReviewed = (journeyId: string) =>
  useReviewChange((note: string) => api.reviewJourney(journeyId, note))
