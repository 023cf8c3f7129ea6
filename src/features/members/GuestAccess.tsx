import { DoorClosed } from 'lucide-react'
import { useId, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useEndWorkspaceGuestAccess, useWorkspaceGuests } from '#src/api/share-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { toast } from '#src/ui/toast.ts'

interface GuestAccessProps {
  readonly workspace: { readonly id: string; readonly name: string }
}

/** How many may come in without being members, and the way to end all of that at once. Nothing while there is no link. */
export function GuestAccess({ workspace }: GuestAccessProps) {
  const access = useWorkspaceGuests(workspace.id)
  const end = useEndWorkspaceGuestAccess(workspace.id)
  const [isAsking, setAsking] = useState(false)
  const titleId = useId()
  if (access.error !== null && access.data === undefined) {
    return (
      <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
        {wordsOf(access.error)}
      </p>
    )
  }
  if (access.data === undefined || access.data.links === 0) return null
  const { journeys, links, guests } = access.data
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <h2 id={titleId} className="text-lg font-semibold">
        Guests
      </h2>
      <div className="flex flex-wrap items-center gap-3 rounded-xl bg-surface px-4 py-3 shadow-card">
        <p className="min-w-[min(12rem,100%)] flex-1 text-sm text-pretty text-ink-muted">
          {counted(guests, 'guest')} may come in by {counted(links, 'link')} to {counted(journeys, 'journey')}. Who they
          are stands in each journey, under Share.
        </p>
        <Button variant="ghost-danger" icon={DoorClosed} onClick={() => setAsking(true)}>
          End all guest access
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`End all guest access to ${workspace.name}?`}
        confirmLabel="End guest access"
        busy={end.isPending}
        error={end.error === null ? null : wordsOf(end.error)}
        onConfirm={() =>
          end.mutate(undefined, {
            onSuccess: () => {
              setAsking(false)
              toast('Guest access ended')
            },
          })
        }
      >
        All {counted(links, 'link')} to {counted(journeys, 'journey')} {links === 1 ? 'is' : 'are'} revoked, and{' '}
        {counted(guests, 'guest')} {guests === 1 ? 'is' : 'are'} put out at once. This cannot be taken back; new links
        can be made at any time.
      </ConfirmDialog>
    </section>
  )
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
