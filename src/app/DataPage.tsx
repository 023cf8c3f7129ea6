import { canEdit, canManage } from '#shared/contract/roles.ts'
import { useSession } from '#src/api/queries.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { DatasetPage } from '#src/features/ingest/DatasetPage.tsx'
import { DatasetsPage } from '#src/features/ingest/DatasetsPage.tsx'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/data` and `/data/:id`; `null` stands for the list. Data is for those who edit. */
export function DataPage({ datasetId }: { readonly datasetId: string | null }) {
  usePageTitle('Data')
  const session = useSession()
  const workspace = useCurrentWorkspace()
  const editsSomewhere = session.data?.workspaces.some(({ role }) => canEdit(role)) ?? false
  if (!editsSomewhere || (datasetId === null && workspace && !canEdit(workspace.role))) return <NotFoundPage />
  return (
    <WorkspaceContext value={workspace?.id ?? null}>
      <AppHeader />
      {datasetId === null ? (
        <DatasetsPage
          ownedWorkspace={workspace?.role === 'owner' ? workspace : null}
          managedWorkspaceId={workspace && canManage(workspace.role) ? workspace.id : null}
        />
      ) : (
        <DatasetPage key={datasetId} datasetId={datasetId} hasList={workspace !== null && canEdit(workspace.role)} />
      )}
    </WorkspaceContext>
  )
}
