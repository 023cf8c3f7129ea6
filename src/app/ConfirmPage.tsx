import { Link, useLocation } from 'wouter'
import { useClaimedAddress } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { ConfirmAddress } from '#src/features/signing-in/ConfirmAddress.tsx'
import { buttonClass } from '#src/ui/Button.tsx'
import { toast } from '#src/ui/toast.ts'
import { MessagePage } from './MessagePage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/confirm/:token`: an e-mail address, proved by the link that was sent there. */
export function ConfirmPage({ token }: { readonly token: string }) {
  usePageTitle('E-mail address')
  const [, navigate] = useLocation()
  const claimed = useClaimedAddress(token)
  if (claimed.error !== null) {
    return (
      <MessagePage
        title="This link is no longer good"
        action={
          <Link href="/" className={buttonClass('primary')}>
            Go to Waymark
          </Link>
        }
      >
        <p>{wordsOf(claimed.error)}</p>
        <p>It serves once, within two days. You get another one from your account page.</p>
      </MessagePage>
    )
  }
  if (claimed.data === undefined) return null
  return (
    <MessagePage title="Is this your address?">
      <p>
        From now on you sign in to Waymark with <strong className="font-medium text-ink">{claimed.data.email}</strong>.
      </p>
      <div className="mt-3">
        <ConfirmAddress
          token={token}
          onDone={() => {
            toast.success('Address confirmed')
            navigate('/', { replace: true })
          }}
        />
      </div>
    </MessagePage>
  )
}
