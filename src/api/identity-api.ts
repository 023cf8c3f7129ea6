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
  /** Several datasets as one log. */
  combineDatasets: (workspaceId: string, name: string, madeOf: readonly string[]) =>
    request<{ readonly id: string }>('POST', `/api/datasets?workspace=${encodeURIComponent(workspaceId)}`, {
      body: { name, madeOf },
    }),
  undoIdentity: (datasetId: string) => request<IdentityBody>('DELETE', path(datasetId)),
}
