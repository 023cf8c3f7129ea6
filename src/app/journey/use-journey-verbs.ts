import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { downloadJourney } from '#src/api/download-journey.ts'
import { useDuplicateJourney } from '#src/api/mutations.ts'
import type { Editor } from '#src/editor/editor.ts'
import { toast } from '#src/ui/toast.ts'

/** What can be done with the journey through the server. */
export interface JourneyVerbs {
  readonly download: () => void
  /** Absent for those who may not. */
  readonly duplicate: (() => void) | undefined
  readonly goToLibrary: () => void
}

const sayError = (error: unknown): void => {
  toast.error(wordsOf(error))
}

export function useJourneyVerbs(summary: JourneyListItem, editor: Editor): JourneyVerbs {
  const [, navigate] = useLocation()
  const { mutate } = useDuplicateJourney()
  const {
    id,
    may: { duplicate },
  } = summary
  return useMemo(
    () => ({
      download: () => void downloadJourney(id, editor.getSnapshot().info.title).catch(sayError),
      duplicate: !duplicate
        ? undefined
        : () =>
            mutate(id, {
              onSuccess: (copy) =>
                toast.success('Journey duplicated', {
                  action: { label: 'Open copy', onClick: () => navigate(`/journeys/${copy.id}`) },
                }),
              onError: sayError,
            }),
      goToLibrary: () => navigate('/'),
    }),
    [id, duplicate, editor, mutate, navigate],
  )
}
