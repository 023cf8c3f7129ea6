import { type FormEvent, useState } from 'react'
import type { AccountBody } from '#shared/contract/rest/accounts.ts'
import { PASSWORD_MIN_LENGTH } from '#shared/contract/rest/password-length.ts'
import { useAccount, useChangeAccount, useSignInWays } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Button } from '#src/ui/Button.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { ReadFault } from './ReadFault.tsx'
import { Section } from './Section.tsx'
import { faultOf, useProof } from './use-proof.ts'

/** By what I sign in. */
export function SecuritySection() {
  const account = useAccount()
  return (
    <Section
      title="Signing in"
      text={
        account.data?.hasPassword === false
          ? 'You have no password yet. Give an e-mail address and a password to sign in with them from anywhere.'
          : 'A new password signs you out everywhere else.'
      }
    >
      {account.data !== undefined ? (
        // Begun afresh when it was saved.
        <SecurityForm key={JSON.stringify(account.data)} account={account.data} />
      ) : account.error === null ? (
        <Skeleton className="h-40" />
      ) : (
        <ReadFault error={account.error} again={() => void account.refetch()} />
      )}
    </Section>
  )
}

function SecurityForm({ account }: { readonly account: AccountBody }) {
  const sendsMail = useSignInWays().data?.mail === true
  const known = account.pendingEmail ?? account.email ?? ''
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [current, setCurrent] = useState('')
  const change = useChangeAccount()
  const proof = useProof()
  const fault = faultOf(change.error)
  /** Saving sends a letter to the address, again perhaps; or takes back one that waits. */
  const isToBeProved = sendsMail && (account.pendingEmail !== null || (!account.isVerified && email !== ''))
  const hasNewEmail = email !== (account.email ?? '') || isToBeProved
  const isChanged = email !== known || password !== '' || isToBeProved

  const save = (): void =>
    change.mutate(
      {
        ...(hasNewEmail ? { email } : {}),
        ...(password === '' ? {} : { password }),
        ...(account.hasPassword ? { current } : {}),
      },
      {
        onSuccess: ({ pendingEmail }) => {
          setPassword('')
          setCurrent('')
          if (hasNewEmail && pendingEmail !== null) toast.success(`Open the link that was sent to ${pendingEmail}`)
          else toast.success('Saved')
        },
        onError: proof.orAsk(save),
      },
    )

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save()
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-xl bg-surface p-4 shadow-card">
      {fault !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(fault)}
        </p>
      )}
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        hint={emailWords(account, sendsMail)}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={account.hasPassword ? 'New password' : 'Password'}
        type="password"
        autoComplete="new-password"
        required={!account.hasPassword}
        minLength={PASSWORD_MIN_LENGTH}
        hint={
          account.hasPassword
            ? 'Leave it empty to keep the one you have.'
            : `${PASSWORD_MIN_LENGTH} characters or more. Several words are easy to remember.`
        }
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {account.hasPassword && isChanged && (
        <TextField
          label="Your password now, to be sure that it is you"
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <Button variant="primary" type="submit" busy={change.isPending} disabled={!isChanged} className="self-start">
        {isToBeProved && email === known && password === '' ? 'Send the link' : 'Save'}
      </Button>
      {proof.dialog}
    </form>
  )
}

function emailWords({ email, isVerified, pendingEmail }: AccountBody, sendsMail: boolean): string | undefined {
  if (pendingEmail !== null) {
    const until = email === null ? 'You cannot sign in with it until then' : `Until then you sign in with ${email}`
    return `Open the link that was sent there, to show that it is yours. ${until}.`
  }
  if (isVerified) return 'Confirmed.'
  return sendsMail && email !== null ? 'Not confirmed yet: have a link sent there.' : undefined
}
