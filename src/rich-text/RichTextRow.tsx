import type { TextRoot } from '#shared/model/commands/texts.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { cn } from '#src/ui/cn.ts'
import { CONTROL_CLASS } from '#src/ui/Field.tsx'
import { RichText } from './RichText.tsx'
import { RichTextField } from './RichTextField.tsx'

interface RichTextRowProps {
  readonly root: TextRoot
  readonly id: string
  readonly field: string
  readonly label: string
  /** The text as the snapshot has it. */
  readonly value: string
  readonly placeholder?: string
}

/** A formatted text in a column of fields; for viewers as it reads. */
export function RichTextRow({ label, value, ...field }: RichTextRowProps) {
  if (!useEditor().canEdit) {
    return value === '' ? null : (
      <dl className="min-w-0">
        <dt className="text-xs font-medium text-ink-muted">{label}</dt>
        <dd className="rich-field mt-1 text-sm break-words text-ink" dir="auto">
          <RichText text={value} />
        </dd>
      </dl>
    )
  }
  return (
    <div className="rich-row flex min-w-0 flex-col gap-1.5">
      <span className="text-xs leading-6 font-medium text-ink-muted" aria-hidden>
        {label}
      </span>
      <div className={cn(CONTROL_CLASS, 'rich-field relative')}>
        <RichTextField key={`${field.root} ${field.id} ${field.field}`} {...field} label={label} value={value} />
      </div>
    </div>
  )
}
