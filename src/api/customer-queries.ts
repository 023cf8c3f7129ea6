import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CustomersSeenBy } from '#shared/contract/rest/customers.ts'
import { api, type NumberOfJourney } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'

/** A page of the customers behind a number. Never kept for later: rows come and go, and so do rights. */
export const useCasesBehind = (number: NumberOfJourney, offset: number) =>
  useQuery({
    queryKey: QUERY_KEYS.casesBehind(number, offset),
    queryFn: ({ signal }) => api.listCasesBehind(number, offset, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })

export const useCustomerSight = (workspaceId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.customerSight(workspaceId),
    queryFn: ({ signal }) => api.getCustomerSight(workspaceId, signal),
  })

export function useSetCustomerSight(workspaceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (seenBy: CustomersSeenBy) => api.setCustomerSight(workspaceId, seenBy),
    onSuccess: (answer) => client.setQueryData(QUERY_KEYS.customerSight(workspaceId), answer),
  })
}

/** What is set for a dataset, and how many events go now by `days` (`null`: by what is set). */
export const useRetention = (datasetId: string, days: number | null) =>
  useQuery({
    queryKey: QUERY_KEYS.retention(datasetId, days),
    queryFn: ({ signal }) => api.getRetention(datasetId, days, signal),
    retry: false,
  })

export function useSetRetention(datasetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (days: number | null) => api.setRetention(datasetId, days),
    onSuccess: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}
