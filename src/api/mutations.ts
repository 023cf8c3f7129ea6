import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DatasetMappingInput, PersonalColumns } from '#shared/contract/rest/datasets.ts'
import type { JourneyCreate } from '#shared/contract/rest/journeys.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { useCollectionId, useWorkspaceId } from './workspace-context.ts'

/** A change, and what it makes stale, whether it went well or not. */
function useChange<Args, Answer>(change: (args: Args) => Promise<Answer>, staleKey: readonly unknown[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: staleKey }),
  })
}

export function useRenameSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => api.renameSession(name),
    onSuccess: (session) => client.setQueryData(QUERY_KEYS.session, session),
  })
}

/** Forgets everything that was read; the next read of the session says that nobody is signed in. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({ mutationFn: api.signOut, onSuccess: () => client.resetQueries() })
}

export function useCreateJourney() {
  const workspaceId = useWorkspaceId() ?? undefined
  const collectionId = useCollectionId() ?? undefined
  return useChange(
    (body: JourneyCreate) => api.createJourney({ workspaceId, collectionId, ...body }),
    QUERY_KEYS.journeys,
  )
}

/** What the session says of its workspaces is read anew. */
export const useCreateWorkspace = () => useChange((name: string) => api.createWorkspace(name), QUERY_KEYS.session)

export const useRenameWorkspace = (id: string) =>
  useChange((name: string) => api.renameWorkspace(id, name), QUERY_KEYS.session)

export const useRenameJourney = () =>
  useChange(
    ({ id, title }: { readonly id: string; readonly title: string }) => api.renameJourney(id, title),
    QUERY_KEYS.journeys,
  )

export const useDuplicateJourney = () => useChange((id: string) => api.duplicateJourney(id), QUERY_KEYS.journeys)

export function useCreateEmptyDataset() {
  const workspace = useWorkspaceId()
  return useChange(
    ({ name, personal }: { readonly name: string; readonly personal: PersonalColumns }) =>
      api.createEmptyDataset(workspace, name, personal),
    QUERY_KEYS.datasets,
  )
}

/** A question by POST, since an id does not belong into an address. */
export const useFindCustomer = (workspaceId: string) =>
  useMutation({ mutationFn: (id: string) => api.findCustomer(workspaceId, id) })

export const useDeleteCustomer = (workspaceId: string) =>
  useChange((id: string) => api.deleteCustomer(workspaceId, id), QUERY_KEYS.datasets)

export const useRenameDataset = () =>
  useChange(
    ({ id, name }: { readonly id: string; readonly name: string }) => api.renameDataset(id, name),
    QUERY_KEYS.datasets,
  )

export const useMarkPersonal = (id: string) =>
  useChange((personal: PersonalColumns) => api.markPersonal(id, personal), QUERY_KEYS.datasets)

export const useSetTimeZone = (id: string) =>
  useChange((timeZone: string) => api.setTimeZone(id, timeZone), QUERY_KEYS.datasets)

export const useDeleteDataset = () => useChange((id: string) => api.deleteDataset(id), QUERY_KEYS.datasets)

export const useChooseSheet = () =>
  useChange(
    ({ id, sheet }: { readonly id: string; readonly sheet: string }) => api.chooseSheet(id, sheet),
    QUERY_KEYS.datasets,
  )

export const useCancelJob = () => useChange((id: string) => api.cancelJob(id), QUERY_KEYS.datasets)

export const useMapDataset = () =>
  useChange(
    ({ id, mapping }: { readonly id: string; readonly mapping: DatasetMappingInput }) => api.mapDataset(id, mapping),
    QUERY_KEYS.datasets,
  )

export const useDeleteAllDatasets = (workspaceId: string) =>
  useChange((name: string) => api.deleteAllDatasets(workspaceId, name), QUERY_KEYS.datasets)

/** On which sites a link's journey may be shown. */
export const useSetEmbed = (journeyId: string, shareId: string) =>
  useChange((sites: readonly string[]) => api.setEmbed(journeyId, shareId, sites), QUERY_KEYS.embed(journeyId, shareId))
