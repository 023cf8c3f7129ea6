import type { MemberItem } from '#shared/contract/rest/workspaces.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useRemoveMember } from '#src/api/member-queries.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { toast } from '#src/ui/toast.ts'

interface RemoveMemberDialogProps {
  readonly member: MemberItem
  readonly workspace: { readonly id: string; readonly name: string }
  readonly isMe: boolean
  readonly onLeft: () => void
  readonly onClose: () => void
}

/** Asks before somebody is put out, or goes. */
export function RemoveMemberDialog({ member, workspace, isMe, onLeft, onClose }: RemoveMemberDialogProps) {
  const remove = useRemoveMember(workspace.id)
  const { personId, name } = member
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isMe ? `Leave “${workspace.name}”?` : `Remove ${name} from “${workspace.name}”?`}
      confirmLabel={isMe ? 'Leave' : 'Remove'}
      busy={remove.isPending}
      error={remove.error === null ? null : wordsOf(remove.error)}
      onConfirm={() =>
        remove.mutate(personId, {
          onSuccess: () => {
            onClose()
            toast(isMe ? `You left “${workspace.name}”` : `${name} is no longer a member`)
            if (isMe) onLeft()
          },
        })
      }
    >
      {isMe
        ? 'You lose sight of its journeys and data at once. To come back you need an invitation.'
        : 'They lose sight of its journeys and data at once, wherever they have them open. What they made stays. You can invite them again.'}
    </ConfirmDialog>
  )
}
