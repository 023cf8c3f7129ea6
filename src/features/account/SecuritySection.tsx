import { type FormEvent, useState } from 'react'
import type { AccountBody } from '#shared/contract/rest/accounts.ts'
import { PASSWORD_MIN_LENGTH } from '#shared/contract/rest/password-length.ts'
import { useAccount, useChangeAccount } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Button } from '#src/ui/Button.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { ReadFault } from './ReadFault.tsx'
import { Section } from './Section.tsx'

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
  const [email, setEmail] = useState(account.email ?? '')
  const [password, setPassword] = useState('')
  const [current, setCurrent] = useState('')
  const change = useChangeAccount()
  const isChanged = email !== (account.email ?? '') || password !== ''

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(
      {
        ...(email === (account.email ?? '') ? {} : { email }),
        ...(password === '' ? {} : { password }),
        ...(account.hasPassword ? { current } : {}),
      },
      {
        onSuccess: () => {
          setPassword('')
          setCurrent('')
          toast.success('Saved')
        },
      },
    )
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-xl bg-surface p-4 shadow-card">
      {change.error !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(change.error)}
        </p>
      )}
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
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
        Save
      </Button>
    </form>
  )
}
