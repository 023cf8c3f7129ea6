import { createContext, use } from 'react'

/** The workspace that is being worked in: lists are its, and what is made belongs to it. `null`: none in particular, as for guests. */
export const WorkspaceContext = createContext<string | null>(null)

export const useWorkspaceId = (): string | null => use(WorkspaceContext)
