import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { downloadJourney } from '#src/api/download-journey.ts'
import { useArchiveJourney, useDuplicateJourney, useRenameJourney } from '#src/api/mutations.ts'
import { toast } from '#src/ui/toast.ts'

const sayError = (error: unknown): void => {
  toast.error(wordsOf(error))
}

/** The verbs of one journey; each tells its outcome in a toast, archiving can be taken back there. */
export function useJourneyVerbs({ id, title }: JourneyListItem, onOpen: (journeyId: string) => void) {
  const renaming = useRenameJourney()
  const duplicating = useDuplicateJourney()
  const archiving = useArchiveJourney()

  const restore = (): void => {
    archiving.mutate(
      { id, archived: false },
      { onSuccess: () => toast.success(`Restored “${title}”`), onError: sayError },
    )
  }
  return {
    rename: (next: string): void => {
      renaming.mutate({ id, title: next }, { onError: sayError })
    },
    duplicate: (): void => {
      duplicating.mutate(id, {
        onSuccess: (copy) =>
          toast.success(`Duplicated “${title}”`, { action: { label: 'Open copy', onClick: () => onOpen(copy.id) } }),
        onError: sayError,
      })
    },
    archive: (): void => {
      archiving.mutate(
        { id, archived: true },
        {
          onSuccess: () => toast(`Archived “${title}”`, { action: { label: 'Undo', onClick: restore } }),
          onError: sayError,
        },
      )
    },
    restore,
    exportJson: (): void => {
      downloadJourney(id, title).catch(sayError)
    },
  }
}
