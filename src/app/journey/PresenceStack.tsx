import type { StoreApi } from 'zustand/vanilla'
import type { Role } from '#shared/contract/roles.ts'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { usePeople } from './use-people.ts'

/** What people of a role are here for. */
const DOING: Readonly<Record<Role, string>> = {
  viewer: 'looking',
  commenter: 'commenting',
  editor: 'editing',
  admin: 'editing',
  owner: 'editing',
}

interface PresenceStackProps {
  readonly participants: StoreApi<ParticipantsState>
  /** Of more people only some faces and their number are shown. */
  readonly facesShown: number
}

/** Who else is here: faces, and on click the whole list. */
export function PresenceStack({ participants, facesShown }: PresenceStackProps) {
  const people = usePeople(participants)
  if (people.length === 0) return null
  const shown = people.slice(0, people.length > facesShown ? facesShown - 1 : facesShown)
  const words = `${people.length} ${people.length === 1 ? 'other person' : 'others'} here: ${people.map(({ name }) => name).join(', ')}`
  return (
    <Popover
      label="Who is here"
      align="end"
      className="w-64 p-1"
      trigger={
        <button
          type="button"
          aria-label={words}
          className="flex h-8 shrink-0 items-center rounded-full px-1 pointer-coarse:h-10"
        >
          {shown.map(({ id, name, color }) => (
            <Tooltip key={id} label={name}>
              <span className="-ml-1.5 rounded-full bg-surface p-0.5 first:ml-0">
                <Avatar name={name} color={color} size="stacked" decorative className="animate-fade" />
              </span>
            </Tooltip>
          ))}
          {people.length > shown.length && (
            <span className="tabular ml-1 text-xs font-medium text-ink-muted">+{people.length - shown.length}</span>
          )}
        </button>
      }
    >
      <ul>
        {people.map(({ id, name, color, role }) => (
          <li key={id} className="flex h-9 items-center gap-2.5 px-2">
            <Avatar name={name} color={color} size="sm" decorative />
            <span className="min-w-0 flex-1 truncate text-sm">{name}</span>
            <span className="text-xs text-ink-faint">{DOING[role]}</span>
          </li>
        ))}
      </ul>
    </Popover>
  )
}
