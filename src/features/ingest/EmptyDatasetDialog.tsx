import { type FormEvent, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateEmptyDataset } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { focusWhenShown } from './focus-when-shown.ts'

interface EmptyDatasetDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onCreated: (id: string) => void
}

const FORM_ID = 'empty-dataset'

/** Asks for the name of a dataset that will be fed live instead of from a file. */
export function EmptyDatasetDialog({ open, onOpenChange, onCreated }: EmptyDatasetDialogProps) {
  const [name, setName] = useState('')
  const create = useCreateEmptyDataset()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(name.trim(), {
      onSuccess: ({ id }) => {
        onOpenChange(false)
        setName('')
        onCreated(id)
      },
    })
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Empty dataset"
      description="For events that a program sends as they happen. The next page shows the address to send them to."
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={FORM_ID} disabled={name.trim() === ''} busy={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={submit}>
        <TextField
          label="Name"
          ref={focusWhenShown}
          maxLength={200}
          placeholder="Website events"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={create.isError ? wordsOf(create.error) : null}
        />
      </form>
    </Dialog>
  )
}
