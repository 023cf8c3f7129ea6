import type { ReactNode } from 'react'
import { ApiError, wordsOf } from '#src/api/api-error.ts'
import { useSession } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { latePage } from '#src/ui/late.ts'
import { MessagePage } from './MessagePage.tsx'

const SignInPage = latePage(async () => (await import('./SignInPage.tsx')).SignInPage)

/** Lets through who is signed in, and tells everyone else how to get in. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession()
  if (session.data !== undefined) return children
  if (session.error === null) return null
  if (session.error instanceof ApiError && session.error.status === 401) {
    return <SignInPage />
  }
  return (
    <MessagePage
      title="Waymark cannot be reached"
      action={
        <Button variant="primary" busy={session.isFetching} onClick={() => void session.refetch()}>
          Try again
        </Button>
      }
    >
      <p>{wordsOf(session.error)}</p>
    </MessagePage>
  )
}
