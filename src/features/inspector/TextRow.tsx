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
  readonly multiline?: boolean
  readonly placeholder?: string
}

/** A text of the selection that several may type in at once. */
export function TextRow({ root, id, field, label, value, multiline = false, placeholder }: TextRowProps) {
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
        multiline={multiline}
        {...(placeholder === undefined ? {} : { placeholder })}
        className={cn(
          CONTROL_CLASS,
          'field-sizing-content max-h-80 resize-none px-2.5 py-1.5',
          multiline ? 'min-h-20' : 'min-h-8',
        )}
      />
    </Field>
  )
}
