import type { PullCreate, PullItem, PullPatch } from '#shared/contract/rest/pulls.ts'
import type { SourceCreate, SourceItem, SourceMade } from '#shared/contract/rest/sources.ts'
import { at, request } from './request.ts'

/** By what events come into a dataset by themselves. All of them reject with `ApiError`. */
export const feedsApi = {
  listSources: (datasetId: string, signal?: AbortSignal) =>
    request<{ readonly sources: readonly SourceItem[] }>('GET', at('datasets', datasetId, 'sources'), { signal }),
  createSource: (datasetId: string, body: SourceCreate) =>
    request<SourceMade>('POST', at('datasets', datasetId, 'sources'), { body }),
  removeSource: (datasetId: string, id: string) => request<void>('DELETE', at('datasets', datasetId, 'sources', id)),
  listPulls: (datasetId: string, signal?: AbortSignal) =>
    request<{ readonly pulls: readonly PullItem[] }>('GET', at('datasets', datasetId, 'pulls'), { signal }),
  createPull: (datasetId: string, body: PullCreate) =>
    request<PullItem>('POST', at('datasets', datasetId, 'pulls'), { body }),
  changePull: (datasetId: string, id: string, body: PullPatch) =>
    request<PullItem>('PATCH', at('datasets', datasetId, 'pulls', id), { body }),
  removePull: (datasetId: string, id: string) => request<void>('DELETE', at('datasets', datasetId, 'pulls', id)),
  runPull: (datasetId: string, id: string) => request<PullItem>('POST', at('datasets', datasetId, 'pulls', id, 'run')),
}
