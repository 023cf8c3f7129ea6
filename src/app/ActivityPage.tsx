import { WorkspaceActivity } from '#src/features/past/WorkspaceActivity.tsx'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/activity`: of the workspace in which one is. Guests belong to none. */
export function ActivityPage() {
  usePageTitle('Activity')
  const workspace = useCurrentWorkspace()
  if (workspace === null) return <NotFoundPage />
  return (
    <>
      <AppHeader />
      <WorkspaceActivity key={workspace.id} workspace={workspace} />
    </>
  )
}
