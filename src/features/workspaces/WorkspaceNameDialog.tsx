import { type FormEvent, useId, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateWorkspace, useRenameWorkspace } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { TextField } from '#src/ui/TextField.tsx'

const NAME_MAX_LENGTH = 80

interface WorkspaceNameDialogProps {
  /** The one to be renamed; `null`: a new one is made. */
  readonly workspace: { readonly id: string; readonly name: string } | null
  readonly onMade: (workspaceId: string) => void
  readonly onClose: () => void
}

/** Asks what a workspace is to be called. */
export function WorkspaceNameDialog({ workspace, onMade, onClose }: WorkspaceNameDialogProps) {
  const [name, setName] = useState(workspace?.name ?? '')
  const create = useCreateWorkspace()
  const rename = useRenameWorkspace(workspace?.id ?? '')
  const formId = useId()
  const trimmed = name.trim()
  const { isPending, error } = workspace === null ? create : rename

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (trimmed === '') return
    if (workspace !== null) rename.mutate(trimmed, { onSuccess: onClose })
    else
      create.mutate(trimmed, {
        onSuccess: ({ id }) => {
          onMade(id)
          onClose()
        },
      })
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={workspace === null ? 'New workspace' : 'Rename this workspace'}
      description={
        workspace === null
          ? 'Journeys and data of its own, seen only by the people whom you invite there.'
          : 'All its members see the name.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={isPending} disabled={trimmed === ''}>
            {workspace === null ? 'Create workspace' : 'Save name'}
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
          placeholder="Customer service"
          onChange={(event) => setName(event.target.value)}
          error={error === null ? null : wordsOf(error)}
        />
      </form>
    </Dialog>
  )
}
