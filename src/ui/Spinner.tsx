import { clsx } from 'clsx'
import { LoaderCircle } from 'lucide-react'

interface SpinnerProps {
  /** What is going on, for screen readers. Leave out when words beside it say so. */
  readonly label?: string | undefined
  /** Takes the colour of the words around it. */
  readonly isInWords?: boolean | undefined
  readonly className?: string | undefined
}

/** Something is being done and nobody knows how long; when it is known use `ProgressBar`. */
export const Spinner = ({ label, isInWords = false, className }: SpinnerProps) => (
  <span
    role={label === undefined ? undefined : 'status'}
    className={clsx('inline-flex', isInWords ? 'text-current' : 'text-ink-faint', className)}
  >
    <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-breathe" />
    {label !== undefined && <span className="sr-only">{label}</span>}
  </span>
)
