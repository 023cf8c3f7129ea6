import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccessPut } from '#shared/contract/rest/collections.ts'
import type { BulkChange } from '#shared/contract/rest/library.ts'
import { type AccessThing, libraryApi, type LibraryFilter } from './library-api.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { useWorkspaceId } from './workspace-context.ts'

const PAGE = 60
/** Each comes with what it says. */
const SEARCH_PAGE = 20

/** The journeys that pass the filter, page by page. While the filter changes the last answer stays. */
export function useLibrary(filter: Omit<LibraryFilter, 'workspace'>) {
  const wanted = { ...filter, workspace: useWorkspaceId() }
  return useInfiniteQuery({
    queryKey: QUERY_KEYS.library(wanted),
    queryFn: ({ pageParam, signal }) =>
      libraryApi.listPage(wanted, { limit: filter.text === '' ? PAGE : SEARCH_PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ journeys }) => journeys),
  })
}

/** Of the workspace that is worked in; nothing is asked where there is none. */
export function useCollections() {
  const workspace = useWorkspaceId()
  return useQuery({
    queryKey: QUERY_KEYS.collections(workspace),
    queryFn: ({ signal }) => libraryApi.listCollections(workspace ?? '', signal),
    enabled: workspace !== null,
  })
}

export function useTags() {
  const workspace = useWorkspaceId()
  return useQuery({
    queryKey: QUERY_KEYS.tags(workspace),
    queryFn: ({ signal }) => libraryApi.listTags(workspace ?? '', signal),
    select: ({ tags }) => tags,
    enabled: workspace !== null,
  })
}

/** Everything that the library shows hangs together: what lies where, how many, with which tags. */
function useLibraryChange<Args, Answer>(change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.journeys }),
  })
}

export const useBulkChange = () =>
  useLibraryChange(({ ids, change }: { readonly ids: readonly string[]; readonly change: BulkChange }) =>
    libraryApi.bulk(ids, change),
  )

export function useCreateCollection() {
  const workspace = useWorkspaceId() ?? ''
  return useLibraryChange((body: { readonly name: string; readonly parentId: string | null }) =>
    libraryApi.createCollection(workspace, body),
  )
}

export const useChangeCollection = (id: string) =>
  useLibraryChange((body: { readonly name?: string; readonly parentId?: string | null }) =>
    libraryApi.changeCollection(id, body),
  )

export const useDeleteCollection = (id: string) => useLibraryChange(() => libraryApi.deleteCollection(id))

export function useCreateTag() {
  const workspace = useWorkspaceId() ?? ''
  return useLibraryChange((name: string) => libraryApi.createTag(workspace, name))
}

export const useChangeTag = (id: string) =>
  useLibraryChange((body: { readonly name?: string; readonly color?: number }) => libraryApi.changeTag(id, body))

export const useMergeTag = (id: string) => useLibraryChange((into: string) => libraryApi.mergeTag(id, into))

export const useDeleteTag = (id: string) => useLibraryChange(() => libraryApi.deleteTag(id))

export const useAccess = (thing: AccessThing, id: string) =>
  useQuery({
    queryKey: QUERY_KEYS.access(thing, id),
    queryFn: ({ signal }) => libraryApi.getAccess(thing, id, signal),
  })

export function useSetAccess(thing: AccessThing, id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AccessPut) => libraryApi.setAccess(thing, id, body),
    onSuccess: (access) => {
      client.setQueryData(QUERY_KEYS.access(thing, id), access)
      return client.invalidateQueries({ queryKey: QUERY_KEYS.journeys })
    },
  })
}

/** What moving it there would mean; `null`: nowhere yet, nothing is asked. */
export const useMoveFacts = (id: string, workspaceId: string | null) =>
  useQuery({
    queryKey: QUERY_KEYS.moveFacts(id, workspaceId),
    queryFn: ({ signal }) => libraryApi.getMoveFacts(id, workspaceId ?? '', signal),
    enabled: workspaceId !== null,
    staleTime: 0,
  })

export const useMoveJourney = (id: string) =>
  useLibraryChange((workspaceId: string) => libraryApi.moveJourney(id, workspaceId))

export const useWorkspaceContents = (id: string) =>
  useQuery({
    queryKey: QUERY_KEYS.workspaceContents(id),
    queryFn: ({ signal }) => libraryApi.getWorkspaceContents(id, signal),
    staleTime: 0,
  })

/** Everything that was read of it is forgotten with it. */
export function useDeleteWorkspace(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => libraryApi.deleteWorkspace(id, name),
    onSuccess: () => client.resetQueries(),
  })
}
