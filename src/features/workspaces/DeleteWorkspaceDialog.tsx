import { type FormEvent, useId, useState } from 'react'
import type { WorkspaceContents } from '#shared/contract/rest/library.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDeleteWorkspace, useWorkspaceContents } from '#src/api/library-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'

interface DeleteWorkspaceDialogProps {
  readonly workspace: { readonly id: string; readonly name: string }
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Tells what goes with a workspace, and asks for its name before it does. */
export function DeleteWorkspaceDialog({ workspace, onDeleted, onClose }: DeleteWorkspaceDialogProps) {
  const [name, setName] = useState('')
  const contents = useWorkspaceContents(workspace.id)
  const deleting = useDeleteWorkspace(workspace.id)
  const formId = useId()
  const fits = name.trim() === workspace.name
  const error = deleting.error ?? contents.error

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!fits) return
    deleting.mutate(name, {
      onSuccess: () => {
        toast(`Deleted the workspace “${workspace.name}”`)
        onDeleted()
      },
    })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      dismissible={!deleting.isPending}
      size="sm"
      title={`Delete “${workspace.name}” forever?`}
      description="Everything in it goes for good, for everyone. There is no way back."
      footer={
        <>
          <Button onClick={onClose} disabled={deleting.isPending}>
            Cancel
          </Button>
          <Button variant="danger" type="submit" form={formId} busy={deleting.isPending} disabled={!fits}>
            Delete workspace
          </Button>
        </>
      }
    >
      {contents.data !== undefined ? (
        <Contents contents={contents.data} />
      ) : (
        contents.error === null && <Skeleton className="h-28 rounded-lg" />
      )}
      <form id={formId} onSubmit={submit} className="mt-4">
        <TextField
          label={`Type its name, ${workspace.name}`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={error === null ? null : wordsOf(error)}
        />
      </form>
    </Dialog>
  )
}

const LINES: readonly (readonly [keyof WorkspaceContents, string, string])[] = [
  ['journeys', 'journey', 'journeys'],
  ['archived', 'archived journey', 'archived journeys'],
  ['collections', 'collection', 'collections'],
  ['datasets', 'dataset with its rows', 'datasets with their rows'],
  ['links', 'share link that opens something', 'share links that open something'],
  ['members', 'member who is in it', 'members who are in it'],
]

function Contents({ contents }: { readonly contents: WorkspaceContents }) {
  return (
    <ul aria-label="What goes with it" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
      {LINES.filter(([key]) => contents[key] > 0).map(([key, one, many]) => (
        <li key={key} className="flex gap-2">
          <span className="min-w-8 text-right font-medium tabular">{contents[key].toLocaleString('en')}</span>
          {contents[key] === 1 ? one : many}
        </li>
      ))}
    </ul>
  )
}
