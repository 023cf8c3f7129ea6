import { type FormEvent, useId, useState } from 'react'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangeCollection, useCreateCollection } from '#src/api/library-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { useLibraryPlace } from './library-address.ts'

const NAME_MAX_LENGTH = 80

interface CollectionNameDialogProps {
  /** The one to be renamed; `null`: a new one is made. */
  readonly collection: CollectionItem | null
  /** Around the new one; `null`: it stands at the top. */
  readonly parent: CollectionItem | null
  readonly onClose: () => void
}

/** Asks what a collection is to be called. */
export function CollectionNameDialog({ collection, parent, onClose }: CollectionNameDialogProps) {
  const [name, setName] = useState(collection?.name ?? '')
  const { go } = useLibraryPlace()
  const create = useCreateCollection()
  const change = useChangeCollection(collection?.id ?? '')
  const formId = useId()
  const trimmed = name.trim()
  const { isPending, error } = collection === null ? create : change

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (trimmed === '') return
    if (collection !== null) change.mutate({ name: trimmed }, { onSuccess: onClose })
    else
      create.mutate(
        { name: trimmed, parentId: parent?.id ?? null },
        {
          onSuccess: ({ id }) => {
            onClose()
            go({ view: 'all', collection: id, tags: [], text: '' })
          },
        },
      )
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={collection === null ? 'New collection' : 'Rename the collection'}
      description={
        collection === null &&
        (parent === null ? 'A folder for journeys.' : `Inside “${parent.name}”, with the same rights.`)
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={isPending} disabled={trimmed === ''}>
            {collection === null ? 'Create collection' : 'Save name'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label="Name"
          ref={focusOnMount}
          value={name}
          maxLength={NAME_MAX_LENGTH}
          placeholder="Onboarding"
          onChange={(event) => setName(event.target.value)}
          error={error === null ? null : wordsOf(error)}
        />
      </form>
    </Dialog>
  )
}
