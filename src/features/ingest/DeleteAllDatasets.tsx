import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useDeleteAllDatasets } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'

interface DeleteAllDatasetsProps {
  readonly workspace: { readonly id: string; readonly name: string }
  readonly count: number
}

/** Erases all data of a workspace, once its name was typed. */
export function DeleteAllDatasets({ workspace, count }: DeleteAllDatasetsProps) {
  const [isAsking, setAsking] = useState(false)
  const [name, setName] = useState('')
  const remove = useDeleteAllDatasets(workspace.id)
  const isRight = name.trim() === workspace.name
  const what = count === 1 ? 'the dataset' : `all ${count} datasets`
  return (
    <>
      <Button variant="ghost-danger" icon={Trash2} onClick={() => setAsking(true)}>
        Delete all data
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={(open) => {
          setAsking(open)
          setName('')
        }}
        title={`Delete ${what} of ${workspace.name}?`}
        confirmLabel="Delete all data"
        busy={remove.isPending}
        disabled={!isRight}
        error={remove.error === null ? null : wordsOf(remove.error)}
        onConfirm={() =>
          remove.mutate(workspace.name, {
            onSuccess: () => {
              setAsking(false)
              toast.success('All data is deleted')
            },
          })
        }
      >
        <p className="mb-3">
          With every event, the files as they were brought and what was rejected. Journeys stay and show no numbers any
          more. This cannot be undone.
        </p>
        <TextField
          label={`Type “${workspace.name}” to go on`}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </ConfirmDialog>
    </>
  )
}
