import { wordsOf } from '#src/api/api-error.ts'
import { useUnsubscribe, useUnsubscribeFacts } from '#src/api/notice-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'

/** Ends the letters to whom the link was sent. Mail programs open links by themselves, so looking ends nothing. */
export function UnsubscribeForm({ token }: { readonly token: string }) {
  const facts = useUnsubscribeFacts(token)
  const unsubscribe = useUnsubscribe(token)
  if (facts.error !== null) return <p role="alert">{wordsOf(facts.error)}</p>
  if (facts.data === undefined) return <Skeleton className="h-16" />
  const { email, isOn } = facts.data
  if (!isOn) {
    return (
      <p role="status">
        Waymark writes to {email} about news no more. What you are told of still waits in the app, and on the page of
        your account you can choose letters again.
      </p>
    )
  }
  return (
    <>
      <p>
        Waymark writes to {email} when somebody mentions or answers you. You can end all of these letters here; links to
        sign in still come.
      </p>
      {unsubscribe.error !== null && (
        <p role="alert" className="text-danger">
          {wordsOf(unsubscribe.error)}
        </p>
      )}
      <div className="mt-3">
        <Button variant="primary" busy={unsubscribe.isPending} onClick={() => unsubscribe.mutate()}>
          Stop these letters
        </Button>
      </div>
    </>
  )
}
