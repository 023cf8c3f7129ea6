import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import type { Icon } from './icon.ts'

interface EmptyStateProps {
  readonly icon?: Icon | undefined
  readonly title: string
  /** What belongs here and how it gets here. */
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly className?: string | undefined
}

/** Nothing here yet: says why, and offers the next step. */
export const EmptyState = ({ icon: StateIcon, title, children, action, className }: EmptyStateProps) => (
  <div className={cn('mx-auto flex max-w-md flex-col items-center px-6 py-10 text-center', className)}>
    {StateIcon !== undefined && (
      <span className="mb-4 flex size-11 items-center justify-center rounded-xl bg-surface-raised text-ink-muted shadow-card">
        <StateIcon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
    )}
    <h2 className="text-lg font-semibold text-balance text-ink">{title}</h2>
    {children !== undefined && <div className="mt-1 text-base text-pretty text-ink-muted">{children}</div>}
    {action !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
)
