import { use } from 'react'
import { useStore } from 'zustand'
import { groupEntries } from '#src/ui/action-entries.ts'
import { ACTION_GROUPS, type ActionRegistry, ActionsContext } from '#src/ui/actions.ts'
import { MenuBar } from '#src/ui/MenuBar.tsx'

/** Every action of the page, by menu. */
export function JourneyMenuBar() {
  const registry = use(ActionsContext)
  return registry && <Bar registry={registry} />
}

function Bar({ registry }: { readonly registry: ActionRegistry }) {
  // Only which menus there are; their lines are asked for as they open. As long as actions are to come, all.
  const isComing = useStore(registry.coming, (coming) => coming.length > 0)
  const groups = useStore(registry.actions, (actions) =>
    ACTION_GROUPS.filter((group) => isComing || actions.some((action) => action.group === group)).join(),
  )
  const menus = ACTION_GROUPS.filter((group) => groups.includes(group)).map((group) => ({
    label: group,
    entries: () => groupEntries(registry.actions.getState(), group),
  }))
  return <MenuBar label="Menus" menus={menus} ready={registry.complete} />
}
