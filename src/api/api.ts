import type {
  DatasetBody,
  DatasetListItem,
  DatasetMappingInput,
  JobBody,
  RejectItem,
} from '#shared/contract/rest/datasets.ts'
import type { ImageItem, ImagesCopied } from '#shared/contract/rest/images.ts'
import type { JourneyCreate, JourneyListItem, TemplateItem } from '#shared/contract/rest/journeys.ts'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import type { WorkspaceItem } from '#shared/contract/rest/workspaces.ts'
import type { Metric, MetricAnswers } from '#shared/metrics/metric.ts'
import { request } from './request.ts'
import { upload } from './upload.ts'

export interface JourneyListFilter {
  readonly workspace?: string | null
  readonly search?: string
  readonly archived?: boolean
}

interface Created {
  readonly id: string
}

interface DatasetStarted extends Created {
  readonly job: string
}

type Uploading = Parameters<typeof upload>[2]

const at = (...parts: readonly string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

const inWorkspace = (workspace: string | null | undefined): Record<string, string> =>
  workspace === null || workspace === undefined ? {} : { workspace }

function datasetsOf(workspace: string | null): string {
  const query = new URLSearchParams(inWorkspace(workspace))
  return query.size === 0 ? '/api/datasets' : `/api/datasets?${query}`
}

/** Every route of the server that the app calls. All of them reject with `ApiError`. */
export const api = {
  getSession: (signal?: AbortSignal) => request<SessionBody>('GET', '/api/session', { signal }),
  renameSession: (name: string) => request<SessionBody>('PATCH', '/api/session', { body: { name } }),
  signOut: () => request<void>('DELETE', '/api/session'),

  listTemplates: (signal?: AbortSignal) =>
    request<{ readonly templates: readonly TemplateItem[] }>('GET', '/api/templates', { signal }),

  listWorkspaces: (signal?: AbortSignal) =>
    request<{ readonly workspaces: readonly WorkspaceItem[] }>('GET', '/api/workspaces', { signal }),
  createWorkspace: (name: string) => request<WorkspaceItem>('POST', '/api/workspaces', { body: { name } }),
  renameWorkspace: (id: string, name: string) =>
    request<WorkspaceItem>('PATCH', at('workspaces', id), { body: { name } }),

  listJourneys({ workspace, search = '', archived = false }: JourneyListFilter = {}, signal?: AbortSignal) {
    const query = new URLSearchParams({
      archived: String(archived),
      ...(search === '' ? {} : { search }),
      ...inWorkspace(workspace),
    })
    return request<{ readonly journeys: readonly JourneyListItem[] }>('GET', `/api/journeys?${query}`, { signal })
  },
  createJourney: (body: JourneyCreate) => request<Created>('POST', '/api/journeys', { body }),
  /** Title, my role and counts; the journey itself comes over the socket. */
  getJourneySummary: (id: string, signal?: AbortSignal) =>
    request<JourneyListItem>('GET', at('journeys', id, 'summary'), { signal }),
  /** The JSON form of the whole journey. */
  exportJourney: (id: string) => request<unknown>('GET', at('journeys', id)),
  renameJourney: (id: string, title: string) => request<unknown>('PATCH', at('journeys', id), { body: { title } }),
  archiveJourney: (id: string, archived: boolean) =>
    request<unknown>('PATCH', at('journeys', id), { body: { archived } }),
  duplicateJourney: (id: string) => request<Created>('POST', at('journeys', id, 'duplicate')),
  /** For good; only an archived journey can be deleted. */
  deleteJourney: (id: string) => request<void>('DELETE', at('journeys', id)),
  addImage: (id: string, file: File, options?: Uploading) =>
    upload<ImageItem>(at('journeys', id, 'images'), file, options),
  /** Takes over those that lie in other journeys that I may see. */
  copyImages: (id: string, imageIds: readonly string[]) =>
    request<ImagesCopied>('POST', at('journeys', id, 'images', 'copy'), { body: { imageIds } }),
  imageUrl: (id: string, imageId: string) => at('journeys', id, 'images', imageId),
  /** An image whose address changes when the journey does, so that it may be cached. */
  thumbnailUrl: (id: string, updatedAt: number, theme: 'light' | 'dark') =>
    `${at('journeys', id, 'thumbnail.svg')}?theme=${theme}&v=${updatedAt}`,

  listShares: (journeyId: string, signal?: AbortSignal) =>
    request<{ readonly shares: readonly ShareItem[] }>('GET', at('journeys', journeyId, 'shares'), { signal }),
  createShare: (journeyId: string, body: { readonly role: ShareItem['role']; readonly name?: string }) =>
    request<ShareItem>('POST', at('journeys', journeyId, 'shares'), { body }),
  revokeShare: (journeyId: string, shareId: string) =>
    request<void>('DELETE', at('journeys', journeyId, 'shares', shareId)),

  listDatasets: (workspace: string | null, signal?: AbortSignal) =>
    request<{ readonly datasets: readonly DatasetListItem[] }>('GET', datasetsOf(workspace), { signal }),
  getDataset: (id: string, signal?: AbortSignal) => request<DatasetBody>('GET', at('datasets', id), { signal }),
  /** Sends a file; the job profiles it, then the dataset waits for a mapping. */
  uploadDataset: (workspace: string | null, file: File, options?: Uploading) =>
    upload<DatasetStarted>(datasetsOf(workspace), file, options),
  createEmptyDataset: (workspace: string | null, name: string) =>
    request<Created>('POST', datasetsOf(workspace), { body: { name } }),
  renameDataset: (id: string, name: string) => request<unknown>('PATCH', at('datasets', id), { body: { name } }),
  deleteDataset: (id: string) => request<void>('DELETE', at('datasets', id)),
  mapDataset: (id: string, mapping: DatasetMappingInput) =>
    request<DatasetStarted>('POST', at('datasets', id, 'mapping'), { body: mapping }),
  /** Rows that were left out, `limit` of them from `offset` on. */
  listRejects: (
    id: string,
    { offset, limit }: { readonly offset: number; readonly limit: number },
    signal?: AbortSignal,
  ) =>
    request<{ readonly total: number; readonly rejects: readonly RejectItem[] }>(
      'GET',
      `${at('datasets', id, 'rejects')}?offset=${offset}&limit=${limit}`,
      { signal },
    ),
  rejectsCsvUrl: (id: string) => `${at('datasets', id, 'rejects')}?format=csv`,
  /** Puts a question to the rows of a dataset. */
  askMetric: <Kind extends Metric['kind']>(
    id: string,
    metric: Extract<Metric, { readonly kind: Kind }>,
    signal?: AbortSignal,
  ) =>
    request<{ readonly answer: MetricAnswers[Kind] }>('POST', at('datasets', id, 'metrics'), { body: metric, signal }),
  ingestUrl: (id: string) => at('ingest', id),
  getJob: (id: string, signal?: AbortSignal) => request<JobBody>('GET', at('jobs', id), { signal }),
}
