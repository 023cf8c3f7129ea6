import type { ReactNode } from 'react'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import type { RecordPatch } from '#shared/model/commands/record-patch.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { toast } from '#src/ui/toast.ts'
import { ColorChoice } from './ColorChoice.tsx'
import { PersonaText } from './PersonaText.tsx'
import { PreferredChannels } from './PreferredChannels.tsx'

interface PersonaFieldsProps {
  readonly personaId: PersonaId
  /** What ties the persona to data; stands below the texts. */
  readonly segment?: ReactNode
}

/** Everything about one persona. */
export function PersonaFields({ personaId, segment }: PersonaFieldsProps) {
  const editor = useEditor()
  const persona = useSnapshotPart((snapshot) => snapshot.personas.get(personaId))
  if (!persona) return <p className="text-sm text-ink-muted">Somebody has deleted this persona.</p>
  const edit = (patch: RecordPatch<'personas'>): void => {
    const result = editor.run(editFields, { root: 'personas', id: personaId, patch })
    if (!result.ok) toast.error('This could not be changed: the persona may be gone.')
  }
  return (
    <div className="flex flex-col gap-4">
      <PersonaText persona={persona} field="name" label="Name" placeholder="Sarah" />
      <PersonaText
        persona={persona}
        field="tagline"
        label="In one line"
        placeholder="34, nurse, drives 60 km to work"
      />
      <PersonaText
        persona={persona}
        field="story"
        label="Story"
        placeholder="What is going on in their life when this journey starts?"
        multiline
      />
      <PersonaText persona={persona} field="goals" label="Goals" placeholder="What do they want to reach?" multiline />
      <PersonaText
        persona={persona}
        field="challenges"
        label="Challenges"
        placeholder="What stands in their way?"
        multiline
      />
      <PreferredChannels
        channels={persona.preferredChannels}
        onChange={(preferredChannels) => edit({ preferredChannels })}
      />
      {segment}
      {editor.canEdit && <ColorChoice color={persona.color} onChange={(color) => edit({ color })} />}
    </div>
  )
}
