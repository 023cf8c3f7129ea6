import { ArrowLeft, Link2 } from 'lucide-react'
import { useId, useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useRevokeShare, useShares } from '#src/api/share-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { copyText } from '#src/ui/copy-text.ts'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { useNow } from '#src/ui/use-now.ts'
import { CreateShare } from './CreateShare.tsx'
import { EditShare } from './EditShare.tsx'
import { GuestList } from './GuestList.tsx'
import { RoomCode } from './RoomCode.tsx'
import { ShowElsewhere } from './ShowElsewhere.tsx'
import { ShareRow } from './ShareRow.tsx'

interface ShareDialogProps {
  readonly journeyId: string
  readonly title: string
  /** Who has the journey open now. */
  readonly hereIds: ReadonlySet<string>
  readonly onClose: () => void
}

/** What the dialog shows: everything, one link being changed, or its code for a room. */
type View = { readonly kind: 'all' } | { readonly kind: 'edit' | 'code'; readonly shareId: string }

const ALL: View = { kind: 'all' }

/** Who may open this journey besides the members of its workspace: by which links, and who came by them. */
export function ShareDialog({ journeyId, title, hereIds, onClose }: ShareDialogProps) {
  const shares = useShares(journeyId)
  const revoke = useRevokeShare(journeyId)
  const now = useNow(MINUTE_MS)
  const formId = useId()
  const [view, setView] = useState<View>(ALL)
  const [isBusy, setBusy] = useState(false)
  const [revoking, setRevoking] = useState<ShareItem | null>(null)
  const all = shares.data ?? []
  const chosen = view.kind === 'all' ? undefined : all.find(({ id }) => id === view.shareId)
  const back = (): void => setView(ALL)

  const handOn = async ({ url }: ShareItem, isNew: boolean): Promise<void> => {
    const copied = await copyText(url)
    if (isNew) toast.success(copied ? 'Link created and copied' : 'Link created')
    else if (copied) toast.success('Link copied')
    else toast('Copy the link below')
  }

  if (view.kind === 'edit' && chosen !== undefined) {
    return (
      <Dialog
        key="edit"
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Change “${chosen.name}”`}
        description="Whoever is in by this link gets what changes at once."
        size="lg"
        footer={
          <>
            <Button onClick={back}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={isBusy}>
              Save
            </Button>
          </>
        }
      >
        <EditShare
          journeyId={journeyId}
          share={chosen}
          formId={formId}
          onBusy={setBusy}
          onDone={() => {
            back()
            toast('Link changed')
          }}
        />
      </Dialog>
    )
  }
  if (view.kind === 'code' && chosen !== undefined) {
    return (
      <Dialog
        key="code"
        open
        onOpenChange={(open) => !open && onClose()}
        title={title}
        description={`By the link “${chosen.name}”`}
        size="lg"
        footer={
          <Button icon={ArrowLeft} onClick={back}>
            Back
          </Button>
        }
      >
        <RoomCode share={chosen} title={title} />
      </Dialog>
    )
  }
  return (
    <Dialog
      key="all"
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Share “${title}”`}
      description="The members of the workspace can open this journey, and whoever has one of the links below. A link needs no account."
      size="lg"
    >
      <CreateShare journeyId={journeyId} shares={all} onLink={(share, isNew) => void handOn(share, isNew)} />
      <h3 className="mt-5 mb-1 text-xs font-medium text-ink-muted">Links</h3>
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
      {all.length > 0 && (
        <ul aria-label="Links" className="divide-y divide-line">
          {all.map((share) => (
            <ShareRow
              key={share.id}
              share={share}
              now={now}
              onEdit={() => setView({ kind: 'edit', shareId: share.id })}
              onShowCode={() => setView({ kind: 'code', shareId: share.id })}
              onRevoke={() => setRevoking(share)}
            />
          ))}
        </ul>
      )}
      {shares.data !== undefined && <GuestList journeyId={journeyId} links={all} hereIds={hereIds} now={now} />}
      {shares.data !== undefined && <ShowElsewhere journeyId={journeyId} shares={all} />}
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
