import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { downloadJourney } from '#src/api/download-journey.ts'
import { useDuplicateJourney, useRenameJourney } from '#src/api/mutations.ts'
import { toast } from '#src/ui/toast.ts'
import { useLibraryShared } from './library-context.ts'
import { useBulkVerbs } from './use-bulk-verbs.ts'

const sayError = (error: unknown): void => {
  toast.error(wordsOf(error))
}

/** The verbs of one journey; each tells its outcome in a toast, where most can be taken back. */
export function useJourneyVerbs(journey: LibraryItem) {
  const { id, title } = journey
  const { onOpen, ask } = useLibraryShared()
  const renaming = useRenameJourney()
  const duplicating = useDuplicateJourney()
  const many = useBulkVerbs()

  return {
    open: (): void => onOpen(id),
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
    exportJson: (): void => {
      downloadJourney(id, title).catch(sayError)
    },
    archive: (): void => many.archive([journey]),
    restore: (): void => many.restore([journey]),
    star: (isStarred: boolean): void => many.star([journey], isStarred),
    tag: (tagId: string, isTagged: boolean): void => many.tag([journey], tagId, isTagged),
    remove: (): void => ask({ kind: 'delete', journeys: [journey] }),
    move: (): void => ask({ kind: 'move', journeys: [journey] }),
    newTag: (): void => ask({ kind: 'new-tag', journeys: [journey] }),
    showAccess: (): void => ask({ kind: 'access', thing: 'journeys', id, name: title }),
    moveOut: (): void => ask({ kind: 'move-out', journey }),
  }
}
