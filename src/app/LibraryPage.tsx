import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { useSession } from '#src/api/queries.ts'
import { Library } from '#src/features/library/Library.tsx'
import { late } from '#src/ui/late.ts'
import { AppHeader } from './AppHeader.tsx'
import { useTheme } from './theme.ts'
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
  const session = useSession()
  const [dialog, setDialog] = useState<'new' | 'from-data' | null>(null)
  const isGuest = session.data?.kind === 'guest'
  const open = (journeyId: string): void => navigate(`/journeys/${journeyId}`)
  const close = (): void => setDialog(null)

  return (
    <>
      <AppHeader showData={!isGuest} />
      <Library canCreate={!isGuest} onNew={() => setDialog('new')} onOpen={open} theme={resolved} />
      <Suspense fallback={null}>
        {dialog === 'new' && (
          <NewJourneyDialog onClose={close} onCreated={open} onFromData={() => setDialog('from-data')} />
        )}
        {dialog === 'from-data' && <FromDataDialog onClose={close} onCreated={open} />}
      </Suspense>
    </>
  )
}
