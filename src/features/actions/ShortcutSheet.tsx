import { Search } from 'lucide-react'
import { use, useState } from 'react'
import { useStore } from 'zustand'
import { shortcutsInUse } from '#src/ui/action-entries.ts'
import { ACTION_GROUPS, type ActionRegistry, ActionsContext, actionLabel } from '#src/ui/actions.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { Kbd } from '#src/ui/Kbd.tsx'
import { usePreference } from '#src/ui/preferences.ts'
import { shortcutText } from '#src/ui/shortcut-text.ts'
import { TextField } from '#src/ui/TextField.tsx'

/** Keys with what they do, under one heading. */
export interface KeyList {
  readonly title: string
  readonly keys: readonly { readonly label: string; readonly shortcuts: readonly string[] }[]
}

interface ShortcutSheetProps {
  readonly onClose: () => void
  /** Keys that are no actions, because they depend on where the focus is. */
  readonly more: readonly KeyList[]
  readonly onSettings: () => void
}

/** All keys, as this machine prints them. */
export function ShortcutSheet(props: ShortcutSheetProps) {
  const registry = use(ActionsContext)
  return registry && <Sheet {...props} registry={registry} />
}

function Sheet({ registry, onClose, more, onSettings }: ShortcutSheetProps & { readonly registry: ActionRegistry }) {
  const actions = useStore(registry.actions)
  const hasSingleKeys = usePreference('hasSingleKeys')
  const [query, setQuery] = useState('')
  const lists = keyLists(
    [
      ...more,
      ...ACTION_GROUPS.map((group) => ({
        title: group,
        keys: actions
          .filter((action) => action.group === group)
          .map((action) => ({ label: sheetLabel(actionLabel(action), action.id), shortcuts: shortcutsInUse(action) })),
      })),
    ],
    query,
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard shortcuts"
      size="xl"
      className="pt-0"
      footer={
        <>
          <p className="mr-auto text-sm text-ink-muted">
            {hasSingleKeys
              ? 'Keys of a single letter or sign are on.'
              : 'Keys of a single letter or sign are switched off.'}
          </p>
          <Button onClick={onSettings}>Keyboard settings</Button>
        </>
      }
    >
      <div className="sticky top-0 z-10 bg-surface-raised pt-1 pb-4">
        <TextField
          ref={focusOnMount}
          type="search"
          label="Search shortcuts"
          hideLabel
          icon={Search}
          placeholder="Search by what it does, or by its keys"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {lists.length === 0 && <p className="py-8 text-center text-sm text-ink-muted">No keys for “{query}”.</p>}
      <div className="gap-x-10 md:columns-2">
        {lists.map(({ title, keys }) => (
          <section key={title} className="mb-5 break-inside-avoid-column">
            <h3 className="mb-1 text-xs font-semibold text-ink-muted">{title}</h3>
            <dl>
              {keys.map(({ label, shortcuts }) => (
                <div key={label} className="flex min-h-7 items-center gap-3 border-b border-line/70 py-1">
                  <dt className="min-w-0 flex-1 text-sm text-ink">{label}</dt>
                  <dd className="flex flex-wrap justify-end gap-1">
                    {shortcuts.map((shortcut) => (
                      <Kbd
                        key={shortcut}
                        keys={shortcut}
                        className="rounded-sm bg-ink/6 px-1.5 py-0.5 text-ink-muted"
                      />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

/** The lists with what a search leaves of them; without those of which it leaves nothing. */
export function keyLists(lists: readonly KeyList[], query: string): readonly KeyList[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return lists.flatMap(({ title, keys }) => {
    const left = keys.filter(({ label, shortcuts }) => {
      const text = `${label} ${title} ${shortcuts.map(shortcutText).join(' ')}`.toLowerCase()
      return shortcuts.length > 0 && words.every((word) => text.includes(word))
    })
    return left.length > 0 ? [{ title, keys: left }] : []
  })
}

/** Words that change with what is selected or done last; here each stands for all of them. */
const SHEET_LABELS: Readonly<Record<string, string>> = {
  'edit.undo': 'Undo',
  'edit.redo': 'Redo',
  'edit.edit': 'Edit text, or add a card to an empty cell',
  'edit.delete': 'Delete',
}
const sheetLabel = (label: string, id: string): string => SHEET_LABELS[id] ?? label
