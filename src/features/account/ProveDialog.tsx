import { type FormEvent, useId, useState } from 'react'
import { useAccount, useProveByPassword } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSignOut } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'

interface ProveDialogProps {
  readonly onClose: () => void
  readonly onProved: () => void
}

/** Asks for what only the person has: their password; who has none signs in anew. */
export function ProveDialog({ onClose, onProved }: ProveDialogProps) {
  const account = useAccount()
  const byPassword = useProveByPassword()
  const signOut = useSignOut()
  const [password, setPassword] = useState('')
  const formId = useId()
  const hasPassword = account.data?.hasPassword === true
  const error = byPassword.error

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
        {!hasPassword && (
          <>
            <p className="text-sm text-pretty text-ink-muted">
              You have no password. Sign out, and come in again as you did before: for a quarter of an hour you can then
              change how you sign in.
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
