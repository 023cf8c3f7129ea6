import { type FormEvent, useId, useState } from 'react'
import type { Role } from '#shared/contract/roles.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useInvite } from '#src/api/member-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { LinkToCopy } from './LinkToCopy.tsx'
import { ROLE_TEXTS, rolesGivenBy } from './role-choices.ts'

interface InviteDialogProps {
  readonly workspace: { readonly id: string; readonly name: string; readonly role: Role }
  readonly onClose: () => void
}

/** Asks somebody in: for whom, as what; then the link to give them. */
export function InviteDialog({ workspace, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const invite = useInvite(workspace.id)
  const formId = useId()
  const made = invite.data

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    invite.mutate({ role, ...(email.trim() === '' ? {} : { email }) })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        made === undefined
          ? `Invite to ${workspace.name}`
          : made.isSent
            ? 'The invitation is sent'
            : 'Give them this link'
      }
      description={
        made === undefined
          ? 'The link that you get takes one person in, within a week.'
          : made.isSent
            ? `A letter is on its way to ${made.email ?? ''}. The link in it is also here.`
            : made.email === null
              ? 'It takes whoever opens it in, once, within a week.'
              : `It takes ${made.email} in, once, within a week.`
      }
      footer={
        made === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={invite.isPending}>
              Invite
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => invite.reset()}>Invite another</Button>
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          </>
        )
      }
    >
      {made === undefined ? (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label="E-mail (may be left empty)"
            type="email"
            ref={focusOnMount}
            placeholder="ann@example.org"
            hint="With an address, only whoever has it can take the invitation."
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={invite.error === null ? null : wordsOf(invite.error)}
          />
          <Select
            label="Role"
            options={rolesGivenBy(workspace.role)}
            value={role}
            onChange={setRole}
            hint={`Somebody who ${ROLE_TEXTS[role]}.`}
          />
        </form>
      ) : (
        <LinkToCopy url={made.url} />
      )}
    </Dialog>
  )
}
