import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NamedMetricDraft } from '#shared/contract/rest/named-metrics.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { useWorkspaceId } from './workspace-context.ts'

/** The metrics of the workspace's library, by name. */
export function useNamedMetrics({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const workspace = useWorkspaceId()
  return useQuery({
    queryKey: QUERY_KEYS.namedMetrics(workspace),
    queryFn: ({ signal }) => api.listNamedMetrics(workspace, signal),
    select: (body) => body.metrics,
    enabled,
  })
}

/** What a kept metric says now. */
export const useNamedMetricReading = (id: string) =>
  useQuery({
    queryKey: QUERY_KEYS.namedMetricReading(id),
    queryFn: ({ signal }) => api.readNamedMetric(id, signal),
  })

/** What a draft would say; keeps the last answer meanwhile. */
export const useDraftReading = (draft: NamedMetricDraft, { enabled }: { readonly enabled: boolean }) =>
  useQuery({
    queryKey: QUERY_KEYS.namedMetricReading(draft),
    queryFn: ({ signal }) => api.tryNamedMetric(draft, signal),
    placeholderData: keepPreviousData,
    enabled,
  })

/** Makes a metric (without an id) or changes one. Gives it back when the list has it. */
export function useKeepNamedMetric() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, draft }: { readonly id: string | null; readonly draft: NamedMetricDraft }) =>
      id === null ? api.createNamedMetric(draft) : api.changeNamedMetric(id, draft),
    onSuccess: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}

export function useDeleteNamedMetric() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.deleteNamedMetric(id),
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}
