import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LinkEnter, ShareCreate, SharePatch } from '#shared/contract/rest/shares.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'

export const useShares = (journeyId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.shares(journeyId),
    queryFn: ({ signal }) => api.listShares(journeyId, signal),
    select: (body) => body.shares,
  })

export const useGuests = (journeyId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.guests(journeyId),
    queryFn: ({ signal }) => api.listGuests(journeyId, signal),
    select: (body) => body.guests,
  })

/** What a link may show or hide: the journey's lanes and numbers, read when somebody wants to choose. */
export const useShareChoices = <Choices>(journeyId: string, choicesOf: (journey: unknown) => Choices) =>
  useQuery({
    queryKey: QUERY_KEYS.shareChoices(journeyId),
    queryFn: () => api.exportJourney(journeyId),
    select: choicesOf,
  })

/** A change to who may open a journey; links and guests are read again. */
function useSharing<Args, Answer>(journeyId: string, change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.shares(journeyId) }),
  })
}

export const useCreateShare = (journeyId: string) =>
  useSharing(journeyId, (body: ShareCreate) => api.createShare(journeyId, body))

export const useChangeShare = (journeyId: string) =>
  useSharing(journeyId, ({ id, ...body }: SharePatch & { readonly id: string }) => api.changeShare(journeyId, id, body))

export const useRevokeShare = (journeyId: string) =>
  useSharing(journeyId, (shareId: string) => api.revokeShare(journeyId, shareId))

export const useRemoveGuest = (journeyId: string) =>
  useSharing(journeyId, (sessionId: string) => api.removeGuest(journeyId, sessionId))

export const useEndGuestAccess = (journeyId: string) => useSharing(journeyId, () => api.endGuestAccess(journeyId))

export const useWorkspaceGuests = (workspaceId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.workspaceGuests(workspaceId),
    queryFn: ({ signal }) => api.getWorkspaceGuests(workspaceId, signal),
  })

export function useEndWorkspaceGuestAccess(workspaceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.endWorkspaceGuestAccess(workspaceId),
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.workspaceGuests(workspaceId) }),
  })
}

/** What a link asks for. Read anew each time: it may have been used up or revoked meanwhile. */
export const useLink = (token: string) =>
  useQuery({ queryKey: QUERY_KEYS.link(token), queryFn: ({ signal }) => api.getLink(token, signal), retry: false })

/** `onEntered` goes on to the journey; whatever was read as somebody else is read anew then. */
export function useEnterLink(token: string, query: string, onEntered: (address: string) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: LinkEnter) => api.enterLink(token, query, body),
    onSuccess: ({ address }) => {
      onEntered(address)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'link' })
    },
  })
}
