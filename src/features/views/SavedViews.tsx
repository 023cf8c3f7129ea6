import { ArrowDown, ArrowUp, Check, Ellipsis, Link, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import { addView } from '#shared/model/commands/add-view.ts'
import type { Command } from '#shared/model/commands/command.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveView } from '#shared/model/commands/move-view.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import type { SavedView } from '#shared/model/records/saved-view.ts'
import { viewsInOrder } from '#shared/model/selectors/views-in-order.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { tellUndoable } from '#src/ui/tell-undoable.ts'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { activeView, applyView, keptOf, linkToView, updateView } from './saved-views.ts'
import { VIEW_WORDS } from './ViewSwitch.tsx'

/** The ways of looking that the team has kept: to look as one of them does, and to keep the present one for everyone. */
export function SavedViews({ onApplied }: { readonly onApplied: () => void }) {
  const editor = useEditor()
  const views = useSnapshotPart(viewsInOrder)
  const [name, setName] = useState('')
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const added = editor.run(addView, { ...keptOf(editor.lens.getState()), name: name.trim() })
    if (!added.ok) {
      toast.error(refusalWords(added.reason))
      return
    }
    editor.lens.setState({ savedViewId: added.value.viewId })
    setName('')
  }
  return (
    <>
      <h2 className="px-1 text-xs font-semibold text-ink">Saved views</h2>
      {views.length === 0 ? (
        <p className="mt-1 px-1 text-xs text-ink-muted">
          {editor.canEdit
            ? 'Filter the cards and choose canvas, table or outline; then keep it here under a name, for everyone.'
            : 'Nobody has saved a view of this journey yet.'}
        </p>
      ) : (
        <ul className="mt-1 -mx-1">
          {views.map((view, index) => (
            <ViewRow key={view.id} view={view} index={index} count={views.length} onApplied={onApplied} />
          ))}
        </ul>
      )}
      {editor.canEdit && (
        <form className="mt-3 flex items-end gap-2 border-t border-line pt-3" onSubmit={save}>
          <TextField
            className="min-w-0 flex-1"
            label="Save the present view as"
            value={name}
            maxLength={NAME_MAX_LENGTH}
            placeholder="Pain points of Sarah"
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" variant="primary" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      )}
    </>
  )
}

interface ViewRowProps {
  readonly view: SavedView
  readonly index: number
  readonly count: number
  readonly onApplied: () => void
}

function ViewRow({ view, index, count, onApplied }: ViewRowProps) {
  const editor = useEditor()
  const lens = useStore(editor.lens)
  const [draft, setDraft] = useState<string | null>(null)
  const active = activeView(editor, lens)
  const isActive = active?.view.id === view.id
  const words = VIEW_WORDS[view.mode]
  const name = view.name || 'Unnamed view'
  const run = <Args, Value, Reason extends string>(command: Command<Args, Value, Reason>, args: Args): boolean => {
    const result = editor.run(command, args)
    if (!result.ok) toast.error(refusalWords(result.reason))
    return result.ok
  }
  const rename = (): void => {
    const next = draft?.trim() ?? ''
    if (next !== '' && next !== view.name) run(editFields, { root: 'views', id: view.id, patch: { name: next } })
    setDraft(null)
  }
  const move = (to: number): boolean => run(moveView, { viewId: view.id, index: to })
  const copyLink = (): void => {
    navigator.clipboard.writeText(linkToView(view, window.location.href)).then(
      () => toast('Link copied'),
      () => toast.error('The browser does not let the page copy. Open the view and copy the address instead.'),
    )
  }
  const remove = (): void => {
    if (!run(deleteElements, { ids: [view.id] })) return
    tellUndoable(editor, `Deleted the view “${name}”`)
  }
  return (
    <li className={cn('flex items-center gap-1 rounded-md', isActive && 'bg-accent-soft')}>
      {draft === null ? (
        <button
          type="button"
          aria-current={isActive}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm text-ink hover:bg-ink/6 pointer-coarse:min-h-11"
          onClick={() => {
            applyView(editor.lens, view)
            onApplied()
          }}
        >
          <words.icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {name}
          </span>
          {isActive && active.isChanged && <span className="text-xs text-ink-muted">changed</span>}
          {isActive && !active.isChanged && <Check aria-hidden className="size-4 shrink-0 text-accent" />}
        </button>
      ) : (
        <TextField
          ref={focusOnMount}
          className="min-w-0 flex-1"
          label="Name of the view"
          hideLabel
          value={draft}
          maxLength={NAME_MAX_LENGTH}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename()
            if (event.key !== 'Escape') return
            event.stopPropagation()
            setDraft(null)
          }}
        />
      )}
      <Menu
        align="end"
        trigger={<IconButton size="sm" icon={Ellipsis} label={`More for ${name}`} />}
        entries={[
          { label: 'Copy link', icon: Link, onSelect: copyLink },
          ...(editor.canEdit
            ? ([
                {
                  label: 'Update to what is shown now',
                  icon: RefreshCw,
                  onSelect: () => {
                    if (updateView(editor, view.id)) editor.lens.setState({ savedViewId: view.id })
                  },
                },
                { label: 'Rename', icon: Pencil, onSelect: () => setDraft(view.name) },
                { label: 'Move up', icon: ArrowUp, disabled: index === 0, onSelect: () => move(index - 1) },
                { label: 'Move down', icon: ArrowDown, disabled: index === count - 1, onSelect: () => move(index + 1) },
                { kind: 'separator' },
                { label: 'Delete', icon: Trash2, danger: true, onSelect: remove },
              ] as const)
            : []),
        ]}
      />
    </li>
  )
}
