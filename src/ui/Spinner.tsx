import { LoaderCircle } from 'lucide-react'
import { cn } from './cn.ts'

interface SpinnerProps {
  /** What is going on, for screen readers. Leave out when words beside it say so. */
  readonly label?: string | undefined
  readonly className?: string | undefined
}

/** Something is being done and nobody knows how long; when it is known use `ProgressBar`. */
export const Spinner = ({ label, className }: SpinnerProps) => (
  <span role={label === undefined ? undefined : 'status'} className={cn('inline-flex text-ink-faint', className)}>
    <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-breathe" />
    {label !== undefined && <span className="sr-only">{label}</span>}
  </span>
)
