import { type FormEvent, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useCombineDatasets } from '#src/api/identity-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'

interface CombineDialogProps {
  readonly dataset: { readonly id: string; readonly name: string; readonly workspaceId: string }
  /** Those whose ids are joined as well. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
  readonly onMade: (id: string) => void
  readonly onClose: () => void
}

const FORM_ID = 'combine'
const MOST_OTHERS = 9

/** One log of several datasets: a person’s events of all of them stand together, so that a journey can lead from one to the other. */
export function CombineDialog({ dataset, others, onMade, onClose }: CombineDialogProps) {
  const [name, setName] = useState(`${dataset.name} and others`)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const combine = useCombineDatasets(dataset.workspaceId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    combine.mutate({ name: name.trim(), madeOf: [dataset.id, ...chosen] }, { onSuccess: ({ id }) => onMade(id) })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="One log of several datasets"
      description={`A person’s events in “${dataset.name}” and the others stand together in it, and it stays up to date by itself. These datasets stay as they are.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={FORM_ID}
            busy={combine.isPending}
            disabled={name.trim() === '' || chosen.length === 0 || chosen.length > MOST_OTHERS}
          >
            Make one log
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={submit} className="flex flex-col gap-4">
        <TextField label="Name" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium text-ink">Together with</legend>
          {others.map((other) => (
            <Checkbox
              key={other.id}
              label={other.name}
              checked={chosen.includes(other.id)}
              onChange={(isChosen) =>
                setChosen(isChosen ? [...chosen, other.id] : chosen.filter((id) => id !== other.id))
              }
            />
          ))}
        </fieldset>
        {combine.error !== null && (
          <p role="alert" className="text-sm text-danger">
            {wordsOf(combine.error)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
