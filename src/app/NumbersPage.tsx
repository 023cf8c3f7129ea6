import { useLocation } from 'wouter'
import { canEdit } from '#shared/contract/roles.ts'
import { WorkspaceNumbers } from '#src/features/metrics/workspace/WorkspaceNumbers.tsx'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/numbers`: of the workspace in which one is. Guests belong to none. */
export function NumbersPage() {
  usePageTitle('Numbers')
  const workspace = useCurrentWorkspace()
  const [, navigate] = useLocation()
  if (workspace === null) return <NotFoundPage />
  return (
    <>
      <AppHeader />
      <WorkspaceNumbers
        key={workspace.id}
        workspace={workspace}
        onOpen={(journeyId) => navigate(`/journeys/${journeyId}?view=numbers`)}
        onOpenData={canEdit(workspace.role) ? () => navigate('/data') : null}
      />
    </>
  )
}
