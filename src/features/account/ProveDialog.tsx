import { Fingerprint } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useAccount, useSignInWays } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSignOut } from '#src/api/mutations.ts'
import { usePasskeys, useProveByPasskey, useProveByPassword } from '#src/api/passkey-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'

interface ProveDialogProps {
  readonly onClose: () => void
  readonly onProved: () => void
}

/** Asks for what only the person has: their password or a passkey; who has neither signs in anew. */
export function ProveDialog({ onClose, onProved }: ProveDialogProps) {
  const account = useAccount()
  const passkeys = usePasskeys()
  const ways = useSignInWays()
  const byPassword = useProveByPassword()
  const byPasskey = useProveByPasskey()
  const signOut = useSignOut()
  const [password, setPassword] = useState('')
  const formId = useId()
  const hasPassword = account.data?.hasPassword === true
  const hasPasskey = ways.data?.passkeys === true && (passkeys.data?.passkeys.length ?? 0) > 0
  const error = byPassword.error ?? byPasskey.error

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    byPassword.mutate(password, { onSuccess: onProved })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Is it you?"
      description="Before how you sign in is changed, show once more who you are."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {hasPassword && (
            <Button
              variant="primary"
              type="submit"
              form={formId}
              busy={byPassword.isPending}
              disabled={password === ''}
            >
              Continue
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error !== null && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
            {wordsOf(error)}
          </p>
        )}
        {hasPassword && (
          <form id={formId} onSubmit={submit}>
            <TextField
              label="Your password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </form>
        )}
        {hasPasskey && (
          <Button
            icon={Fingerprint}
            size="lg"
            busy={byPasskey.isPending}
            onClick={() => byPasskey.mutate(undefined, { onSuccess: (isProved) => isProved && onProved() })}
          >
            Use a passkey
          </Button>
        )}
        {!hasPassword && !hasPasskey && (
          <>
            <p className="text-sm text-pretty text-ink-muted">
              You have neither a password nor a passkey. Sign out, and come in again as you did before: for a quarter of
              an hour you can then change how you sign in.
            </p>
            <Button busy={signOut.isPending} onClick={() => signOut.mutate()} className="self-start">
              Sign out
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}
