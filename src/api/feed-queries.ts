import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SourceCreate } from '#shared/contract/rest/sources.ts'
import { feedsApi } from './feeds-api.ts'
import { QUERY_KEYS } from './query-keys.ts'

const SOURCES_POLL_MS = 5_000

/** Who sends events to a dataset; asked again while one looks, since events come at any time. */
export const useSources = (datasetId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.sources(datasetId),
    queryFn: ({ signal }) => feedsApi.listSources(datasetId, signal),
    select: (body) => body.sources,
    refetchInterval: SOURCES_POLL_MS,
  })

export function useCreateSource(datasetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SourceCreate) => feedsApi.createSource(datasetId, body),
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.sources(datasetId) }),
  })
}

export function useRemoveSource(datasetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => feedsApi.removeSource(datasetId, id),
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.sources(datasetId) }),
  })
}
