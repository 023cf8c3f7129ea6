import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { focusOnMount } from './focus-on-mount.ts'
import { TextField } from './TextField.tsx'

const NAME_MAX_LENGTH = 80

interface NameDialogProps {
  readonly title: string
  readonly description?: ReactNode
  /** The name until now; '' for something new. */
  readonly before: string
  readonly placeholder: string
  /** The verb: “Save name”. */
  readonly confirmLabel: string
  readonly busy: boolean
  /** What went wrong with the last try, in words. */
  readonly error: string | null
  /** Gets the name without spaces around it, never an empty one. */
  readonly onName: (name: string) => void
  readonly onClose: () => void
}

/** Asks what something is to be called; the caller closes it when the work is done. */
export function NameDialog(props: NameDialogProps) {
  const { title, description, before, placeholder, confirmLabel, busy, error, onName, onClose } = props
  const [name, setName] = useState(before)
  const formId = useId()
  const trimmed = name.trim()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (trimmed !== '') onName(trimmed)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={busy} disabled={trimmed === ''}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label="Name"
          ref={focusOnMount}
          value={name}
          maxLength={NAME_MAX_LENGTH}
          placeholder={placeholder}
          onChange={(event) => setName(event.target.value)}
          error={error}
        />
      </form>
    </Dialog>
  )
}
