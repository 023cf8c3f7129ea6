import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangeCollection, useDeleteCollection } from '#src/api/library-queries.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { toast } from '#src/ui/toast.ts'
import { counted } from '#shared/lib/counted.ts'
import { useLibraryPlace } from './library-address.ts'
import { useLibraryShared } from './library-context.ts'
import { PickCollectionDialog } from './PickCollectionDialog.tsx'

interface CollectionDialogProps {
  readonly collection: CollectionItem
  readonly onClose: () => void
}

/** Where a collection is to go, with all that is in it. */
export function MoveCollectionDialog({ collection, onClose }: CollectionDialogProps) {
  const { collections } = useLibraryShared()
  const change = useChangeCollection(collection.id)
  return (
    <PickCollectionDialog
      title={`Move “${collection.name}”`}
      collections={collections}
      now={collection.parentId}
      but={collection.id}
      topLabel="At the top"
      confirmLabel="Move collection"
      busy={change.isPending}
      error={change.error === null ? null : wordsOf(change.error)}
      onClose={onClose}
      onPick={(parentId) =>
        change.mutate(
          { parentId },
          {
            onSuccess: () => {
              onClose()
              toast(`Moved “${collection.name}”`, {
                action: { label: 'Undo', onClick: () => change.mutate({ parentId: collection.parentId }) },
              })
            },
          },
        )
      }
    />
  )
}

/** Asks before a collection is deleted; what is in it stays. */
export function DeleteCollectionDialog({ collection, onClose }: CollectionDialogProps) {
  const { collections } = useLibraryShared()
  const { place, go } = useLibraryPlace()
  const deleting = useDeleteCollection(collection.id)
  const inside = collections.filter((one) => one.parentId === collection.id).length
  const parent = collections.find((one) => one.id === collection.parentId)
  const to = parent === undefined ? 'to the top' : `into “${parent.name}”`
  const things = [
    collection.journeys > 0 && counted(collection.journeys, 'journey', 'journeys'),
    inside > 0 && counted(inside, 'collection', 'collections'),
  ].filter((words) => words !== false)
  return (
    <ConfirmDialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Delete the collection “${collection.name}”?`}
      confirmLabel="Delete collection"
      busy={deleting.isPending}
      error={deleting.error === null ? null : wordsOf(deleting.error)}
      onConfirm={() =>
        deleting.mutate(undefined, {
          onSuccess: () => {
            onClose()
            if (place.collection === collection.id) go({ collection: collection.parentId })
            toast(`Deleted the collection “${collection.name}”`)
          },
        })
      }
    >
      {things.length === 0
        ? 'Nothing lies in it.'
        : `What lies in it moves up ${to}: ${things.join(' and ')}. No journey is deleted.`}
      {collection.hasOwnAccess && ' Its rights go with it: what moves up can be seen by those who can see it there.'}
    </ConfirmDialog>
  )
}
