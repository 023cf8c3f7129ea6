import { createContext, use } from 'react'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import type { TagItem } from '#shared/contract/rest/library.ts'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { assert } from '#shared/lib/assert.ts'
import type { Selection } from './use-selection.ts'

/** What a question is asked about. */
export type Asked =
  | { readonly kind: 'move' | 'delete'; readonly journeys: readonly LibraryItem[] }
  | { readonly kind: 'new-tag'; readonly journeys: readonly LibraryItem[] }
  | { readonly kind: 'access'; readonly thing: 'journeys' | 'collections'; readonly id: string; readonly name: string }
  | { readonly kind: 'move-out'; readonly journey: LibraryItem }
  | { readonly kind: 'new-collection'; readonly parent: CollectionItem | null }
  | {
      readonly kind: 'rename-collection' | 'move-collection' | 'delete-collection'
      readonly collection: CollectionItem
    }
  | { readonly kind: 'edit-tag'; readonly tag: TagItem }

/** What everything in the library shares. */
export interface LibraryShared {
  readonly collections: readonly CollectionItem[]
  readonly tags: readonly TagItem[]
  readonly selection: Selection
  /** Whether I have stars and tags at all: guests have none. */
  readonly hasMarks: boolean
  /** Other workspaces into which I may bring journeys. */
  readonly otherWorkspaces: readonly { readonly id: string; readonly name: string }[]
  readonly theme: 'light' | 'dark'
  readonly onOpen: (journeyId: string) => void
  readonly ask: (asked: Asked) => void
}

export const LibraryContext = createContext<LibraryShared | null>(null)

export function useLibraryShared(): LibraryShared {
  const shared = use(LibraryContext)
  assert(shared !== null, 'a part of the library is in the library')
  return shared
}

/** “Board / Plans”: where a collection lies. */
export function pathWords(collections: readonly CollectionItem[], id: string | null): string {
  const names: string[] = []
  const seen = new Set<string>()
  for (let at = id; at !== null && !seen.has(at);) {
    seen.add(at)
    const found = collections.find((one) => one.id === at)
    if (found === undefined) break
    names.unshift(found.name)
    at = found.parentId
  }
  return names.join(' / ')
}
