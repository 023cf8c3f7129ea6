import { UnsubscribeForm } from '#src/features/notices/UnsubscribeForm.tsx'
import { MessagePage } from './MessagePage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/unsubscribe/:token`: ends letters about news, without signing in. */
export function UnsubscribePage({ token }: { readonly token: string }) {
  usePageTitle('Letters')
  return (
    <MessagePage title="Letters from Waymark">
      <UnsubscribeForm token={token} />
    </MessagePage>
  )
}
