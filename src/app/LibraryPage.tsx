import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { canEdit } from '#shared/contract/roles.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { Library } from '#src/features/library/Library.tsx'
import { late } from '#src/ui/late.ts'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { useTheme } from '#src/ui/theme.ts'
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
  const [dialog, setDialog] = useState<'new' | 'from-data' | null>(null)
  // Who is a member of nothing sees what a guest does: what was shared by link.
  const standing = workspace === null ? 'guest' : canEdit(workspace.role) ? 'editor' : 'reader'
  const open = (journeyId: string): void => navigate(`/journeys/${journeyId}`)
  const close = (): void => setDialog(null)

  return (
    <WorkspaceContext value={workspace?.id ?? null}>
      <AppHeader />
      <Library standing={standing} onNew={() => setDialog('new')} onOpen={open} theme={resolved} />
      <Suspense fallback={null}>
        {dialog === 'new' && (
          <NewJourneyDialog onClose={close} onCreated={open} onFromData={() => setDialog('from-data')} />
        )}
        {dialog === 'from-data' && <FromDataDialog onClose={close} onCreated={open} />}
      </Suspense>
    </WorkspaceContext>
  )
}
