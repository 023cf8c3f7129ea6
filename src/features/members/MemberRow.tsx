import { DATE_LOCALE } from '#shared/lib/time.ts'
import { Ellipsis, KeyRound, LogOut, MonitorOff, UserMinus } from 'lucide-react'
import { useState } from 'react'
import type { MemberItem } from '#shared/contract/rest/workspaces.ts'
import { canManage, isAtLeast, ROLE_NAMES, type Role } from '#shared/contract/roles.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSetMemberRole } from '#src/api/member-queries.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { Select } from '#src/ui/Select.tsx'
import { toast } from '#src/ui/toast.ts'
import { EndSessionsDialog } from './EndSessionsDialog.tsx'
import { RemoveMemberDialog } from './RemoveMemberDialog.tsx'
import { ResetLinkDialog } from './ResetLinkDialog.tsx'
import { rolesGivenBy } from './role-choices.ts'

const dates = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium' })

interface MemberRowProps {
  readonly member: MemberItem
  readonly workspace: { readonly id: string; readonly name: string; readonly role: Role }
  readonly isMe: boolean
  readonly onLeft: () => void
}

/** One member: what they are, and what can be done about it. */
export function MemberRow({ member, workspace, isMe, onLeft }: MemberRowProps) {
  const setRole = useSetMemberRole(workspace.id)
  const [asking, setAsking] = useState<'remove' | 'reset' | 'sessions' | null>(null)
  const { personId, name, color, role, joinedAt } = member
  const mayManage = canManage(workspace.role) && isAtLeast(workspace.role, role)

  const change = (next: Role): void => {
    if (next === role) return
    const undo = (): void => setRole.mutate({ personId, role }, { onError: sayError })
    setRole.mutate(
      { personId, role: next },
      {
        onSuccess: () => {
          const words = `${name} is ${ROLE_NAMES[next].toLowerCase()} now`
          // Who made themselves less cannot take that back.
          if (isMe) toast(words)
          else toast(words, { action: { label: 'Undo', onClick: undo } })
        },
        onError: sayError,
      },
    )
  }

  const entries: readonly (MenuEntry | false)[] = [
    mayManage &&
      !isMe && { label: 'Make a link for a new password', icon: KeyRound, onSelect: () => setAsking('reset') },
    mayManage && !isMe && { label: 'Sign out everywhere', icon: MonitorOff, onSelect: () => setAsking('sessions') },
    mayManage && !isMe && { kind: 'separator' },
    isMe
      ? { label: 'Leave this workspace', icon: LogOut, danger: true, onSelect: () => setAsking('remove') }
      : mayManage && { label: 'Remove', icon: UserMinus, danger: true, onSelect: () => setAsking('remove') },
  ]
  const shown = entries.filter((entry) => entry !== false)

  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <Avatar name={name} color={color} size="md" decorative />
      <div className="min-w-24 flex-1">
        <p className="truncate text-sm font-medium">
          {name}
          {isMe && <span className="font-normal text-ink-faint"> (you)</span>}
        </p>
        <p className="text-xs text-ink-faint">since {dates.format(joinedAt)}</p>
      </div>
      {mayManage ? (
        <Select
          label={`Role of ${name}`}
          hideLabel
          className="w-32 shrink-0"
          options={rolesGivenBy(workspace.role)}
          value={setRole.isPending ? setRole.variables.role : role}
          onChange={change}
          disabled={setRole.isPending}
        />
      ) : (
        <span className="text-sm text-ink-muted">{ROLE_NAMES[role]}</span>
      )}
      {shown.length > 0 ? (
        <Menu align="end" entries={shown} trigger={<IconButton icon={Ellipsis} label={`More for ${name}`} />} />
      ) : (
        // Where somebody else has a menu, so that the roles stand in one line.
        canManage(workspace.role) && <span className="size-8 shrink-0" />
      )}
      {asking === 'remove' && (
        <RemoveMemberDialog
          member={member}
          workspace={workspace}
          isMe={isMe}
          onLeft={onLeft}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'sessions' && (
        <EndSessionsDialog member={member} workspaceId={workspace.id} onClose={() => setAsking(null)} />
      )}
      {asking === 'reset' && (
        <ResetLinkDialog member={member} workspaceId={workspace.id} onClose={() => setAsking(null)} />
      )}
    </li>
  )
}

const sayError = (error: Error): void => {
  toast.error(wordsOf(error))
}
