import { useLocation } from 'wouter'
import { useSession } from '#src/api/queries.ts'
import { Members } from '#src/features/members/Members.tsx'
import { AppHeader } from './AppHeader.tsx'
import { useCurrentWorkspace } from './current-workspace.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/members`: of the workspace in which one is. Guests belong to none. */
export function MembersPage() {
  usePageTitle('Members')
  const [, navigate] = useLocation()
  const session = useSession()
  const workspace = useCurrentWorkspace()
  if (session.data === undefined || workspace === null) return <NotFoundPage />
  return (
    <>
      <AppHeader />
      <Members
        key={workspace.id}
        workspace={workspace}
        personId={session.data.id}
        onLeft={() => navigate('/', { replace: true })}
      />
    </>
  )
}
