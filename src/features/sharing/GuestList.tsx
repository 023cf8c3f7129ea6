import { counted } from '#shared/lib/counted.ts'
import { DoorClosed, UserX } from 'lucide-react'
import { useState } from 'react'
import type { GuestItem, ShareItem } from '#shared/contract/rest/shares.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useEndGuestAccess, useGuests, useRemoveGuest } from '#src/api/share-queries.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Badge } from '#src/ui/Badge.tsx'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { ROLE_WORDS } from './role-words.ts'

interface GuestListProps {
  readonly journeyId: string
  readonly links: readonly ShareItem[]
  /** Who has the journey open now, by the ids that presence names them with. */
  readonly hereIds: ReadonlySet<string>
  readonly now: number
}

/** Who came in by a link, with the ways to put one out, or all. Nothing while there is no link and no guest. */
export function GuestList({ journeyId, links, hereIds, now }: GuestListProps) {
  const guests = useGuests(journeyId)
  const remove = useRemoveGuest(journeyId)
  const end = useEndGuestAccess(journeyId)
  const [removing, setRemoving] = useState<GuestItem | null>(null)
  const [isEnding, setEnding] = useState(false)
  if (guests.isPending) return <Skeleton className="mt-5 h-13" />
  if (guests.error !== null) {
    return (
      <p role="alert" className="mt-5 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
        {wordsOf(guests.error)}
      </p>
    )
  }
  if (guests.data.length === 0 && links.length === 0) return null
  const all = guests.data
  return (
    <section aria-labelledby="guests-title" className="mt-5">
      <h3 id="guests-title" className="mb-1 text-xs font-medium text-ink-muted">
        Guests
      </h3>
      {all.length === 0 ? (
        <p className="flex min-h-11 items-center text-sm text-ink-faint">Nobody has opened a link yet.</p>
      ) : (
        <ul aria-labelledby="guests-title" className="divide-y divide-line">
          {all.map((guest) => (
            <li key={guest.sessionId} className="flex items-center gap-3 py-2.5">
              <Avatar name={guest.name} color={guest.color} size="md" decorative />
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2 text-sm font-medium">
                  <span className="truncate">{guest.name}</span>
                  {hereIds.has(guest.actorId) && <Badge tone="good">Here now</Badge>}
                </p>
                <p className="text-xs text-pretty text-ink-faint">{wordsOfGuest(guest, now)}</p>
              </div>
              <IconButton icon={UserX} label={`Remove ${guest.name}`} onClick={() => setRemoving(guest)} />
            </li>
          ))}
        </ul>
      )}
      <Button variant="ghost-danger" size="sm" icon={DoorClosed} className="mt-1 -ml-2" onClick={() => setEnding(true)}>
        End all guest access
      </Button>
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={`Remove ${removing?.name ?? ''}?`}
        confirmLabel="Remove guest"
        busy={remove.isPending}
        error={remove.error === null ? null : wordsOf(remove.error)}
        onConfirm={() => {
          if (removing === null) return
          remove.mutate(removing.sessionId, {
            onSuccess: () => {
              setRemoving(null)
              toast(`${removing.name} is out`)
            },
          })
        }}
      >
        They are out at once, and this browser does not come in again by the same link. In another browser they could,
        for as long as the link works: revoke it to be sure.
      </ConfirmDialog>
      <ConfirmDialog
        open={isEnding}
        onOpenChange={setEnding}
        title="End all guest access?"
        confirmLabel="End guest access"
        busy={end.isPending}
        error={end.error === null ? null : wordsOf(end.error)}
        onConfirm={() =>
          end.mutate(undefined, {
            onSuccess: () => {
              setEnding(false)
              toast('Guest access ended')
            },
          })
        }
      >
        {counted(links.length, 'link')} {links.length === 1 ? 'is' : 'are'} revoked and {counted(all.length, 'guest')}{' '}
        {all.length === 1 ? 'is' : 'are'} put out at once. Only members of the workspace come in then.
      </ConfirmDialog>
    </section>
  )
}

function wordsOfGuest({ role, shareNames, since, lastSeenAt, hasAccount }: GuestItem, now: number): string {
  return [
    ROLE_WORDS[role].title,
    `by ${shareNames.map((name) => `“${name}”`).join(' and ')}`,
    ...(hasAccount ? ['has an account'] : []),
    ...(since === null ? [] : [`came ${timeAgo(since, now)}`]),
    ...(lastSeenAt === null ? [] : [`last seen ${timeAgo(lastSeenAt, now)}`]),
  ].join(' · ')
}
