import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PullCreate, PullPatch } from '#shared/contract/rest/pulls.ts'
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

const PULLS_POLL_MS = 10_000
const RUNNING_POLL_MS = 800

/** What is fetched for a dataset; asked again, often while something is being fetched. */
export const usePulls = (datasetId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.pulls(datasetId),
    queryFn: ({ signal }) => feedsApi.listPulls(datasetId, signal),
    select: (body) => body.pulls,
    refetchInterval: ({ state }) =>
      state.data?.pulls.some(({ runs }) => runs[0]?.result === 'running') === true ? RUNNING_POLL_MS : PULLS_POLL_MS,
  })

/** A change of what is fetched; the dataset may have changed with it. */
function usePullChange<Args>(change: (args: Args) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}

export const useCreatePull = (datasetId: string) =>
  usePullChange((body: PullCreate) => feedsApi.createPull(datasetId, body))

export const useChangePull = (datasetId: string, id: string) =>
  usePullChange((body: PullPatch) => feedsApi.changePull(datasetId, id, body))

export const useRemovePull = (datasetId: string) => usePullChange((id: string) => feedsApi.removePull(datasetId, id))

export const useRunPull = (datasetId: string) => usePullChange((id: string) => feedsApi.runPull(datasetId, id))
