import { type FormEvent, useState } from 'react'
import type { SourceMade } from '#shared/contract/rest/sources.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateSource } from '#src/api/feed-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { focusWhenShown } from '../focus-when-shown.ts'
import { SourceAddress } from './SourceAddress.tsx'

interface AddSourceDialogProps {
  readonly datasetId: string
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

const FORM_ID = 'add-source'
const SECRET_FROM = 8

/** Names a sender, and shows its address once. */
export function AddSourceDialog({ datasetId, open, onOpenChange }: AddSourceDialogProps) {
  const [name, setName] = useState('')
  const [secret, setSecret] = useState('')
  const [made, setMade] = useState<SourceMade | null>(null)
  const create = useCreateSource(datasetId)
  const isShort = secret !== '' && secret.length < SECRET_FROM

  const close = () => {
    onOpenChange(false)
    setName('')
    setSecret('')
    setMade(null)
    create.reset()
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ name: name.trim(), secret: secret === '' ? null : secret }, { onSuccess: setMade })
  }

  if (made !== null) {
    return (
      <Dialog
        open={open}
        onOpenChange={close}
        title={`The address of “${made.name}”`}
        description="Copy it now: whoever has it can send events, so it is shown this once."
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <SourceAddress source={made} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title="Add a sender"
      description="It gets an address of its own, which you can take back without the others noticing."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={FORM_ID}
            disabled={name.trim() === '' || isShort}
            busy={create.isPending}
          >
            Make its address
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          ref={focusWhenShown}
          maxLength={200}
          placeholder="Website through Segment"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={create.isError ? wordsOf(create.error) : null}
        />
        <TextField
          label="Shared secret (if the sender signs)"
          type="password"
          autoComplete="new-password"
          maxLength={500}
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
          hint="The secret that you also give to Segment’s webhook. Then only what is signed with it is taken."
          error={isShort ? `At least ${SECRET_FROM} characters.` : null}
        />
      </form>
    </Dialog>
  )
}
