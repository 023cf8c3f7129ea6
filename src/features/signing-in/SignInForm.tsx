import { Fingerprint } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useAskForReset, useSignIn, useSignInWays } from '#src/api/account-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { FormFault } from './FormFault.tsx'
import { PasswordField } from './PasswordField.tsx'
import { SsoLink } from './SsoLink.tsx'
import { usePasskeySignIn } from './use-passkey-sign-in.ts'

/** E-mail and password, or a passkey; where there is a mail server, also the way to a new password. */
export function SignInForm() {
  const ways = useSignInWays()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  const reset = useAskForReset()
  const hasPasskeys = ways.data?.passkeys === true
  const passkey = usePasskeySignIn(hasPasskeys)
  const hasForgotten = reset.isSuccess || reset.isPending || reset.isError

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate({ email, password })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormFault error={signIn.error ?? passkey.error ?? reset.error} />
      <TextField
        label="E-mail"
        type="email"
        autoComplete={hasPasskeys ? 'username webauthn' : 'username'}
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField label="Password" kind="current" value={password} onChange={setPassword} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button variant="primary" size="lg" type="submit" busy={signIn.isPending}>
          Sign in
        </Button>
        {ways.data?.mail === true && !hasForgotten && (
          <Button variant="ghost" disabled={email === ''} onClick={() => reset.mutate(email)}>
            Send me a link for a new password
          </Button>
        )}
        {ways.data?.mail === false && (
          <p className="text-xs text-ink-faint">Forgot it? Whoever manages your workspace can make you a link.</p>
        )}
      </div>
      {hasPasskeys && (
        <Button icon={Fingerprint} size="lg" busy={passkey.isBusy} onClick={passkey.signIn} className="self-start">
          Sign in with a passkey
        </Button>
      )}
      <SsoLink />
      <p role="status" className="text-sm text-ink-muted empty:hidden">
        {reset.isSuccess && `If there is an account for ${email}, a letter is on its way there.`}
      </p>
    </form>
  )
}
