import { SignInForm } from '#src/features/signing-in/SignInForm.tsx'
import { MessagePage } from './MessagePage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** Nobody is signed in: how to get in. */
export function SignInPage() {
  usePageTitle('Sign in')
  return (
    <MessagePage title="Sign in to Waymark">
      <div className="my-3">
        <SignInForm />
      </div>
      <ul className="flex list-disc flex-col gap-1.5 border-t border-line pt-5 pl-5 text-sm">
        <li>
          Did you start it yourself? Open the link that it printed in the terminal, the one with{' '}
          <code className="rounded-sm bg-ink/7 px-1 font-mono text-[0.8125em] text-ink">/enter/</code> in it.
        </li>
        <li>Were you invited, or sent a share link? Open that link, the whole of it.</li>
      </ul>
    </MessagePage>
  )
}
