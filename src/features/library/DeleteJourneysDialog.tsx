import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { counted } from '#shared/lib/counted.ts'
import { useBulkVerbs } from './use-bulk-verbs.ts'

interface DeleteJourneysDialogProps {
  readonly journeys: readonly LibraryItem[]
  readonly onClose: () => void
}

/** Asks before archived journeys are gone for good. */
export function DeleteJourneysDialog({ journeys, onClose }: DeleteJourneysDialogProps) {
  const verbs = useBulkVerbs()
  const cards = journeys.reduce((sum, { counts }) => sum + counts.cards, 0)
  const [first] = journeys
  const isOne = journeys.length === 1
  return (
    <ConfirmDialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={isOne ? `Delete “${first?.title ?? ''}” forever?` : `Delete ${String(journeys.length)} journeys forever?`}
      confirmLabel="Delete forever"
      busy={verbs.isPending}
      onConfirm={() => verbs.remove(journeys, onClose)}
    >
      {isOne ? 'Its' : 'Their'} {counted(cards, 'card', 'cards')}, {isOne ? 'its' : 'their'} history and{' '}
      {isOne ? 'its' : 'their'} share links go with {isOne ? 'it' : 'them'}. This cannot be undone. Datasets stay.
    </ConfirmDialog>
  )
}
