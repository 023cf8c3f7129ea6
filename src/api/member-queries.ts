import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InvitationCreate } from '#shared/contract/rest/workspaces.ts'
import type { Role } from '#shared/contract/roles.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'

export const useMembers = (workspaceId: string, options: { readonly enabled: boolean } = { enabled: true }) =>
  useQuery({
    queryKey: QUERY_KEYS.members(workspaceId),
    queryFn: ({ signal }) => api.listMembers(workspaceId, signal),
    select: (body) => body.members,
    enabled: options.enabled,
  })

/** Invitations that were not taken yet. */
export const useInvitations = (workspaceId: string, options: { readonly enabled: boolean }) =>
  useQuery({
    queryKey: QUERY_KEYS.invitations(workspaceId),
    queryFn: ({ signal }) => api.listInvitations(workspaceId, signal),
    select: (body) => body.invitations,
    enabled: options.enabled,
  })

function useMemberChange<Args, Answer>(workspaceId: string, change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: QUERY_KEYS.members(workspaceId) })
      // It may have been oneself.
      await client.invalidateQueries({ queryKey: QUERY_KEYS.session })
    },
  })
}

export const useSetMemberRole = (workspaceId: string) =>
  useMemberChange(workspaceId, ({ personId, role }: { readonly personId: string; readonly role: Role }) =>
    api.setMemberRole(workspaceId, personId, role),
  )

export const useRemoveMember = (workspaceId: string) =>
  useMemberChange(workspaceId, (personId: string) => api.removeMember(workspaceId, personId))

export const useInvite = (workspaceId: string) =>
  useMemberChange(workspaceId, (body: InvitationCreate) => api.invite(workspaceId, body))

export const useRevokeInvitation = (workspaceId: string) =>
  useMemberChange(workspaceId, (invitationId: string) => api.revokeInvitation(workspaceId, invitationId))

export const useMakeResetLink = (workspaceId: string) =>
  useMutation({ mutationFn: (personId: string) => api.makeResetLink(workspaceId, personId) })

export const useEndSessionsOf = (workspaceId: string) =>
  useMutation({ mutationFn: (personId: string) => api.endSessionsOf(workspaceId, personId) })
