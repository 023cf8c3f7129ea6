import { useSession } from '#src/api/queries.ts'
import { Account } from '#src/features/account/Account.tsx'
import { NoticeSettings } from '#src/features/notices/NoticeSettings.tsx'
import { AppHeader } from './AppHeader.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/account`. Guests have none. */
export function AccountPage() {
  usePageTitle('Your account')
  const session = useSession()
  if (session.data?.kind !== 'person') return <NotFoundPage />
  return (
    <>
      <AppHeader />
      <Account notices={<NoticeSettings />} />
    </>
  )
}
