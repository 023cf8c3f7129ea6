import { assertNever } from '#shared/lib/assert.ts'
import { AccessDialog } from './AccessDialog.tsx'
import { DeleteCollectionDialog, MoveCollectionDialog } from './CollectionDialogs.tsx'
import { CollectionNameDialog } from './CollectionNameDialog.tsx'
import { DeleteJourneysDialog } from './DeleteJourneysDialog.tsx'
import { type Asked, useLibraryShared } from './library-context.ts'
import { MoveOutDialog } from './MoveOutDialog.tsx'
import { PickCollectionDialog } from './PickCollectionDialog.tsx'
import { EditTagDialog, NewTagDialog } from './TagDialogs.tsx'
import { useBulkVerbs } from './use-bulk-verbs.ts'
import { counted } from '#shared/lib/counted.ts'

interface LibraryDialogsProps {
  readonly asked: Asked
  readonly onClose: () => void
}

/** The question that is being asked. Fetched when the first one is. */
export function LibraryDialogs({ asked, onClose }: LibraryDialogsProps) {
  const { collections } = useLibraryShared()
  const verbs = useBulkVerbs()
  switch (asked.kind) {
    case 'move': {
      const [first] = asked.journeys
      const places = new Set(asked.journeys.map(({ collectionId }) => collectionId))
      return (
        <PickCollectionDialog
          title={
            asked.journeys.length === 1
              ? `Move “${first?.title ?? ''}”`
              : `Move ${counted(asked.journeys.length, 'journey', 'journeys')}`
          }
          collections={collections}
          // From different places: each of them is a move.
          now={places.size === 1 ? (first?.collectionId ?? null) : 'several'}
          topLabel="No collection"
          confirmLabel="Move"
          onClose={onClose}
          onPick={(collectionId) => {
            onClose()
            verbs.move(asked.journeys, collectionId)
          }}
        />
      )
    }
    case 'delete':
      return <DeleteJourneysDialog journeys={asked.journeys} onClose={onClose} />
    case 'new-tag':
      return <NewTagDialog journeys={asked.journeys} onClose={onClose} />
    case 'edit-tag':
      return <EditTagDialog tag={asked.tag} onClose={onClose} />
    case 'access':
      return <AccessDialog thing={asked.thing} id={asked.id} name={asked.name} onClose={onClose} />
    case 'move-out':
      return <MoveOutDialog journey={asked.journey} onClose={onClose} />
    case 'new-collection':
      return <CollectionNameDialog collection={null} parent={asked.parent} onClose={onClose} />
    case 'rename-collection':
      return <CollectionNameDialog collection={asked.collection} parent={null} onClose={onClose} />
    case 'move-collection':
      return <MoveCollectionDialog collection={asked.collection} onClose={onClose} />
    case 'delete-collection':
      return <DeleteCollectionDialog collection={asked.collection} onClose={onClose} />
    default:
      return assertNever(asked)
  }
}
