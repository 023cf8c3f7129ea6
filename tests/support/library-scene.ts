import { onTestFinished } from 'vitest'
import type { AccessBody, CollectionItem, CollectionListBody } from '#shared/contract/rest/collections.ts'
import type { JourneyListBody, JourneyListItem } from '#shared/contract/rest/journeys.ts'
import type { BulkAnswer, BulkChange, TagItem } from '#shared/contract/rest/library.ts'
import type { EntryRole } from '#shared/contract/access-entries.ts'
import type { Role } from '#shared/contract/roles.ts'
import type { RequestOptions, TestApp } from './http-app.ts'
import { keptBy } from './http-stores.ts'
import { addPerson, addWorkspace } from './people.ts'
import { joinRaw } from './sync-raw-client.ts'

/** A running server with people, and their hands on its library. */
export async function openLibrary(start: () => Promise<TestApp>) {
  const test = await start()
  const ownerCookie = await test.signIn()
  const cookieName = ownerCookie.split('=', 1)[0] ?? ''

  const handsOf = (cookie: string) => {
    const ask = <Body = unknown>(address: string, options: RequestOptions = {}) =>
      test.request<Body>(address, { cookie, ...options })
    const send = <Body = unknown>(method: string, address: string, body?: unknown) =>
      ask<Body>(address, { method, ...(body !== undefined && { body }) })
    return {
      cookie,
      ask,
      send,
      newJourney: async (title: string, more: object = {}) =>
        (await send<JourneyListItem>('POST', '/api/journeys', { title, ...more })).body.id,
      newCollection: async (name: string, parentId: string | null = null, workspaceId = 'first') =>
        (await send<CollectionItem>('POST', `/api/workspaces/${workspaceId}/collections`, { name, parentId })).body.id,
      newTag: async (name: string) => (await send<TagItem>('POST', '/api/workspaces/first/tags', { name })).body.id,
      collections: async () => (await ask<CollectionListBody>('/api/workspaces/first/collections')).body,
      list: async (query = '') => (await ask<JourneyListBody>(`/api/journeys?${query}`)).body.journeys,
      titles: async (query = '') =>
        (await ask<JourneyListBody>(`/api/journeys?${query}`)).body.journeys.map(({ title }) => title),
      bulk: async (ids: readonly string[], change: BulkChange) =>
        (await send<BulkAnswer>('POST', '/api/journeys/bulk', { ids, change })).body,
      say: (thing: 'journeys' | 'collections', id: string, entries: Readonly<Record<string, EntryRole>>) =>
        send<AccessBody>('PUT', `/api/${thing}/${id}/access`, {
          entries: Object.entries(entries).map(([personId, role]) => ({ personId, role })),
        }),
      join: async (journeyId: string) => {
        const url = `${test.app.url.replace('http', 'ws')}/sync/${journeyId}?v=1`
        const client = await joinRaw(url, undefined, { cookie })
        onTestFinished(() => client.close())
        return client
      },
    }
  }
  const add = async (role: Role | null, name?: string) => {
    const { id, token } = await addPerson(keptBy(test), role, name)
    return { id, ...handsOf(`${cookieName}=${token}`) }
  }
  return {
    test,
    owner: handsOf(ownerCookie),
    add,
    addWorkspace: (personId: string, role: Role) => addWorkspace(keptBy(test), personId, role),
  }
}
