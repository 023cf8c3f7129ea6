import { type FormEvent, useId, useState } from 'react'
import type { PasskeyItem } from '#shared/contract/rest/passkeys.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useAddPasskey, useRenamePasskey } from '#src/api/passkey-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { faultOf, useProof } from './use-proof.ts'

interface PasskeyDialogProps {
  /** `null`: a new one. */
  readonly passkey: PasskeyItem | null
  readonly onClose: () => void
}

/** What a passkey is called; for a new one the browser asks for the rest. */
export function PasskeyDialog({ passkey, onClose }: PasskeyDialogProps) {
  const [name, setName] = useState(passkey?.name ?? '')
  const add = useAddPasskey()
  const rename = useRenamePasskey()
  const proof = useProof()
  const formId = useId()
  const trimmed = name.trim()
  const fault = faultOf(add.error ?? rename.error)

  const addIt = (): void =>
    add.mutate(trimmed, {
      onSuccess: (added) => {
        // Left: they may try again, or another time.
        if (added === null) return
        toast.success('Passkey added')
        onClose()
      },
      onError: proof.orAsk(addIt),
    })

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (passkey === null) addIt()
    else rename.mutate({ id: passkey.id, name: trimmed }, { onSuccess: onClose })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={passkey === null ? 'Add a passkey' : 'Rename passkey'}
      description={passkey === null ? 'Your browser then asks where to keep it.' : undefined}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={add.isPending || rename.isPending}
            disabled={trimmed === '' || trimmed === passkey?.name}
          >
            {passkey === null ? 'Continue' : 'Rename'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label="Name"
          placeholder="My laptop"
          hint={passkey === null ? 'By what you will know it among others.' : undefined}
          maxLength={80}
          ref={focusOnMount}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fault === null ? null : wordsOf(fault)}
        />
      </form>
      {proof.dialog}
    </Dialog>
  )
}
