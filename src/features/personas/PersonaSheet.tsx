import { Trash2 } from 'lucide-react'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import type { ReactNode } from 'react'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { toast } from '#src/ui/toast.ts'
import { PersonaFields } from './PersonaFields.tsx'

interface PersonaSheetProps {
  /** `null`: closed. */
  readonly personaId: PersonaId | null
  readonly onClose: () => void
  /** Ties the persona to data. */
  readonly renderSegment?: ((personaId: PersonaId) => ReactNode) | undefined
}

/** The profile of one persona; changes are kept as they are typed. */
export function PersonaSheet({ personaId, onClose, renderSegment }: PersonaSheetProps) {
  const editor = useEditor()
  const persona = useSnapshotPart((snapshot) => (personaId ? snapshot.personas.get(personaId) : undefined))
  const remove = (): void => {
    if (!personaId) return
    const result = editor.run(deleteElements, { ids: [personaId] })
    if (result.ok) toast(`Deleted ${persona?.name || 'the persona'}. Undo brings it back.`)
    onClose()
  }
  return (
    <Dialog
      open={personaId !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title={persona?.name || 'Persona'}
      size="lg"
      footer={
        <>
          {editor.canEdit && persona && (
            <Button variant="ghost-danger" icon={Trash2} className="mr-auto" onClick={remove}>
              Delete persona
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            {editor.canEdit ? 'Done' : 'Close'}
          </Button>
        </>
      }
    >
      {persona && (
        <div className="mb-4 flex items-center gap-3">
          <Avatar name={persona.name} color={persona.color} size="lg" decorative />
          <p className="min-w-0 text-sm text-ink-muted">{persona.tagline}</p>
        </div>
      )}
      {personaId && <PersonaFields personaId={personaId} segment={renderSegment?.(personaId)} />}
    </Dialog>
  )
}
