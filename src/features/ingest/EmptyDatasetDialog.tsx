import { type FormEvent, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateEmptyDataset } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
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
  const [isCasePersonal, setCasePersonal] = useState(false)
  const [fields, setFields] = useState('')
  const create = useCreateEmptyDataset()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const columns = fields.split(',').map((field) => field.trim())
    const personal = { case: isCasePersonal, columns: columns.filter((field) => field !== '') }
    create.mutate(
      { name: name.trim(), personal },
      {
        onSuccess: ({ id }) => {
          onOpenChange(false)
          setName('')
          onCreated(id)
        },
      },
    )
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
      <form id={FORM_ID} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          ref={focusWhenShown}
          maxLength={200}
          placeholder="Website events"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={create.isError ? wordsOf(create.error) : null}
        />
        <Checkbox
          label="The case tells who somebody is"
          hint="Such as an e-mail address. It is hashed before it is stored, from the first event on."
          checked={isCasePersonal}
          onChange={setCasePersonal}
        />
        <TextField
          label="Attributes that tell who somebody is"
          hint="Their names, with commas between them. They are hashed too."
          placeholder="email, phone"
          value={fields}
          onChange={(event) => setFields(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
