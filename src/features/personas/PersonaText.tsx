import { useId } from 'react'
import type { Persona } from '#shared/model/records/persona.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { RichTextRow } from '#src/rich-text/RichTextRow.tsx'
import { cn } from '#src/ui/cn.ts'
import { CONTROL_CLASS, Field } from '#src/ui/Field.tsx'

interface PersonaTextProps {
  readonly persona: Persona
  readonly field: 'name' | 'tagline' | 'story' | 'goals' | 'challenges'
  readonly label: string
  readonly placeholder: string
  readonly multiline?: boolean
}

/** One text of a persona; plain for viewers. */
export function PersonaText({ persona, field, label, placeholder, multiline = false }: PersonaTextProps) {
  const inputId = useId()
  const { canEdit } = useEditor()
  if (multiline) {
    return (
      <RichTextRow
        root="personas"
        id={persona.id}
        field={field}
        label={label}
        value={persona[field]}
        placeholder={placeholder}
      />
    )
  }
  if (!canEdit) {
    return persona[field] === '' ? null : (
      <dl>
        <dt className="text-xs font-medium text-ink-muted">{label}</dt>
        <dd className="mt-1 text-sm whitespace-pre-wrap text-ink">{persona[field]}</dd>
      </dl>
    )
  }
  return (
    <Field id={inputId} label={label}>
      <TextEditor
        key={persona.id}
        inputId={inputId}
        root="personas"
        id={persona.id}
        field={field}
        placeholder={placeholder}
        className={cn(CONTROL_CLASS, 'field-sizing-content max-h-80 min-h-8 resize-none px-2.5 py-1.5')}
      />
    </Field>
  )
}
