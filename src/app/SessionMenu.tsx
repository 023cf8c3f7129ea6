import { LogOut, PencilLine, UserRound } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { ROLE_NAMES } from '#shared/contract/roles.ts'
import { useSession } from '#src/api/queries.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { late } from '#src/ui/late.ts'
import { useCurrentWorkspace } from './current-workspace.ts'
import { chooseTheme, type ThemeChoice, useTheme } from '#src/ui/theme.ts'

const SessionDialogs = late(async () => (await import('./SessionDialogs.tsx')).SessionDialogs)

const KIND_WORDS = { person: 'Member of no workspace', guest: 'Guest, by a share link', token: 'Access token' } as const

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Same as the system' },
]

/** Who am I: name, theme, signing out. */
export function SessionMenu() {
  const session = useSession()
  const theme = useTheme()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState<'rename' | 'sign-out' | null>(null)
  const workspace = useCurrentWorkspace()
  if (session.data === undefined) return null
  const { name, color, kind } = session.data

  const entries: readonly MenuEntry[] = [
    kind === 'person'
      ? { label: 'Your account', icon: UserRound, onSelect: () => navigate('/account') }
      : { label: 'Change your name', icon: PencilLine, onSelect: () => setAsking('rename') },
    { kind: 'separator' },
    { kind: 'heading', label: 'Theme' },
    ...THEMES.map(({ value, label }): MenuEntry => ({
      kind: 'check',
      label,
      checked: theme.choice === value,
      onChange: () => chooseTheme(value),
    })),
    { kind: 'separator' },
    { label: 'Sign out', icon: LogOut, onSelect: () => setAsking('sign-out') },
  ]

  return (
    <>
      <Menu
        align="end"
        entries={entries}
        header={
          <div className="mb-1 flex items-center gap-2.5 border-b border-line px-2 pt-1.5 pb-2.5">
            <Avatar name={name} color={color} size="md" decorative />
            <div className="min-w-0">
              <p className="truncate text-sm font-medium">{name}</p>
              <p className="text-xs text-ink-faint">
                {workspace === null ? KIND_WORDS[kind] : `${ROLE_NAMES[workspace.role]} of ${workspace.name}`}
              </p>
            </div>
          </div>
        }
        trigger={
          <button
            type="button"
            className="flex size-8 shrink-0 items-center justify-center rounded-full pointer-coarse:size-10"
          >
            <span className="sr-only">You: {name}</span>
            <Avatar name={name} color={color} size="button" decorative />
          </button>
        }
      />
      <Suspense fallback={null}>
        {asking !== null && <SessionDialogs session={session.data} asking={asking} onClose={() => setAsking(null)} />}
      </Suspense>
    </>
  )
}
