import { canEdit, canManage, type Role } from '#shared/contract/roles.ts'
import { useSession } from '#src/api/queries.ts'

/** Whether I may change the datasets of a workspace. Who edits a journey in it by a link reads them, and no more. */
export const useMayChange = (workspaceId: string): boolean => useHasRole(workspaceId, canEdit)

/** Whether I may say how long the datasets of a workspace are kept, and who sees the customers in them. */
export const useMayManage = (workspaceId: string): boolean => useHasRole(workspaceId, canManage)

function useHasRole(workspaceId: string, suffices: (role: Role) => boolean): boolean {
  const { data } = useSession()
  // Before it is known who I am the server has the word.
  return data === undefined || data.workspaces.some(({ id, role }) => id === workspaceId && suffices(role))
}
