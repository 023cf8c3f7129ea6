import { Check, Minus } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

interface CheckboxProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** `'indeterminate'`: some of several. */
  readonly checked: boolean | 'indeterminate'
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean | undefined
  readonly hideLabel?: boolean | undefined
  readonly className?: string | undefined
  /** -1 where something around it has the keyboard. */
  readonly tabIndex?: number | undefined
}

/** On or off, taken over when the form is sent. For what acts at once use `Switch`. */
export function Checkbox({
  label,
  hint,
  checked,
  onChange,
  disabled,
  hideLabel = false,
  className,
  tabIndex,
}: CheckboxProps) {
  const id = useId()
  return (
    <div className={cn('flex min-h-6 items-start gap-2', className)}>
      <Primitive.Root
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        {...(tabIndex === undefined ? {} : { tabIndex })}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={(next) => onChange(next === true)}
        className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface-raised text-on-accent after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      >
        <Primitive.Indicator>
          {checked === 'indeterminate' ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Primitive.Indicator>
      </Primitive.Root>
      <div className="min-w-0">
        <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm text-ink'}>
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-note`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
