import { canEdit } from '#shared/contract/roles.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { MetricsPage } from '#src/features/metrics/library/MetricsPage.tsx'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/data/metrics`: the metrics of the workspace. Data is for those who edit. */
export function MetricsLibraryPage() {
  usePageTitle('Metrics and segments')
  const workspace = useCurrentWorkspace()
  if (!workspace || !canEdit(workspace.role)) return <NotFoundPage />
  return (
    <WorkspaceContext value={workspace.id}>
      <AppHeader />
      <MetricsPage />
    </WorkspaceContext>
  )
}
