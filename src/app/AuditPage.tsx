import { canManage } from '#shared/contract/roles.ts'
import { Audit } from '#src/features/audit/Audit.tsx'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/audit`: of the workspace in which one is; its admins and owners read it. */
export function AuditPage() {
  usePageTitle('Audit log')
  const workspace = useCurrentWorkspace()
  if (workspace === null || !canManage(workspace.role)) return <NotFoundPage />
  return (
    <>
      <AppHeader />
      <Audit key={workspace.id} workspace={workspace} />
    </>
  )
}
