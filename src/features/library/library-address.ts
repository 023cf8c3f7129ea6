import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useWorkspaceId } from '#src/api/workspace-context.ts'
import { JOURNEY_SORTS, type JourneySort } from './sorts.ts'

/** Which of my journeys. */
export const LIBRARY_VIEWS = ['all', 'recent', 'starred', 'archived'] as const
export type LibraryView = (typeof LIBRARY_VIEWS)[number]

/** All that says what the library shows. It stands in the address, so that back works and a view can be sent to somebody. */
export interface LibraryPlace {
  readonly view: LibraryView
  /** `none`: in no collection; `null`: wherever they lie. */
  readonly collection: string | null
  readonly tags: readonly string[]
  readonly text: string
  /** `null`: as it is usual in this view. */
  readonly sort: JourneySort | null
  readonly look: 'grid' | 'list'
}

const oneOf = <Value extends string>(values: readonly Value[], value: string | null): Value | null =>
  values.find((one) => one === value) ?? null

export const placeOfAddress = (query: URLSearchParams): LibraryPlace => ({
  view: oneOf(LIBRARY_VIEWS, query.get('view')) ?? 'all',
  collection: query.get('collection'),
  tags: (query.get('tags') ?? '').split(',').filter(Boolean),
  text: query.get('q') ?? '',
  sort: oneOf(JOURNEY_SORTS, query.get('sort')),
  look: oneOf(['list'], query.get('look')) ?? 'grid',
})

/** Only what is not as usual stands in it. */
export function addressOfPlace(
  { view, collection, tags, text, sort, look }: LibraryPlace,
  workspaceId: string | null = null,
): string {
  const query = new URLSearchParams()
  // What is a workspace's own means nothing in another one.
  if (workspaceId !== null && (collection !== null || tags.length > 0)) query.set('workspace', workspaceId)
  if (view !== 'all') query.set('view', view)
  if (collection !== null) query.set('collection', collection)
  if (tags.length > 0) query.set('tags', tags.join(','))
  if (text !== '') query.set('q', text)
  if (sort !== null) query.set('sort', sort)
  if (look !== 'grid') query.set('look', look)
  // Ids are letters and digits: a comma between them need not be written in code.
  const words = query.toString().replaceAll('%2C', ',')
  return words === '' ? '/' : `/?${words}`
}

/** What the address says, and how to go elsewhere. What is typed does not become a step to go back to. */
export function useLibraryPlace() {
  const [query, setQuery] = useSearchParams()
  const workspaceId = useWorkspaceId()
  const place = useMemo(() => placeOfAddress(query), [query])
  const go = (patch: Partial<LibraryPlace>, options: { readonly replace?: boolean } = {}): void => {
    setQuery(new URLSearchParams(addressOfPlace({ ...place, ...patch }, workspaceId).slice(2)), options)
  }
  const addressOf = (patch: Partial<LibraryPlace>): string => addressOfPlace({ ...place, ...patch }, workspaceId)
  return { place, go, addressOf }
}
