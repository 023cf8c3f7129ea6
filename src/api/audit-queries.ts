import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditQuery } from '#shared/contract/rest/audit.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'

/** The audit log by pages, the newest first. */
export const useAudit = (workspaceId: string, query: AuditQuery) =>
  useInfiniteQuery({
    queryKey: QUERY_KEYS.audit(workspaceId, query),
    queryFn: ({ signal, pageParam }) =>
      api.listAudit(workspaceId, { ...query, ...(pageParam !== null && { before: pageParam }) }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ hasMore, entries }) => (hasMore ? (entries.at(-1)?.number ?? null) : null),
  })
