import type { SourceCreate, SourceItem, SourceMade } from '#shared/contract/rest/sources.ts'
import { at, request } from './request.ts'

/** By what events come into a dataset by themselves. All of them reject with `ApiError`. */
export const feedsApi = {
  listSources: (datasetId: string, signal?: AbortSignal) =>
    request<{ readonly sources: readonly SourceItem[] }>('GET', at('datasets', datasetId, 'sources'), { signal }),
  createSource: (datasetId: string, body: SourceCreate) =>
    request<SourceMade>('POST', at('datasets', datasetId, 'sources'), { body }),
  removeSource: (datasetId: string, id: string) => request<void>('DELETE', at('datasets', datasetId, 'sources', id)),
}
