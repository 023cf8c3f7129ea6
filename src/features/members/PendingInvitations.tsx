import { DATE_LOCALE } from '#shared/lib/time.ts'
import { Link2, Mail, Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { InvitationItem } from '#shared/contract/rest/workspaces.ts'
import { ROLE_NAMES } from '#shared/contract/roles.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useInvitations, useRevokeInvitation } from '#src/api/member-queries.ts'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { toast } from '#src/ui/toast.ts'

const dates = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium' })

/** Invitations that nobody has taken yet. Nothing at all when there are none. */
export function PendingInvitations({ workspaceId }: { readonly workspaceId: string }) {
  const invitations = useInvitations(workspaceId, { enabled: true })
  const revoke = useRevokeInvitation(workspaceId)
  const titleId = useId()
  if (invitations.error !== null && invitations.data === undefined) {
    return (
      <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
        {wordsOf(invitations.error)}
      </p>
    )
  }
  if (invitations.data === undefined || invitations.data.length === 0) return null
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <h2 id={titleId} className="text-lg font-semibold">
        Invited
      </h2>
      <ul aria-labelledby={titleId} className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
        {invitations.data.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-3 py-3">
            <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-ink/6 text-ink-muted">
              {invitation.email === null ? (
                <Link2 aria-hidden className="size-4" strokeWidth={1.75} />
              ) : (
                <Mail aria-hidden className="size-4" strokeWidth={1.75} />
              )}
            </span>
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{nameOf(invitation)}</p>
              <p className="text-xs text-ink-faint">
                {ROLE_NAMES[invitation.role]} · until {dates.format(invitation.expiresAt)}
              </p>
            </div>
            <CopyButton text={invitation.url} label="Copy link" />
            <IconButton
              icon={Trash2}
              label={`Revoke the invitation of ${nameOf(invitation)}`}
              disabled={revoke.isPending}
              onClick={() =>
                revoke.mutate(invitation.id, {
                  onSuccess: () => toast('Invitation revoked'),
                  onError: (error) => toast.error(wordsOf(error)),
                })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const nameOf = ({ email }: InvitationItem): string => email ?? 'Whoever has the link'
