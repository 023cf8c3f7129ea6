import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import type { JourneyListItem, LibraryItem } from '#shared/contract/rest/journeys.ts'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { Toaster } from '#src/ui/Toaster.tsx'

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

type Answer = { readonly status?: number; readonly body?: unknown } | ErrorCode

export interface AnsweringServer {
  /** Everything that was asked, oldest first. */
  readonly asked: readonly Asked[]
  /** The bodies of all requests of this kind. */
  bodiesOf(method: string, path: string): readonly unknown[]
}

/**
 * Stands where the network begins: what the browser side sends leaves real `fetch` calls here, and a handler answers them. A code
 * of the catalogue as answer refuses with it; no answer is a fault of the test.
 */
export function answeringServer(handler: (asked: Asked) => Answer | undefined): AnsweringServer {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, 'http://waymark.test')
    const request: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    }
    asked.push(request)
    const answer = handler(request)
    if (answer === undefined) return Promise.reject(new Error(`Nobody answers ${request.method} ${request.path}`))
    if (typeof answer === 'string') {
      const { status, words } = ERRORS[answer]
      return Promise.resolve(Response.json({ error: { code: answer, message: words } }, { status }))
    }
    const { status = 200, body } = answer
    return Promise.resolve(status === 204 ? new Response(null, { status }) : Response.json(body, { status }))
  })
  return {
    asked,
    bodiesOf: (method, path) =>
      asked.filter((one) => one.method === method && one.path === path).map((one) => one.body),
  }
}

/** Renders what needs the REST cache and toasts; a failed read is not tried again. */
export function renderWithCache(children: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <QueryClientProvider client={client}>
      {children}
      <Toaster />
    </QueryClientProvider>,
  )
}

export const journeyItem = (patch: Partial<JourneyListItem> = {}): JourneyListItem => ({
  id: 'car',
  workspaceId: 'first',
  title: 'Car repair',
  role: 'owner',
  comments: 'manage',
  may: { share: true, duplicate: true, archive: true, remove: true },
  createdAt: 0,
  updatedAt: Date.now(),
  archivedAt: null,
  counts: { personas: 1, stages: 6, steps: 7, cards: 40 },
  ...patch,
})

/** The same as the library has it. */
export const libraryItem = (patch: Partial<LibraryItem> = {}): LibraryItem => ({
  ...journeyItem(),
  collectionId: null,
  tags: [],
  isStarred: false,
  openedAt: null,
  hasOwnAccess: false,
  ...patch,
})

export const collectionItem = (patch: Partial<CollectionItem> = {}): CollectionItem => ({
  id: 'board',
  workspaceId: 'first',
  parentId: null,
  name: 'Board',
  role: 'owner',
  hasOwnAccess: false,
  may: { change: true, remove: true, access: true },
  journeys: 0,
  ...patch,
})
