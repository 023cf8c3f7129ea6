import type { AccessBody, AccessPut, CollectionItem, CollectionListBody } from '#shared/contract/rest/collections.ts'
import type { JourneyListBody, JourneyListItem, JourneySort } from '#shared/contract/rest/journeys.ts'
import type { BulkAnswer, BulkChange, MoveFacts, TagItem, WorkspaceContents } from '#shared/contract/rest/library.ts'
import { request } from './request.ts'

/** What has its own say on who may what. */
export type AccessThing = 'journeys' | 'collections'

export interface LibraryFilter {
  readonly workspace: string | null
  readonly archived: boolean
  readonly starred: boolean
  readonly opened: boolean
  readonly collection: string | null
  readonly tags: readonly string[]
  readonly text: string
  readonly sort: JourneySort | null
}

const at = (...parts: readonly string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

/** The routes of the library. All of them reject with `ApiError`. */
export const libraryApi = {
  listPage(
    { workspace, archived, starred, opened, collection, tags, text, sort }: LibraryFilter,
    { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
    signal?: AbortSignal,
  ) {
    const query = new URLSearchParams({
      archived: String(archived),
      limit: String(limit),
      ...(starred && { starred: 'true' }),
      ...(opened && { opened: 'true' }),
      ...(workspace !== null && { workspace }),
      ...(collection !== null && { collection }),
      ...(tags.length > 0 && { tags: tags.join(',') }),
      ...(text !== '' && { text }),
      ...(sort !== null && { sort }),
      ...(cursor !== null && { cursor }),
    })
    return request<JourneyListBody>('GET', `/api/journeys?${query}`, { signal })
  },
  bulk: (ids: readonly string[], change: BulkChange) =>
    request<BulkAnswer>('POST', '/api/journeys/bulk', { body: { ids, change } }),

  listCollections: (workspaceId: string, signal?: AbortSignal) =>
    request<CollectionListBody>('GET', at('workspaces', workspaceId, 'collections'), { signal }),
  createCollection: (workspaceId: string, body: { readonly name: string; readonly parentId: string | null }) =>
    request<CollectionItem>('POST', at('workspaces', workspaceId, 'collections'), { body }),
  changeCollection: (id: string, body: { readonly name?: string; readonly parentId?: string | null }) =>
    request<CollectionItem>('PATCH', at('collections', id), { body }),
  /** What is in it moves up. */
  deleteCollection: (id: string) =>
    request<{ readonly journeys: number; readonly collections: number }>('DELETE', at('collections', id)),

  getAccess: (thing: AccessThing, id: string, signal?: AbortSignal) =>
    request<AccessBody>('GET', at(thing, id, 'access'), { signal }),
  setAccess: (thing: AccessThing, id: string, body: AccessPut) =>
    request<AccessBody>('PUT', at(thing, id, 'access'), { body }),

  listTags: (workspaceId: string, signal?: AbortSignal) =>
    request<{ readonly tags: readonly TagItem[] }>('GET', at('workspaces', workspaceId, 'tags'), { signal }),
  createTag: (workspaceId: string, name: string) =>
    request<TagItem>('POST', at('workspaces', workspaceId, 'tags'), { body: { name } }),
  changeTag: (id: string, body: { readonly name?: string; readonly color?: number }) =>
    request<TagItem>('PATCH', at('tags', id), { body }),
  mergeTag: (id: string, into: string) => request<TagItem>('POST', at('tags', id, 'merge'), { body: { into } }),
  deleteTag: (id: string) => request<void>('DELETE', at('tags', id)),

  getMoveFacts: (id: string, workspaceId: string, signal?: AbortSignal) =>
    request<MoveFacts>('GET', at('journeys', id, 'move', workspaceId), { signal }),
  moveJourney: (id: string, workspaceId: string) =>
    request<JourneyListItem>('POST', at('journeys', id, 'move'), { body: { workspaceId } }),

  getWorkspaceContents: (id: string, signal?: AbortSignal) =>
    request<WorkspaceContents>('GET', at('workspaces', id, 'contents'), { signal }),
  deleteWorkspace: (id: string, name: string) => request<void>('DELETE', at('workspaces', id), { body: { name } }),
}
