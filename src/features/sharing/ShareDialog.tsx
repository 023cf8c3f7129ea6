import { Link2 } from 'lucide-react'
import { useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useRevokeShare } from '#src/api/mutations.ts'
import { useShares } from '#src/api/queries.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { copyText } from '#src/ui/copy-text.ts'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { CreateShare } from './CreateShare.tsx'
import { ShareRow } from './ShareRow.tsx'

interface ShareDialogProps {
  readonly journeyId: string
  readonly title: string
  readonly onClose: () => void
}

/** Who may open this journey besides the members of its workspace: by which links, and making and revoking them. */
export function ShareDialog({ journeyId, title, onClose }: ShareDialogProps) {
  const shares = useShares(journeyId)
  const revoke = useRevokeShare(journeyId)
  const [revoking, setRevoking] = useState<ShareItem | null>(null)

  const onCreated = async (share: ShareItem): Promise<void> => {
    const copied = await copyText(share.url)
    toast.success(copied ? 'Link created and copied' : 'Link created')
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Share “${title}”`}
      description="The members of the workspace can open this journey, and whoever has one of the links below. A link needs no account."
    >
      <CreateShare journeyId={journeyId} onCreated={(share) => void onCreated(share)} />
      <h3 className="mt-5 mb-1 text-xs font-medium text-ink-muted">Links that work now</h3>
      {shares.error !== null && shares.data === undefined && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(shares.error)}
        </p>
      )}
      {shares.isPending && <Skeleton className="h-13" />}
      {shares.data?.length === 0 && (
        <p className="flex min-h-13 items-center gap-2 text-sm text-ink-faint">
          <Link2 aria-hidden className="size-4" /> None yet. Only members of the workspace come in.
        </p>
      )}
      {shares.data !== undefined && shares.data.length > 0 && (
        <ul aria-label="Links that work now" className="divide-y divide-line">
          {shares.data.map((share) => (
            <ShareRow key={share.id} share={share} onRevoke={() => setRevoking(share)} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        confirmLabel="Revoke link"
        busy={revoke.isPending}
        error={revoke.error === null ? null : wordsOf(revoke.error)}
        onConfirm={() => {
          if (revoking === null) return
          revoke.mutate(revoking.id, {
            onSuccess: () => {
              setRevoking(null)
              toast('Link revoked')
            },
          })
        }}
      >
        The link stops working at once, and whoever is here by it is put out. You can make a new one at any time.
      </ConfirmDialog>
    </Dialog>
  )
}
