import { Command, defaultFilter } from 'cmdk'
import { CornerDownLeft, Search } from 'lucide-react'
import { use, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { shortcutsInUse } from '#src/ui/action-entries.ts'
import { type Action, ACTION_GROUPS, type ActionRegistry, ActionsContext, actionLabel } from '#src/ui/actions.ts'
import { Kbd } from '#src/ui/Kbd.tsx'
import { PaletteDialog } from '#src/ui/PaletteDialog.tsx'
import { recentActions, rememberAction } from './recent-actions.ts'

interface CommandPaletteProps {
  readonly onClose: () => void
}

/** Everything that can be done here, found by a few letters. What is chosen runs when the focus is back where it was. */
export function CommandPalette({ onClose }: CommandPaletteProps) {
  const registry = use(ActionsContext)
  return registry && <Palette registry={registry} onClose={onClose} />
}

function Palette({ registry, onClose }: CommandPaletteProps & { readonly registry: ActionRegistry }) {
  const actions = useStore(registry.actions).filter(
    (action) => action.isOutOfPalette !== true && action.id !== 'help.palette',
  )
  const [query, setQuery] = useState('')
  const [recentIds] = useState(recentActions)
  const chosen = useRef<Action | null>(null)
  const recent = query === '' ? recentIds.flatMap((id) => actions.find((action) => action.id === id) ?? []) : []
  const choose = (action: Action): void => {
    chosen.current = action
    rememberAction(action.id)
    onClose()
  }
  const line = (action: Action) => <Line key={action.id} action={action} onChoose={() => choose(action)} />

  return (
    <PaletteDialog title="Search all actions" onClose={onClose} onClosed={() => chosen.current?.run()}>
      <Command label="Search all actions" loop filter={scoreOf} className="flex min-h-0 flex-col">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search aria-hidden className="size-4.5 shrink-0 text-ink-faint" strokeWidth={1.75} />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="What do you want to do?"
            className="h-13 min-w-0 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-ink-faint"
          />
          <Kbd keys="Escape" className="max-md:hidden" />
        </div>
        <Command.List
          label="Actions"
          className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-2 md:max-h-[26rem]"
        >
          <Command.Empty className="px-3 py-8 text-center text-sm text-ink-muted">
            Nothing here is called “{query}”. Try another word for it.
          </Command.Empty>
          {recent.length > 0 && (
            <Command.Group heading="Recent" className={GROUP_CLASS}>
              {recent.map(line)}
            </Command.Group>
          )}
          {ACTION_GROUPS.map((group) => {
            const inGroup = actions.filter((action) => action.group === group && !recent.includes(action))
            return (
              inGroup.length > 0 && (
                <Command.Group key={group} heading={group} className={GROUP_CLASS}>
                  {inGroup.map(line)}
                </Command.Group>
              )
            )
          })}
        </Command.List>
      </Command>
    </PaletteDialog>
  )
}

const GROUP_CLASS =
  'mb-1 **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-2xs **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-ink-faint'

/** By the label first, then by the other words; the id only tells lines apart. */
const scoreOf = (_id: string, search: string, [label = '', ...others]: string[] = []): number => {
  const byLabel = defaultFilter(label, search)
  return byLabel > 0 ? byLabel : 0.5 * defaultFilter(others.join(' '), search)
}

function Line({ action, onChoose }: { readonly action: Action; readonly onChoose: () => void }) {
  const label = actionLabel(action)
  const isEnabled = action.isEnabled?.() ?? true
  const isOn = action.isOn?.() ?? false
  const [keys] = shortcutsInUse(action)
  const LineIcon = action.icon
  return (
    <Command.Item
      value={action.id}
      keywords={[label, action.submenu ?? '', action.group, action.keywords ?? '']}
      disabled={!isEnabled}
      onSelect={onChoose}
      className="group flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 text-sm text-ink select-none data-[disabled=true]:text-ink-faint data-[selected=true]:bg-ink/6 pointer-coarse:min-h-11"
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-ink-muted group-data-[disabled=true]:opacity-50">
        {LineIcon && <LineIcon aria-hidden className="size-4" strokeWidth={1.75} />}
      </span>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {isOn && <span className="text-2xs font-medium text-accent">On</span>}
      {!isEnabled && <span className="text-2xs text-ink-faint">Not possible now</span>}
      {keys !== undefined && <Kbd keys={keys} />}
      <CornerDownLeft
        aria-hidden
        className="hidden size-3.5 text-ink-faint group-data-[selected=true]:block max-md:group-data-[selected=true]:hidden"
      />
    </Command.Item>
  )
}
