import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountPatch, ApiTokenCreate } from '#shared/contract/rest/accounts.ts'
import { accountApi } from './account-api.ts'
import { api } from './api.ts'
import { QUERY_KEYS } from './query-keys.ts'

export const useSignInWays = () =>
  useQuery({
    queryKey: QUERY_KEYS.signInWays,
    queryFn: ({ signal }) => api.getSignInWays(signal),
    staleTime: Infinity,
  })

/** Somebody else is looking from now on: everything is read anew, once the page has changed that would ask for what is gone. */
function useEntering<Args>(enter: (args: Args) => Promise<void>, onEntered?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: enter,
    onSuccess: () => {
      onEntered?.()
      return client.resetQueries()
    },
  })
}

export const useSignIn = () => useEntering(api.signIn)

export const useAcceptInvitation = (token: string, onJoined: () => void) =>
  useEntering((body: Parameters<typeof api.acceptInvitation>[1]) => api.acceptInvitation(token, body), onJoined)

export const useJoinByInvitation = (token: string, onJoined: () => void) =>
  useEntering(() => api.joinByInvitation(token), onJoined)

export const useAskForReset = () => useMutation({ mutationFn: api.askForReset })

export const useResetPassword = (token: string, onDone: () => void) =>
  useEntering((password: string) => api.resetPassword(token, password), onDone)

export const useClaimedAddress = (token: string) =>
  useQuery({
    queryKey: QUERY_KEYS.claimedAddress(token),
    queryFn: ({ signal }) => api.getClaimedAddress(token, signal),
    staleTime: Infinity,
  })

export const useConfirmAddress = (token: string, onDone: () => void) =>
  useEntering(() => api.confirmAddress(token), onDone)

export const useInvitation = (token: string) =>
  useQuery({
    queryKey: QUERY_KEYS.invitation(token),
    queryFn: ({ signal }) => api.getInvitation(token, signal),
    staleTime: Infinity,
  })

export const useAccount = () =>
  useQuery({ queryKey: QUERY_KEYS.account, queryFn: ({ signal }) => accountApi.getAccount(signal) })

export function useChangeAccount() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AccountPatch) => accountApi.changeAccount(body),
    // A new password ends the other sessions.
    onSuccess: () => client.invalidateQueries({ queryKey: QUERY_KEYS.account }),
  })
}

export const useSessions = () =>
  useQuery({
    queryKey: QUERY_KEYS.sessions,
    queryFn: ({ signal }) => accountApi.listSessions(signal),
    select: (body) => body.sessions,
  })

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: accountApi.endSession,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.sessions }),
  })
}

export const useTokens = () =>
  useQuery({
    queryKey: QUERY_KEYS.tokens,
    queryFn: ({ signal }) => accountApi.listTokens(signal),
    select: (body) => body.tokens,
  })

export function useCreateToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ApiTokenCreate) => accountApi.createToken(body),
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.tokens }),
  })
}

export function useRevokeToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: accountApi.revokeToken,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.tokens }),
  })
}

export const useDeletion = () =>
  useQuery({ queryKey: QUERY_KEYS.deletion, queryFn: ({ signal }) => accountApi.getDeletion(signal), staleTime: 0 })

/** Afterwards nobody is signed in. */
export const useDeleteAccount = () => useEntering((password: string | undefined) => accountApi.deleteAccount(password))
