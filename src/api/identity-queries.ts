import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { IdentityDeclarationInput } from '#shared/contract/rest/identity.ts'
import { identityApi } from './identity-api.ts'
import { QUERY_KEYS } from './query-keys.ts'

/** By which ids the cases of a dataset are joined to people, and what that does. */
export const useIdentity = (datasetId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.identity(datasetId),
    queryFn: ({ signal }) => identityApi.getIdentity(datasetId, signal),
    retry: false,
  })

/** What a declaration would do; `null`: nothing is asked. */
export const useIdentityPreview = (datasetId: string, declaration: IdentityDeclarationInput | null) =>
  useQuery({
    queryKey: QUERY_KEYS.identityPreview(datasetId, declaration),
    queryFn: ({ signal }) => identityApi.previewIdentity(datasetId, declaration ?? {}, signal),
    enabled: declaration !== null,
    gcTime: 0,
    retry: false,
  })

/** `null`: undoes it. Whatever was counted of the dataset is old then. */
export function useSetIdentity(datasetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (declaration: IdentityDeclarationInput | null) =>
      declaration === null ? identityApi.undoIdentity(datasetId) : identityApi.setIdentity(datasetId, declaration),
    onSuccess: (body) => {
      client.setQueryData(QUERY_KEYS.identity(datasetId), body)
      return client.invalidateQueries({ queryKey: QUERY_KEYS.datasets })
    },
  })
}

/** Makes one log of several datasets. */
export function useCombineDatasets(workspaceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, madeOf }: { readonly name: string; readonly madeOf: readonly string[] }) =>
      identityApi.combineDatasets(workspaceId, name, madeOf),
    onSuccess: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}
