import { ArrowDown, ArrowUp, Ellipsis, Eye, EyeOff, Pencil, Trash2 } from 'lucide-react'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { movePersona } from '#shared/model/commands/move-persona.ts'
import type { Persona } from '#shared/model/records/persona.ts'
import { useEditor, useFilter } from '#src/editor/hooks.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { toggleFilter } from '#src/editor/lens.ts'

interface PersonaRowProps {
  readonly persona: Persona
  readonly index: number
  readonly count: number
  readonly onOpen: () => void
}

/** A persona in the list. */
export function PersonaRow({ persona, index, count, onOpen }: PersonaRowProps) {
  const editor = useEditor()
  const isFocused = useFilter().personaIds.includes(persona.id)
  const name = persona.name || 'Unnamed persona'
  const move = (to: number): void => void editor.run(movePersona, { personaId: persona.id, index: to })
  return (
    <li className="flex items-center gap-1 rounded-lg py-1 pr-1 pl-2 hover:bg-ink/4">
      <button
        type="button"
        className="flex min-w-0 flex-1 items-center gap-3 rounded-md py-1 text-left"
        onClick={onOpen}
      >
        <Avatar name={persona.name} color={persona.color} size="md" decorative />
        <span className="min-w-0">
          <span className="block truncate text-sm font-medium text-ink">{name}</span>
          <span className="block truncate text-xs text-ink-muted">{persona.tagline}</span>
        </span>
      </button>
      <IconButton
        size="sm"
        icon={isFocused ? EyeOff : Eye}
        pressed={isFocused}
        label={isFocused ? 'Show all personas again' : `Look at ${name} only`}
        onClick={() => toggleFilter(editor.lens, 'personaIds', persona.id)}
      />
      {editor.canEdit && (
        <Menu
          align="end"
          trigger={<IconButton size="sm" icon={Ellipsis} label={`More for ${name}`} />}
          entries={[
            { label: 'Edit', icon: Pencil, onSelect: onOpen },
            { label: 'Move up', icon: ArrowUp, disabled: index === 0, onSelect: () => move(index - 1) },
            { label: 'Move down', icon: ArrowDown, disabled: index === count - 1, onSelect: () => move(index + 1) },
            { kind: 'separator' },
            {
              label: 'Delete',
              icon: Trash2,
              danger: true,
              onSelect: () => void editor.run(deleteElements, { ids: [persona.id] }),
            },
          ]}
        />
      )}
    </li>
  )
}
