import { Ellipsis } from 'lucide-react'
import { use, useState } from 'react'
import { groupEntries } from '#src/ui/action-entries.ts'
import { ACTION_GROUPS, ActionsContext } from '#src/ui/actions.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'

/** All menus behind one button, where there is no room for a bar of them. */
export function JourneyMenu() {
  const registry = use(ActionsContext)
  const [isOpen, setOpen] = useState(false)
  const [isReady, setReady] = useState(false)
  // Asked as it opens, so that it shows what can be done then.
  const actions = isOpen && isReady ? (registry?.actions.getState() ?? []) : []
  const entries = ACTION_GROUPS.flatMap((group): MenuEntry[] => {
    const inGroup = groupEntries(actions, group)
    return inGroup.length > 0 ? [{ kind: 'sub', label: group, entries: inGroup }] : []
  })
  const quick = ['help.palette', 'edit.find'].flatMap((id): MenuEntry[] => {
    const action = actions.find((one) => one.id === id)
    return action && typeof action.label === 'string'
      ? [{ label: action.label, icon: action.icon, onSelect: action.run }]
      : []
  })
  return (
    <Menu
      entries={[...quick, { kind: 'separator' }, ...entries]}
      isReady={isReady}
      onOpenChange={(open) => {
        setOpen(open)
        if (open) void registry?.complete().then(() => setReady(true))
      }}
      trigger={<IconButton icon={Ellipsis} label="Journey menu" data-menus />}
    />
  )
}
