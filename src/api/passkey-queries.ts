import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { accountApi } from './account-api.ts'
import { addPasskey, proveByPasskey } from './passkey-ceremonies.ts'
import { QUERY_KEYS } from './query-keys.ts'

export const usePasskeys = () =>
  useQuery({ queryKey: QUERY_KEYS.passkeys, queryFn: ({ signal }) => accountApi.listPasskeys(signal) })

function useChange<Args, Value>(change: (args: Args) => Promise<Value>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.passkeys }),
  })
}

/** Resolves with `null` when the browser's dialog was left. */
export const useAddPasskey = () => useChange(addPasskey)
export const useRenamePasskey = () =>
  useChange(({ id, name }: { readonly id: string; readonly name: string }) => accountApi.renamePasskey(id, name))
export const useRemovePasskey = () => useChange(accountApi.removePasskey)

export const useProveByPassword = () => useMutation({ mutationFn: accountApi.proveByPassword })
/** Resolves with false when the browser's dialog was left. */
export const useProveByPasskey = () => useMutation({ mutationFn: proveByPasskey })
