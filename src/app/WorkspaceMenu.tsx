import { ChartNoAxesColumn, ChevronsUpDown, History, PencilLine, Plus, ScrollText, Trash2, Users } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { canManage } from '#shared/contract/roles.ts'
import { useSession } from '#src/api/queries.ts'
import { late } from '#src/ui/late.ts'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { chooseWorkspace, useCurrentWorkspace } from './current-workspace.ts'

const WorkspaceNameDialog = late(
  async () => (await import('#src/features/workspaces/WorkspaceNameDialog.tsx')).WorkspaceNameDialog,
)
const DeleteWorkspaceDialog = late(
  async () => (await import('#src/features/workspaces/DeleteWorkspaceDialog.tsx')).DeleteWorkspaceDialog,
)

/** The workspace that is there from the beginning. */
const FIRST_WORKSPACE = 'first'

/** Which workspace one is in, the others, and what can be done with it. Nothing for guests. */
export function WorkspaceMenu() {
  const session = useSession()
  const current = useCurrentWorkspace()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState<'new' | 'rename' | 'delete' | null>(null)
  if (current === null) return null
  const workspaces = session.data?.workspaces ?? []
  const mayMake = workspaces.some(({ role }) => canManage(role))

  const lines: readonly (MenuEntry | false)[] = [
    { kind: 'heading', label: 'Workspaces' },
    ...workspaces.map(({ id, name }): MenuEntry => ({
      kind: 'check',
      label: name,
      checked: id === current.id,
      onChange: () => chooseWorkspace(id),
    })),
    { kind: 'separator' },
    { label: 'Numbers', icon: ChartNoAxesColumn, onSelect: () => navigate('/numbers') },
    { label: 'Members', icon: Users, onSelect: () => navigate('/members') },
    { label: 'Activity', icon: History, onSelect: () => navigate('/activity') },
    canManage(current.role) && { label: 'Audit log', icon: ScrollText, onSelect: () => navigate('/audit') },
    canManage(current.role) && {
      label: 'Rename this workspace',
      icon: PencilLine,
      onSelect: () => setAsking('rename'),
    },
    mayMake && { label: 'New workspace', icon: Plus, onSelect: () => setAsking('new') },
    // The first one stays: the owner link leads there.
    current.role === 'owner' &&
      current.id !== FIRST_WORKSPACE && {
        label: 'Delete this workspace',
        icon: Trash2,
        danger: true,
        onSelect: () => setAsking('delete'),
      },
  ]

  return (
    <>
      <Menu
        entries={lines.filter((line) => line !== false)}
        trigger={
          <button
            type="button"
            className="flex h-8 max-w-48 min-w-0 items-center gap-1 rounded-md px-2 text-sm font-medium text-ink-muted transition-colors duration-100 hover:bg-ink/6 hover:text-ink aria-expanded:bg-ink/6 pointer-coarse:h-10"
          >
            <span className="sr-only">Workspace: </span>
            <span className="truncate">{current.name}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
          </button>
        }
      />
      <Suspense fallback={null}>
        {asking === 'delete' && (
          <DeleteWorkspaceDialog
            workspace={current}
            onDeleted={() => {
              setAsking(null)
              navigate('/', { replace: true })
            }}
            onClose={() => setAsking(null)}
          />
        )}
        {(asking === 'new' || asking === 'rename') && (
          <WorkspaceNameDialog
            workspace={asking === 'rename' ? current : null}
            onMade={chooseWorkspace}
            onClose={() => setAsking(null)}
          />
        )}
      </Suspense>
    </>
  )
}
