import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** The look of everything one types into. */
export const CONTROL_CLASS =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface-raised text-sm text-ink transition-colors duration-100 ' +
  'placeholder:text-ink-faint hover:border-ink-faint focus:border-focus focus:outline-1 focus:outline-offset-0 focus:outline-focus ' +
  'disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger pointer-coarse:text-[1rem]'

export interface FieldProps {
  readonly label: string
  /** The label is kept for screen readers only. */
  readonly hideLabel?: boolean | undefined
  readonly hint?: ReactNode
  /** What is wrong, in plain words; read out when it appears. */
  readonly error?: string | null | undefined
  readonly className?: string | undefined
}

interface FieldFrameProps extends FieldProps {
  readonly id: string
  readonly children: ReactNode
}

/** Label above, hint or error below; `id` joins them with the control (`<id>-note` describes it). */
export const Field = ({ id, label, hideLabel = false, hint, error, className, children }: FieldFrameProps) => (
  <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
    <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-ink-muted'}>
      {label}
    </label>
    {children}
    {error ? (
      <p id={`${id}-note`} role="alert" className="text-xs text-danger">
        {error}
      </p>
    ) : (
      hint !== undefined && (
        <p id={`${id}-note`} className="text-xs text-ink-faint">
          {hint}
        </p>
      )
    )}
  </div>
)
