import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'
import { useWorkspaceId } from './workspace-context.ts'

/** The segments of the workspace, by name; for those who may see them. */
export function useSegments(isWanted = true) {
  const workspace = useWorkspaceId()
  return useQuery({
    queryKey: QUERY_KEYS.segments(workspace),
    queryFn: ({ signal }) => api.listSegments(workspace, signal),
    select: (body) => body.segments,
    enabled: isWanted,
  })
}

/** The segments that a journey itself uses, which have these ids; for all who see its numbers. */
export const useUsedSegments = (journeyId: string, ids: readonly string[], isWanted = true) =>
  useQuery({
    queryKey: QUERY_KEYS.usedSegments(journeyId, ids),
    queryFn: ({ signal }) => api.listUsedSegments(journeyId, signal),
    select: (body) => body.segments,
    enabled: isWanted && ids.length > 0,
  })

/** Makes a segment (without an id) or changes one. Gives it back when the list has it. */
export function useKeepSegment() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({
      id,
      datasetId,
      name,
      rule,
    }: Pick<SegmentItem, 'datasetId' | 'name' | 'rule'> & { readonly id?: string }) =>
      id === undefined ? api.createSegment({ datasetId, name, rule }) : api.changeSegment(id, { name, rule }),
    onSuccess: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}

export function useDeleteSegment() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.deleteSegment(id),
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}
