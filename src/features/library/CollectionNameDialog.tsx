import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangeCollection, useCreateCollection } from '#src/api/library-queries.ts'
import { NameDialog } from '#src/ui/NameDialog.tsx'
import { useLibraryPlace } from './library-address.ts'

interface CollectionNameDialogProps {
  /** The one to be renamed; `null`: a new one is made. */
  readonly collection: CollectionItem | null
  /** Around the new one; `null`: it stands at the top. */
  readonly parent: CollectionItem | null
  readonly onClose: () => void
}

/** Asks what a collection is to be called. */
export function CollectionNameDialog({ collection, parent, onClose }: CollectionNameDialogProps) {
  const { go } = useLibraryPlace()
  const create = useCreateCollection()
  const change = useChangeCollection(collection?.id ?? '')
  const { isPending, error } = collection === null ? create : change

  const give = (name: string): void => {
    if (collection !== null) {
      change.mutate({ name }, { onSuccess: onClose })
      return
    }
    const onSuccess = ({ id }: { readonly id: string }): void => {
      onClose()
      go({ view: 'all', collection: id, tags: [], text: '' })
    }
    create.mutate({ name, parentId: parent?.id ?? null }, { onSuccess })
  }

  return (
    <NameDialog
      title={collection === null ? 'New collection' : 'Rename the collection'}
      description={
        collection === null &&
        (parent === null ? 'A folder for journeys.' : `Inside “${parent.name}”, with the same rights.`)
      }
      before={collection?.name ?? ''}
      placeholder="Onboarding"
      confirmLabel={collection === null ? 'Create collection' : 'Save name'}
      busy={isPending}
      error={error === null ? null : wordsOf(error)}
      onName={give}
      onClose={onClose}
    />
  )
}
