import { clsx } from 'clsx'
import { UserPlus, Users } from 'lucide-react'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { useEditor, useFilter, useSnapshotPart } from '#src/editor/hooks.ts'
import { toggleFilter } from '#src/editor/lens.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Tooltip } from '#src/ui/Tooltip.tsx'

interface PersonaStripProps {
  /** Opens the list of personas. */
  readonly onOpenList: () => void
}

/** The journey's personas as faces: a click looks at one of them only, another click at all again. */
export function PersonaStrip({ onOpenList }: PersonaStripProps) {
  const personas = useSnapshotPart(personasInOrder)
  const focus = useFilter().personaIds
  const { canEdit, lens } = useEditor()
  const isFocused = personas.some(({ id }) => focus.includes(id))
  return (
    <div className="flex items-center gap-1">
      <ul className="flex items-center gap-0.5" aria-label="Personas">
        {personas.map(({ id, name, color }) => (
          <li key={id}>
            <Tooltip label={focus.includes(id) ? `Show all personas again` : `Look at ${name || 'this persona'} only`}>
              <button
                type="button"
                aria-pressed={focus.includes(id)}
                className={clsx(
                  'flex size-8 items-center justify-center rounded-full transition-opacity duration-100 aria-pressed:bg-accent-soft pointer-coarse:size-10',
                  isFocused && !focus.includes(id) && 'opacity-45 hover:opacity-100',
                )}
                onClick={() => toggleFilter(lens, 'personaIds', id)}
              >
                <Avatar name={name} color={color} size="sm" decorative />
                <span className="sr-only">{name || 'Unnamed persona'}</span>
              </button>
            </Tooltip>
          </li>
        ))}
      </ul>
      {(canEdit || personas.length > 0) && (
        <IconButton
          icon={personas.length === 0 ? UserPlus : Users}
          label={personas.length === 0 ? 'Add personas' : 'All personas'}
          onClick={onOpenList}
        />
      )}
    </div>
  )
}
