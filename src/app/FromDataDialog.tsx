import { useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateJourney } from '#src/api/mutations.ts'
import { ImportDialog } from '#src/features/ingest/ImportDialog.tsx'
import { toast } from '#src/ui/toast.ts'

interface FromDataDialogProps {
  readonly onClose: () => void
  readonly onCreated: (journeyId: string) => void
}

/** A new journey from a data file: imports it, then drafts the journey from what is in it. */
export function FromDataDialog({ onClose, onCreated }: FromDataDialogProps) {
  const create = useCreateJourney()
  const [open, setOpen] = useState(true)
  return (
    <ImportDialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) onClose()
      }}
      title="New journey from data"
      doneLabel="Create the journey"
      onDone={async ({ id, name }) => {
        try {
          const journey = await create.mutateAsync({ datasetId: id, title: name })
          onCreated(journey.id)
        } catch (error) {
          toast.error(wordsOf(error))
        }
      }}
    />
  )
}
