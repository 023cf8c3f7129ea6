import { type FormEvent, useId, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useRenameSession } from '#src/api/mutations.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { TextField } from '#src/ui/TextField.tsx'

const NAME_MAX_LENGTH = 80

interface RenameSessionDialogProps {
  readonly name: string
  readonly color: number
  readonly onClose: () => void
}

/** How others see me in a journey. */
export function RenameSessionDialog({ name, color, onClose }: RenameSessionDialogProps) {
  const [draft, setDraft] = useState(name)
  const rename = useRenameSession()
  const formId = useId()
  const trimmed = draft.trim()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (trimmed === '') return
    if (trimmed === name) onClose()
    else rename.mutate(trimmed, { onSuccess: onClose })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title="Your name"
      description="Shown to others beside your cursor and on your avatar."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={rename.isPending} disabled={trimmed === ''}>
            Save name
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex items-end gap-3">
        <Avatar name={trimmed === '' ? '?' : trimmed} color={color} size="md" decorative />
        <TextField
          label="Name"
          className="flex-1"
          value={draft}
          maxLength={NAME_MAX_LENGTH}
          ref={focusOnMount}
          onChange={(event) => setDraft(event.target.value)}
          error={rename.error === null ? null : wordsOf(rename.error)}
        />
      </form>
    </Dialog>
  )
}
