import { Link, useLocation } from 'wouter'
import { ROLE_NAMES } from '#shared/contract/roles.ts'
import { useInvitation, useJoinByInvitation } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { forgetCopies } from '#src/collab/offline-copies.ts'
import { useSignOut } from '#src/api/mutations.ts'
import { useSession } from '#src/api/queries.ts'
import { JoinForm } from '#src/features/signing-in/JoinForm.tsx'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { MessagePage } from './MessagePage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/join/:token`: an invitation, taken with a new account or with the one that is signed in. */
export function JoinPage({ token }: { readonly token: string }) {
  usePageTitle('Invitation')
  const [, navigate] = useLocation()
  const invitation = useInvitation(token)
  const session = useSession()
  const signOut = useSignOut()
  const enter = (): void => navigate('/', { replace: true })
  const join = useJoinByInvitation(token, enter)

  if (invitation.error !== null) {
    return (
      <MessagePage
        title="This invitation is no longer good"
        action={
          <Link href="/" className={buttonClass('primary')}>
            Go to Waymark
          </Link>
        }
      >
        <p>{wordsOf(invitation.error)}</p>
        <p>An invitation serves once, within a week. Ask whoever sent it to you for a new one.</p>
      </MessagePage>
    )
  }
  if (invitation.data === undefined || session.isPending) return null
  const { workspace, role } = invitation.data
  const person = session.data?.kind === 'person' ? session.data : null
  return (
    <MessagePage
      title={`Join ${workspace} on Waymark`}
      action={
        person !== null && (
          <>
            <Button variant="primary" size="lg" busy={join.isPending} onClick={() => join.mutate(undefined)}>
              Join as {person.name}
            </Button>
            <Button
              size="lg"
              busy={signOut.isPending}
              onClick={() => void signOut.mutateAsync(undefined).then(() => forgetCopies('sent'))}
            >
              Use another account
            </Button>
          </>
        )
      }
    >
      <p>You are invited as {ROLE_NAMES[role].toLowerCase()}.</p>
      {person === null ? (
        <div className="mt-3">
          <JoinForm token={token} invitation={invitation.data} onJoined={enter} />
        </div>
      ) : (
        join.error !== null && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
            {wordsOf(join.error)}
          </p>
        )
      )}
    </MessagePage>
  )
}
