import { type FormEvent, useState } from 'react'
import type { InvitationFacts } from '#shared/contract/rest/accounts.ts'
import { useAcceptInvitation, useSignInWays } from '#src/api/account-queries.ts'
import { Link } from 'wouter'
import { Button } from '#src/ui/Button.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { FormFault } from './FormFault.tsx'
import { PasswordField } from './PasswordField.tsx'
import { SsoLink } from './SsoLink.tsx'

interface JoinFormProps {
  readonly token: string
  readonly invitation: InvitationFacts
  readonly onJoined: () => void
}

/** Who comes in: with an account that is made now, or one that is there. */
export function JoinForm({ token, invitation, onJoined }: JoinFormProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState(invitation.email ?? '')
  const [password, setPassword] = useState('')
  const isProved = useSignInWays().data?.mail === true
  const accept = useAcceptInvitation(token, () => {
    if (isProved && invitation.email === null)
      toast(`To sign in with ${email} later, open the link that was sent there`)
    onJoined()
  })

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    accept.mutate({ name, email, password })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormFault error={accept.error} />
      <TextField
        label="Your name"
        autoComplete="name"
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        readOnly={invitation.email !== null}
        hint={invitation.email === null ? undefined : 'The invitation is for this address only.'}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField label="Password" kind="new" value={password} onChange={setPassword} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button variant="primary" size="lg" type="submit" busy={accept.isPending}>
          Join {invitation.workspace}
        </Button>
      </div>
      <SsoLink invitation={token} />
      <p className="text-sm text-ink-muted">
        Do you have an account here already?{' '}
        <Link href="/" className="font-medium text-accent underline">
          Sign in
        </Link>{' '}
        first, and open this link again. Its e-mail address and password do as well.
      </p>
    </form>
  )
}
