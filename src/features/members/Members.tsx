import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { canManage, type Role } from '#shared/contract/roles.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useMembers } from '#src/api/member-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { GuestAccess } from './GuestAccess.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberRow } from './MemberRow.tsx'
import { PendingInvitations } from './PendingInvitations.tsx'

interface MembersProps {
  readonly workspace: { readonly id: string; readonly name: string; readonly role: Role }
  /** Myself. */
  readonly personId: string
  /** I belong to it no more. */
  readonly onLeft: () => void
}

/** Everybody in a workspace, and those who are asked in. */
export function Members({ workspace, personId, onLeft }: MembersProps) {
  const members = useMembers(workspace.id)
  const [isInviting, setInviting] = useState(false)
  const mayManage = canManage(workspace.role)
  return (
    <main className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8 md:px-6">
      <header className="flex flex-wrap items-end gap-3">
        <div className="min-w-[min(12rem,100%)] flex-1">
          <h1 className="text-2xl font-semibold tracking-tight">Members</h1>
          <p className="mt-1 text-base text-pretty text-ink-muted">
            Who sees the journeys and the data of {workspace.name}, and what they may do there.
          </p>
        </div>
        {mayManage && (
          <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            Invite
          </Button>
        )}
      </header>
      {members.data !== undefined ? (
        <ul aria-label="Members" className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
          {members.data.map((member) => (
            <MemberRow
              key={member.personId}
              member={member}
              workspace={workspace}
              isMe={member.personId === personId}
              onLeft={onLeft}
            />
          ))}
        </ul>
      ) : members.error === null ? (
        <Skeleton className="h-48 rounded-xl" />
      ) : (
        <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          {wordsOf(members.error)}{' '}
          <button type="button" className="font-medium underline" onClick={() => void members.refetch()}>
            Try again
          </button>
        </p>
      )}
      {mayManage && <PendingInvitations workspaceId={workspace.id} />}
      {mayManage && <GuestAccess workspace={workspace} />}
      {isInviting && <InviteDialog workspace={workspace} onClose={() => setInviting(false)} />}
    </main>
  )
}
