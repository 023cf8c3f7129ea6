import type { MemberItem } from '#shared/contract/rest/workspaces.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useEndSessionsOf } from '#src/api/member-queries.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { toast } from '#src/ui/toast.ts'

interface EndSessionsDialogProps {
  readonly member: MemberItem
  readonly workspaceId: string
  readonly onClose: () => void
}

/** Asks before a member is signed out in all their browsers, as when a device was lost. */
export function EndSessionsDialog({ member: { personId, name }, workspaceId, onClose }: EndSessionsDialogProps) {
  const end = useEndSessionsOf(workspaceId)
  const confirm = (): void =>
    end.mutate(personId, {
      onSuccess: () => {
        toast(`${name} is signed out everywhere`)
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Sign ${name} out everywhere?`}
      confirmLabel="Sign out everywhere"
      danger={false}
      busy={end.isPending}
      error={end.error === null ? null : wordsOf(end.error)}
      onConfirm={confirm}
    >
      For a device that was lost, for instance. They stay a member and can sign in again; tokens for scripts go on.
    </ConfirmDialog>
  )
}
