import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { canEdit } from '#shared/contract/roles.ts'
import { useSession } from '#src/api/queries.ts'
import { CollectionContext, WorkspaceContext } from '#src/api/workspace-context.ts'
import { Library } from '#src/features/library/Library.tsx'
import { late } from '#src/ui/late.ts'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { useTheme } from '#src/ui/theme.ts'
import { useWorkspaceOfAddress } from './use-workspace-of-address.ts'
import { usePageTitle } from './use-page-title.ts'

const NewJourneyDialog = late(
  async () => (await import('#src/features/templates/NewJourneyDialog.tsx')).NewJourneyDialog,
)
const FromDataDialog = late(async () => (await import('./FromDataDialog.tsx')).FromDataDialog)

/** The start page. */
export function LibraryPage() {
  usePageTitle('Journeys')
  const [, navigate] = useLocation()
  const { resolved } = useTheme()
  const workspace = useCurrentWorkspace()
  const session = useSession()
  const [dialog, setDialog] = useState<'new' | 'from-data' | null>(null)
  const [collectionId, setCollectionId] = useState<string | null>(null)
  useWorkspaceOfAddress(workspace?.id ?? null)
  const others = (session.data?.workspaces ?? []).filter(({ id, role }) => id !== workspace?.id && canEdit(role))
  const open = (journeyId: string): void => navigate(`/journeys/${journeyId}`)
  const close = (): void => setDialog(null)

  return (
    <WorkspaceContext value={workspace?.id ?? null}>
      <AppHeader />
      <Library
        key={workspace?.id}
        // Who is a member of nothing sees what a guest does: what was shared by link.
        role={workspace?.role ?? null}
        onNew={(within) => {
          setCollectionId(within)
          setDialog('new')
        }}
        onOpen={open}
        otherWorkspaces={others}
        theme={resolved}
      />
      <CollectionContext value={collectionId}>
        <Suspense fallback={null}>
          {dialog === 'new' && (
            <NewJourneyDialog onClose={close} onCreated={open} onFromData={() => setDialog('from-data')} />
          )}
          {dialog === 'from-data' && <FromDataDialog onClose={close} onCreated={open} />}
        </Suspense>
      </CollectionContext>
    </WorkspaceContext>
  )
}
