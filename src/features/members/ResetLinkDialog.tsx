import type { MemberItem } from '#shared/contract/rest/workspaces.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useMakeResetLink } from '#src/api/member-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { LinkToCopy } from './LinkToCopy.tsx'

interface ResetLinkDialogProps {
  readonly member: MemberItem
  readonly workspaceId: string
  readonly onClose: () => void
}

/** Helps a member who forgot their password. */
export function ResetLinkDialog({ member: { personId, name }, workspaceId, onClose }: ResetLinkDialogProps) {
  const make = useMakeResetLink(workspaceId)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`A new password for ${name}`}
      description="The link serves once, within half an hour. Whoever opens it can sign in as this person: give it to nobody else."
      footer={
        make.data === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" busy={make.isPending} onClick={() => make.mutate(personId)}>
              Make the link
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {make.error !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(make.error)}
        </p>
      )}
      {make.data !== undefined && <LinkToCopy url={make.data.url} />}
    </Dialog>
  )
}
