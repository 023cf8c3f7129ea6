import { useLocation } from 'wouter'
import { NewPasswordForm } from '#src/features/signing-in/NewPasswordForm.tsx'
import { toast } from '#src/ui/toast.ts'
import { MessagePage } from './MessagePage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/reset/:token`: a new password by a link. */
export function ResetPage({ token }: { readonly token: string }) {
  usePageTitle('New password')
  const [, navigate] = useLocation()
  return (
    <MessagePage title="Choose a new password">
      <p>You are signed out everywhere then, and sign in with the new one.</p>
      <div className="mt-3">
        <NewPasswordForm
          token={token}
          onDone={() => {
            toast.success('Password saved')
            navigate('/', { replace: true })
          }}
        />
      </div>
    </MessagePage>
  )
}
