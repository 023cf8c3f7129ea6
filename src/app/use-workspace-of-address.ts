import { useEffect, useRef } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useSession } from '#src/api/queries.ts'
import { chooseWorkspace } from './current-workspace.ts'

/** Names the workspace in addresses that show a part of its library, so that they can be sent to others. */
const PARAMETER = 'workspace'

/**
 * Goes to the workspace that the address names, as when somebody sent it. Whoever then goes to another workspace sees that one from its
 * start: the collection or the tags of the address are not there.
 */
export function useWorkspaceOfAddress(currentId: string | null): void {
  const [query] = useSearchParams()
  const [, navigate] = useLocation()
  const session = useSession()
  const named = query.get(PARAMETER)
  const followed = useRef<string | null>(null)
  const mayEnter = session.data?.workspaces.some(({ id }) => id === named) ?? false
  useEffect(() => {
    if (named === null || named === currentId) {
      followed.current = named
    } else if (followed.current !== named && mayEnter) {
      followed.current = named
      chooseWorkspace(named)
    } else {
      navigate('/', { replace: true })
    }
  }, [named, currentId, mayEnter, navigate])
}
