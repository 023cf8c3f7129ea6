import { useId } from 'react'
import type { TextRoot } from '#shared/model/commands/texts.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { cn } from '#src/ui/cn.ts'
import { CONTROL_CLASS, Field } from '#src/ui/Field.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface TextRowProps {
  readonly root: TextRoot
  readonly id: string
  readonly field: string
  readonly label: string
  /** The text as the snapshot has it: what a viewer reads. */
  readonly value: string
  readonly placeholder?: string
}

/** A text of the selection that several may type in at once. */
export function TextRow({ root, id, field, label, value, placeholder }: TextRowProps) {
  const inputId = useId()
  if (!useEditor().canEdit) return value === '' ? null : <ReadOnlyField label={label}>{value}</ReadOnlyField>
  return (
    <Field id={inputId} label={label}>
      <TextEditor
        // Another element gets a field of its own, with its own caret and undo.
        key={`${root} ${id} ${field}`}
        inputId={inputId}
        root={root}
        id={id}
        field={field}
        {...(placeholder === undefined ? {} : { placeholder })}
        className={cn(CONTROL_CLASS, 'field-sizing-content max-h-80 min-h-8 resize-none px-2.5 py-1.5')}
      />
    </Field>
  )
}
