import { UserPlus, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { useEditor, useFilter, useSnapshotPart } from '#src/editor/hooks.ts'
import { clearFilter } from '#src/editor/lens.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { toast } from '#src/ui/toast.ts'
import { PersonaRow } from './PersonaRow.tsx'
import { PersonaSheet } from './PersonaSheet.tsx'

interface PersonasPanelProps {
  readonly onClose?: () => void
  /** Ties a persona to data, which this feature does not know. */
  readonly renderSegment?: (personaId: PersonaId) => ReactNode
}

/** The list of personas: who this journey is about. */
export function PersonasPanel({ onClose, renderSegment }: PersonasPanelProps) {
  const editor = useEditor()
  const personas = useSnapshotPart(personasInOrder)
  const focus = useFilter().personaIds
  const [openId, setOpenId] = useState<PersonaId | null>(null)
  const add = (): void => {
    const result = editor.run(addPersona, { name: '' })
    if (result.ok) setOpenId(result.value.personaId)
    else toast.error('There is no room for more personas in this journey.')
  }
  const addButton = editor.canEdit && (
    <Button icon={UserPlus} variant={personas.length === 0 ? 'primary' : 'secondary'} onClick={add}>
      Add persona
    </Button>
  )
  return (
    <Panel title="Personas" onClose={onClose} footer={personas.length > 0 ? addButton || undefined : undefined}>
      {personas.length === 0 ? (
        <EmptyState icon={Users} title="No personas yet" action={addButton || undefined}>
          A persona is an evidence-based profile of a kind of customer. Cards and emotion curves can be about one of
          them.
        </EmptyState>
      ) : (
        <>
          <ul className="-mx-2">
            {personas.map((persona, index) => (
              <PersonaRow
                key={persona.id}
                persona={persona}
                index={index}
                count={personas.length}
                onOpen={() => setOpenId(persona.id)}
              />
            ))}
          </ul>
          {personas.some(({ id }) => focus.includes(id)) && (
            <Button size="sm" variant="ghost" className="mt-2" onClick={() => clearFilter(editor.lens, 'personaIds')}>
              Show all personas
            </Button>
          )}
        </>
      )}
      <PersonaSheet personaId={openId} onClose={() => setOpenId(null)} renderSegment={renderSegment} />
    </Panel>
  )
}
