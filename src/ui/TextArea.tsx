import { type ComponentProps, useId } from 'react'
import { cn } from './cn.ts'
import { CONTROL_CLASS, Field, type FieldProps } from './Field.tsx'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'className'>, FieldProps {}

/** Several lines of text with their label; grows with its content where the browser can. */
export function TextArea({ label, hideLabel, hint, error, className, ...rest }: TextAreaProps) {
  const generated = useId()
  const id = rest.id ?? generated
  return (
    <Field id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint !== undefined ? `${id}-note` : undefined}
        className={cn(CONTROL_CLASS, 'field-sizing-content max-h-80 min-h-16 resize-y px-2.5 py-1.5')}
      />
    </Field>
  )
}
