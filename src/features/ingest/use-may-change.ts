import { canEdit } from '#shared/contract/roles.ts'
import { useSession } from '#src/api/queries.ts'

/** Whether I may change the datasets of a workspace. Who edits a journey in it by a link reads them, and no more. */
export function useMayChange(workspaceId: string): boolean {
  const { data } = useSession()
  // Before it is known who I am the server has the word.
  return data === undefined || data.workspaces.some(({ id, role }) => id === workspaceId && canEdit(role))
}
