import { type FormEvent, useId, useState } from 'react'
import { TAG_COLORS, TAG_NAME_MAX } from './tag-limits.ts'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import type { TagItem } from '#shared/contract/rest/library.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangeTag, useCreateTag, useDeleteTag, useMergeTag } from '#src/api/library-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { Select } from '#src/ui/Select.tsx'
import { SwatchGroup } from '#src/ui/SwatchGroup.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { counted } from '#shared/lib/counted.ts'
import { useLibraryPlace } from './library-address.ts'
import { useLibraryShared } from './library-context.ts'
import { useBulkVerbs } from './use-bulk-verbs.ts'

const NO_OTHER = 'none'
const COLOR_NAMES = ['Blue', 'Orange', 'Green', 'Magenta', 'Ochre', 'Teal', 'Red', 'Violet']

interface NewTagDialogProps {
  /** They get it. */
  readonly journeys: readonly LibraryItem[]
  readonly onClose: () => void
}

/** Asks what a tag is to be called, and gives it to the journeys. */
export function NewTagDialog({ journeys, onClose }: NewTagDialogProps) {
  const [name, setName] = useState('')
  const create = useCreateTag()
  const verbs = useBulkVerbs()
  const formId = useId()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '') return
    create.mutate(name.trim(), {
      onSuccess: ({ id }) => {
        onClose()
        verbs.tag(journeys, id, true)
      },
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title="New tag"
      description="Everyone in the workspace can use it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={create.isPending} disabled={name.trim() === ''}>
            Create tag
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label="Name"
          ref={focusOnMount}
          value={name}
          maxLength={TAG_NAME_MAX}
          placeholder="Mobile"
          onChange={(event) => setName(event.target.value)}
          error={create.error === null ? null : wordsOf(create.error)}
        />
      </form>
    </Dialog>
  )
}

interface EditTagDialogProps {
  readonly tag: TagItem
  readonly onClose: () => void
}

/** Name and colour of a tag; another in its place; away with it. */
export function EditTagDialog({ tag, onClose }: EditTagDialogProps) {
  const { tags } = useLibraryShared()
  const { place, go } = useLibraryPlace()
  const [name, setName] = useState(tag.name)
  const [color, setColor] = useState(tag.color)
  const [into, setInto] = useState(NO_OTHER)
  const [isDeleting, setDeleting] = useState(false)
  const change = useChangeTag(tag.id)
  const merge = useMergeTag(tag.id)
  const remove = useDeleteTag(tag.id)
  const formId = useId()
  const others = tags.filter(({ id }) => id !== tag.id)
  const other = others.find(({ id }) => id === into)
  const journeys = counted(tag.journeys, 'journey', 'journeys')

  const leave = (words: string): void => {
    onClose()
    if (place.tags.includes(tag.id)) go({ tags: place.tags.filter((id) => id !== tag.id) })
    toast(words)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (other !== undefined) {
      merge.mutate(other.id, { onSuccess: () => leave(`“${tag.name}” is “${other.name}” now`) })
    } else if (name.trim() !== '') change.mutate({ name: name.trim(), color }, { onSuccess: onClose })
  }

  if (isDeleting) {
    return (
      <ConfirmDialog
        open
        onOpenChange={(next) => !next && onClose()}
        title={`Delete the tag “${tag.name}”?`}
        confirmLabel="Delete tag"
        busy={remove.isPending}
        error={remove.error === null ? null : wordsOf(remove.error)}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => leave(`Deleted the tag “${tag.name}”`) })}
      >
        {tag.journeys === 0 ? 'No journey has it.' : `${journeys} will have it no more. The journeys stay.`}
      </ConfirmDialog>
    )
  }
  const error = change.error ?? merge.error
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`The tag “${tag.name}”`}
      description={tag.journeys === 0 ? 'No journey has it.' : `${journeys} that you can see have it.`}
      footer={
        <>
          <Button variant="ghost-danger" className="mr-auto" onClick={() => setDeleting(true)}>
            Delete
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={change.isPending || merge.isPending}
            disabled={name.trim() === ''}
          >
            {other === undefined ? 'Save tag' : 'Merge tags'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          value={name}
          maxLength={TAG_NAME_MAX}
          disabled={other !== undefined}
          onChange={(event) => setName(event.target.value)}
          error={error === null ? null : wordsOf(error)}
        />
        <SwatchGroup
          label="Colour"
          value={String(color)}
          onChange={(next) => setColor(Number(next))}
          swatches={Array.from({ length: TAG_COLORS }, (_, index) => ({
            value: String(index),
            name: COLOR_NAMES[index] ?? String(index),
            color: `var(--persona-${index})`,
          }))}
        />
        {others.length > 0 && (
          <Select
            label="Merge with another tag"
            hint={
              other === undefined
                ? 'For two tags that mean the same.'
                : `Journeys that have it get “${other.name}” instead.`
            }
            value={into}
            onChange={setInto}
            options={[
              { value: NO_OTHER, label: 'Keep it as it is' },
              ...others.map(({ id, name: label }) => ({ value: id, label })),
            ]}
          />
        )}
      </form>
    </Dialog>
  )
}
