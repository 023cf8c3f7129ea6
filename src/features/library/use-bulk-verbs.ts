import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import type { BulkAnswer, BulkChange } from '#shared/contract/rest/library.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useBulkChange } from '#src/api/library-queries.ts'
import { toast } from '#src/ui/toast.ts'
import { counted } from '#shared/lib/counted.ts'

/** “Archived”, and what takes it back: the same journeys, as they were each. */
interface Told {
  readonly did: string
  readonly undo: ((journey: LibraryItem) => BulkChange) | null
}

/** What is done with one or several journeys at once. Each outcome is told in a toast, also what could not be done, and can be taken back there. */
export function useBulkVerbs() {
  const bulk = useBulkChange()

  const run = (journeys: readonly LibraryItem[], change: BulkChange, { did, undo }: Told): void => {
    // Who asked may be gone by then, as a dialog or the tile of what was archived is.
    bulk.mutateAsync({ ids: journeys.map(({ id }) => id), change }).then((answer) => {
      const done = journeys.filter(({ id }) => answer.done.includes(id))
      const action =
        undo === null || done.length === 0 ? {} : { action: { label: 'Undo', onClick: () => takeBack(done, undo) } }
      if (answer.failed.length > 0) toast.error(failureWords(journeys, answer, did), action)
      else toast(`${did} ${nameOf(done)}`, action)
    }, sayError)
  }

  /** Journeys that were in different places go back to different places. */
  const takeBack = (journeys: readonly LibraryItem[], undo: (journey: LibraryItem) => BulkChange): void => {
    const changes = new Map<string, { readonly change: BulkChange; readonly ids: string[] }>()
    for (const journey of journeys) {
      const change = undo(journey)
      const key = JSON.stringify(change)
      const group = changes.get(key) ?? { change, ids: [] }
      group.ids.push(journey.id)
      changes.set(key, group)
    }
    for (const group of changes.values())
      bulk.mutateAsync(group).then((answer) => {
        if (answer.failed.length > 0) toast.error(failureWords(journeys, answer, 'Took back'))
      }, sayError)
  }

  return {
    isPending: bulk.isPending,
    archive: (journeys: readonly LibraryItem[]): void =>
      run(journeys, { kind: 'archive' }, { did: 'Archived', undo: () => ({ kind: 'restore' }) }),
    restore: (journeys: readonly LibraryItem[]): void =>
      run(journeys, { kind: 'restore' }, { did: 'Restored', undo: () => ({ kind: 'archive' }) }),
    star: (journeys: readonly LibraryItem[], isStarred: boolean): void =>
      run(
        journeys,
        { kind: isStarred ? 'star' : 'unstar' },
        isStarred
          ? { did: 'Starred', undo: () => ({ kind: 'unstar' }) }
          : { did: 'Took the star off', undo: () => ({ kind: 'star' }) },
      ),
    tag: (journeys: readonly LibraryItem[], tagId: string, isTagged: boolean): void =>
      run(
        journeys,
        { kind: isTagged ? 'tag' : 'untag', tagId },
        {
          did: isTagged ? 'Tagged' : 'Took the tag off',
          undo: (journey) => ({ kind: journey.tags.includes(tagId) ? 'tag' : 'untag', tagId }),
        },
      ),
    move: (journeys: readonly LibraryItem[], collectionId: string | null): void =>
      run(
        journeys,
        { kind: 'move', collectionId },
        { did: 'Moved', undo: (journey) => ({ kind: 'move', collectionId: journey.collectionId }) },
      ),
    remove: (journeys: readonly LibraryItem[], onDone: () => void): void => {
      run(journeys, { kind: 'delete' }, { did: 'Deleted', undo: null })
      onDone()
    },
  }
}

const sayError = (error: unknown): void => {
  toast.error(wordsOf(error))
}

const nameOf = (journeys: readonly LibraryItem[]): string => {
  const [first] = journeys
  return journeys.length === 1 && first !== undefined
    ? `“${first.title}”`
    : counted(journeys.length, 'journey', 'journeys')
}

/** “Archived 2 journeys, but not “Merger”: Your role in the workspace does not allow this.” */
function failureWords(journeys: readonly LibraryItem[], { done, failed }: BulkAnswer, did: string): string {
  const [first] = failed
  const left = nameOf(journeys.filter(({ id }) => failed.some((one) => one.id === id)))
  const reason = first?.message ?? ''
  return done.length === 0
    ? `This could not be done with ${left}: ${reason}`
    : `${did} ${counted(done.length, 'journey', 'journeys')}, but not ${left}: ${reason}`
}
