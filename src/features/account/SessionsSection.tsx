import { MonitorSmartphone } from 'lucide-react'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { useEndSession, useSessions } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { Button } from '#src/ui/Button.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { ReadFault } from './ReadFault.tsx'
import { Section } from './Section.tsx'

/** Where I am signed in. */
export function SessionsSection() {
  const sessions = useSessions()
  const end = useEndSession()
  return (
    <Section
      title="Browsers"
      text="Everywhere you are signed in. What you do not know, sign out, and choose a new password."
    >
      {sessions.data !== undefined ? (
        <ul aria-label="Browsers" className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
          {sessions.data.map(({ id, client, createdAt, lastSeenAt, isThis }) => (
            <li key={id} className="flex items-center gap-3 py-3">
              <MonitorSmartphone aria-hidden className="size-4.5 shrink-0 text-ink-faint" strokeWidth={1.75} />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{client ?? 'Unknown browser'}</p>
                <p className="truncate text-xs text-ink-faint">
                  seen {timeAgo(lastSeenAt)} · signed in {timeAgo(createdAt)}
                </p>
              </div>
              {isThis ? (
                <Badge tone="good">This one</Badge>
              ) : (
                <Button
                  size="sm"
                  busy={end.isPending && end.variables === id}
                  onClick={() =>
                    end.mutate(id, {
                      onSuccess: () => toast('Signed out there'),
                      onError: (error) => toast.error(wordsOf(error)),
                    })
                  }
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : sessions.error === null ? (
        <Skeleton className="h-15" />
      ) : (
        <ReadFault error={sessions.error} again={() => void sessions.refetch()} />
      )}
    </Section>
  )
}
