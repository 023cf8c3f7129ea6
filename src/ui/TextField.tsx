import { type ComponentProps, useId } from 'react'
import { cn } from './cn.ts'
import { CONTROL_CLASS, Field, type FieldProps } from './Field.tsx'
import type { Icon } from './icon.ts'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className'>, FieldProps {
  /** Drawn inside at the left. */
  readonly icon?: Icon | undefined
  readonly inputClassName?: string | undefined
}

/** A search field is known by its icon; it needs no edge. */
const SEARCH_CLASS =
  'border-transparent bg-ink/6 hover:border-line-strong focus:bg-surface-raised [&::-webkit-search-cancel-button]:appearance-none'

/** One line of text with its label. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  className,
  icon: FieldIcon,
  inputClassName,
  ...rest
}: TextFieldProps) {
  const generated = useId()
  const id = rest.id ?? generated
  return (
    <Field id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      <div className="relative">
        {FieldIcon !== undefined && (
          <FieldIcon
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
          />
        )}
        <input
          type="text"
          autoComplete="off"
          {...rest}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint !== undefined ? `${id}-note` : undefined}
          className={cn(
            CONTROL_CLASS,
            'h-8 px-2.5 pointer-coarse:h-10',
            FieldIcon && 'pl-8',
            rest.type === 'search' && SEARCH_CLASS,
            inputClassName,
          )}
        />
      </div>
    </Field>
  )
}
