import type {
  AccountBody,
  AccountPatch,
  ApiTokenCreate,
  ApiTokenItem,
  DeletionFacts,
  SessionItem,
} from '#shared/contract/rest/accounts.ts'
import type { PasskeyAssertion, PasskeyCreate, PasskeyItem, PasskeyListBody } from '#shared/contract/rest/passkeys.ts'
import { at, request } from './request.ts'

/** Routes of my own account. All of them reject with `ApiError`. */
export const accountApi = {
  getAccount: (signal?: AbortSignal) => request<AccountBody>('GET', '/api/account', { signal }),
  changeAccount: (body: AccountPatch) => request<AccountBody>('PATCH', '/api/account', { body }),
  /** What stands in the way of deleting the account. */
  getDeletion: (signal?: AbortSignal) => request<DeletionFacts>('GET', '/api/account/deletion', { signal }),
  deleteAccount: (password: string | undefined) => request<void>('DELETE', '/api/account', { body: { password } }),
  accountFileUrl: '/api/account/export',
  /** Shows once more that it is me, so that I may change how I sign in. */
  proveByPassword: (password: string) => request<void>('POST', '/api/account/proof', { body: { password } }),
  beginProof: () => request<object>('POST', '/api/account/proof/options'),
  proveByPasskey: (response: PasskeyAssertion) =>
    request<void>('POST', '/api/account/proof/passkey', { body: { response } }),
  listPasskeys: (signal?: AbortSignal) => request<PasskeyListBody>('GET', '/api/account/passkeys', { signal }),
  beginPasskey: () => request<object>('POST', '/api/account/passkeys/options'),
  addPasskey: (body: PasskeyCreate) => request<PasskeyItem>('POST', '/api/account/passkeys', { body }),
  renamePasskey: (id: string, name: string) =>
    request<void>('PATCH', at('account', 'passkeys', id), { body: { name } }),
  removePasskey: (id: string) => request<void>('DELETE', at('account', 'passkeys', id)),
  listSessions: (signal?: AbortSignal) =>
    request<{ readonly sessions: readonly SessionItem[] }>('GET', '/api/account/sessions', { signal }),
  endSession: (id: string) => request<void>('DELETE', at('account', 'sessions', id)),
  listTokens: (signal?: AbortSignal) =>
    request<{ readonly tokens: readonly ApiTokenItem[] }>('GET', '/api/account/tokens', { signal }),
  createToken: (body: ApiTokenCreate) =>
    request<ApiTokenItem & { readonly token: string }>('POST', '/api/account/tokens', { body }),
  revokeToken: (id: string) => request<void>('DELETE', at('account', 'tokens', id)),
}
