import type { Card } from '#shared/model/records/card.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { checkedOf } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface PersonasRowProps {
  readonly cards: readonly Card[]
  readonly onChange: (personaId: PersonaId, isOn: boolean) => void
}

/** Which personas the cards are about; none means all. */
export function PersonasRow({ cards, onChange }: PersonasRowProps) {
  const personas = useSnapshotPart(personasInOrder)
  const { canEdit } = useEditor()
  if (personas.length === 0) return null
  const countOf = (id: PersonaId): number => cards.filter((card) => card.personaIds.includes(id)).length
  const isForAll = personas.every(({ id }) => countOf(id) === 0)
  if (!canEdit) {
    const names = personas.filter(({ id }) => countOf(id) > 0).map(({ name }) => name)
    return <ReadOnlyField label="About">{isForAll ? 'All personas' : names.join(', ')}</ReadOnlyField>
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-muted">
        About {isForAll && <span className="font-normal text-ink-faint">(all personas)</span>}
      </legend>
      {personas.map(({ id, name, color }) => (
        <Checkbox
          key={id}
          className="min-h-8 items-center"
          label={
            <span className="inline-flex items-center gap-2">
              <Avatar name={name} color={color} size="xs" decorative />
              {name || 'Unnamed persona'}
            </span>
          }
          checked={checkedOf(countOf(id), cards.length)}
          onChange={(isOn) => onChange(id, isOn)}
        />
      ))}
    </fieldset>
  )
}
