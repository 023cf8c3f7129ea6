import { createContext, use } from 'react'

/** The workspace that is being worked in: lists are its, and what is made belongs to it. `null`: none in particular, as for guests. */
export const WorkspaceContext = createContext<string | null>(null)

/** The collection that is being worked in: what is made lies in it. `null`: none. */
export const CollectionContext = createContext<string | null>(null)

export const useCollectionId = (): string | null => use(CollectionContext)

export const useWorkspaceId = (): string | null => use(WorkspaceContext)
