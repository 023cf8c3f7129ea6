import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, type JourneyListFilter } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { useWorkspaceId } from './workspace-context.ts'

const JOB_POLL_MS = 400
const DATASET_POLL_MS = 700

/** Who I am; fails with `not-signed-in` when nobody. */
export const sessionQuery = queryOptions({
  queryKey: QUERY_KEYS.session,
  queryFn: ({ signal }) => api.getSession(signal),
  staleTime: Infinity,
})

export const useSession = () => useQuery(sessionQuery)

export const useTemplates = () =>
  useQuery({
    queryKey: QUERY_KEYS.templates,
    queryFn: ({ signal }) => api.listTemplates(signal),
    staleTime: Infinity,
    select: (body) => body.templates,
  })

/** The journeys that I may open. While the search changes the last answer stays. */
export function useJourneys(filter: Omit<JourneyListFilter, 'workspace'> = {}) {
  const wanted = { ...filter, workspace: useWorkspaceId() }
  return useQuery({
    queryKey: QUERY_KEYS.journeyList(wanted),
    queryFn: ({ signal }) => api.listJourneys(wanted, signal),
    placeholderData: keepPreviousData,
    select: (body) => body.journeys,
  })
}

/** Whether there is such a journey, and what I may do there. */
export const journeySummaryQuery = (id: string) =>
  queryOptions({ queryKey: QUERY_KEYS.journeySummary(id), queryFn: ({ signal }) => api.getJourneySummary(id, signal) })

export const useJourneySummary = (id: string) => useQuery(journeySummaryQuery(id))

/** Keeps that I have opened it, once a visit; that it could not be kept is nothing to be told. */
export function useNoteOpened(journeyId: string, isOpen: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!isOpen) return
    api
      .noteOpened(journeyId)
      .then(() => client.invalidateQueries({ queryKey: [...QUERY_KEYS.journeys, 'library'] }))
      .catch(() => undefined)
  }, [client, journeyId, isOpen])
}

export const useEmbed = (journeyId: string, shareId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.embed(journeyId, shareId),
    queryFn: ({ signal }) => api.getEmbed(journeyId, shareId, signal),
  })

export function useDatasets(options: { readonly enabled?: boolean } = {}) {
  const workspace = useWorkspaceId()
  return useQuery({
    queryKey: QUERY_KEYS.datasetList(workspace),
    queryFn: ({ signal }) => api.listDatasets(workspace, signal),
    select: (body) => body.datasets,
    enabled: options.enabled ?? true,
  })
}

/** One dataset; asked again while a job of it runs. `null`: none chosen, nothing is asked. */
export const useDataset = (id: string | null) =>
  useQuery({
    queryKey: QUERY_KEYS.dataset(id ?? ''),
    queryFn: ({ signal }) => api.getDataset(id ?? '', signal),
    enabled: id !== null,
    refetchInterval: ({ state }) =>
      state.data?.state === 'profiling' || state.data?.state === 'importing' ? DATASET_POLL_MS : false,
  })

/** One page of the rows that an import left out. While the next is read the last stays. */
export const useRejects = (datasetId: string, page: { readonly offset: number; readonly limit: number }) =>
  useQuery({
    queryKey: QUERY_KEYS.rejects(datasetId, page),
    queryFn: ({ signal }) => api.listRejects(datasetId, page, signal),
    placeholderData: keepPreviousData,
  })

/** A job, asked again until it ends. `null`: no job, nothing is asked. */
export const useJob = (id: string | null) =>
  useQuery({
    queryKey: QUERY_KEYS.job(id ?? ''),
    queryFn: ({ signal }) => api.getJob(id ?? '', signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? JOB_POLL_MS : false),
  })
