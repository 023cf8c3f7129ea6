import { Switch as Primitive } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

interface SwitchProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: ReactNode
  readonly disabled?: boolean | undefined
  readonly className?: string | undefined
}

/** On or off, acting at once. */
export function Switch({ label, checked, onChange, hint, disabled, className }: SwitchProps) {
  const id = useId()
  return (
    <div className={cn('flex min-h-6 items-start justify-between gap-3', className)}>
      <label htmlFor={id} className="text-sm text-ink">
        {label}
        {hint !== undefined && <span className="block text-xs text-ink-faint">{hint}</span>}
      </label>
      <Primitive.Root
        id={id}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={onChange}
        className="relative mt-0.5 h-4.5 w-8 shrink-0 rounded-full bg-line-strong transition-colors duration-100 after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <Primitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-white shadow-sm transition-transform duration-100 data-[state=checked]:translate-x-4" />
      </Primitive.Root>
    </div>
  )
}
