import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDeleteJourney } from '#src/api/mutations.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { toast } from '#src/ui/toast.ts'

interface DeleteJourneyDialogProps {
  readonly journey: JourneyListItem
  readonly open: boolean
  readonly onClose: () => void
}

/** Asks before an archived journey is gone for good. */
export function DeleteJourneyDialog({ journey, open, onClose }: DeleteJourneyDialogProps) {
  const deleting = useDeleteJourney()
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Delete “${journey.title}” forever?`}
      confirmLabel="Delete forever"
      busy={deleting.isPending}
      error={deleting.error === null ? null : wordsOf(deleting.error)}
      onConfirm={() =>
        deleting.mutate(journey.id, {
          onSuccess: () => {
            onClose()
            toast(`Deleted “${journey.title}”`)
          },
        })
      }
    >
      Its {journey.counts.cards.toLocaleString('en')} cards, its history and its share links go with it. This cannot be
      undone. Datasets stay.
    </ConfirmDialog>
  )
}
