import { Download, UserX } from 'lucide-react'
import { useState } from 'react'
import { accountApi } from '#src/api/account-api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDeleteAccount, useDeletion } from '#src/api/account-queries.ts'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { Section } from './Section.tsx'
import { faultOf, useProof } from './use-proof.ts'

/** Taking a copy of what is known of oneself, and going for good. */
export function LeavingSection() {
  const [isAsking, setAsking] = useState(false)
  return (
    <Section title="Your data" text="A copy of everything that is known of you, or the end of your account.">
      <div className="flex flex-wrap gap-2">
        <a href={accountApi.accountFileUrl} download className={buttonClass()}>
          <Download aria-hidden className="size-4 shrink-0" />
          Download my data
        </a>
        <Button variant="ghost-danger" icon={UserX} onClick={() => setAsking(true)}>
          Delete my account
        </Button>
      </div>
      {isAsking && <DeleteAccountDialog onClose={() => setAsking(false)} />}
    </Section>
  )
}

function DeleteAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const facts = useDeletion()
  const remove = useDeleteAccount()
  const [password, setPassword] = useState('')
  const owned = facts.data?.ownedAlone ?? []
  const proof = facts.data?.proof
  const prove = useProof()
  const erase = (): void => remove.mutate(proof === 'password' ? password : undefined, { onError: prove.orAsk(erase) })
  const isReady = facts.data !== undefined && owned.length === 0 && (proof === 'fresh' || password !== '')
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delete your account?"
      confirmLabel="Delete my account"
      busy={remove.isPending}
      disabled={!isReady}
      error={wordsOfFault(remove.error ?? facts.error)}
      onConfirm={erase}
    >
      <div className="flex flex-col gap-3">
        <p>
          You are signed out everywhere, and your name, your e-mail address, your tokens and the invitations that you
          made are gone. Journeys, comments and data that you worked on stay with their workspaces, as “a former
          member”’s. This cannot be undone.
        </p>
        {owned.length > 0 && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {owned.map(({ name }) => name).join(', ')} would have no owner. Make somebody else an owner there first, or
            delete the workspace.
          </p>
        )}
        {owned.length === 0 && proof === 'password' && (
          <TextField
            label="Your password, to be sure that it is you"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </div>
      {prove.dialog}
    </ConfirmDialog>
  )
}

function wordsOfFault(error: Error | null): string | null {
  const fault = faultOf(error)
  return fault === null ? null : wordsOf(fault)
}
