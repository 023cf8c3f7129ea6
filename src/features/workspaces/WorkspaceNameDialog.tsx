import { wordsOf } from '#src/api/api-error.ts'
import { useCreateWorkspace, useRenameWorkspace } from '#src/api/mutations.ts'
import { NameDialog } from '#src/ui/NameDialog.tsx'

interface WorkspaceNameDialogProps {
  /** The one to be renamed; `null`: a new one is made. */
  readonly workspace: { readonly id: string; readonly name: string } | null
  readonly onMade: (workspaceId: string) => void
  readonly onClose: () => void
}

/** Asks what a workspace is to be called. */
export function WorkspaceNameDialog({ workspace, onMade, onClose }: WorkspaceNameDialogProps) {
  const create = useCreateWorkspace()
  const rename = useRenameWorkspace(workspace?.id ?? '')
  const { isPending, error } = workspace === null ? create : rename

  const give = (name: string): void => {
    if (workspace !== null) {
      rename.mutate(name, { onSuccess: onClose })
      return
    }
    const onSuccess = ({ id }: { readonly id: string }): void => {
      onMade(id)
      onClose()
    }
    create.mutate(name, { onSuccess })
  }

  return (
    <NameDialog
      title={workspace === null ? 'New workspace' : 'Rename this workspace'}
      description={
        workspace === null
          ? 'Journeys and data of its own, seen only by the people whom you invite there.'
          : 'All its members see the name.'
      }
      before={workspace?.name ?? ''}
      placeholder="Customer service"
      confirmLabel={workspace === null ? 'Create workspace' : 'Save name'}
      busy={isPending}
      error={error === null ? null : wordsOf(error)}
      onName={give}
      onClose={onClose}
    />
  )
}
