import type { IdentityBody, IdentityDeclarationInput, IdentitySummary } from '#shared/contract/rest/identity.ts'
import { at, request } from './request.ts'

const path = (datasetId: string): string => at('datasets', datasetId, 'identity')

/** Which ids of a dataset are one person. */
export const identityApi = {
  getIdentity: (datasetId: string, signal?: AbortSignal) => request<IdentityBody>('GET', path(datasetId), { signal }),
  previewIdentity: (datasetId: string, declaration: IdentityDeclarationInput, signal?: AbortSignal) =>
    request<IdentitySummary>('POST', `${path(datasetId)}/preview`, { body: declaration, signal }),
  setIdentity: (datasetId: string, declaration: IdentityDeclarationInput) =>
    request<IdentityBody>('PUT', path(datasetId), { body: declaration }),
  undoIdentity: (datasetId: string) => request<IdentityBody>('DELETE', path(datasetId)),
}
