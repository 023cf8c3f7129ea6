import { X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './IconButton.tsx'

interface PanelProps {
  readonly title: ReactNode
  /** Absent: the panel cannot be closed. */
  readonly onClose?: (() => void) | undefined
  /** Small buttons at the right of the title. */
  readonly actions?: ReactNode
  readonly footer?: ReactNode
  /** Nothing in it takes the focus: then its content does, so that it can be scrolled by keys. */
  readonly isStill?: boolean | undefined
  /** Its content goes to the edges, e.g. a list whose rows do. */
  readonly isFlush?: boolean | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A column beside the content; on a phone a sheet over its lower part. Its content scrolls on its own. */
export function Panel({
  title,
  onClose,
  actions,
  footer,
  isFlush = false,
  isStill = false,
  className,
  children,
}: PanelProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className={cn(
        // On its own: what is painted beside it, each letter on the canvas, does not paint it once more.
        'isolate flex min-h-0 flex-col overflow-hidden bg-surface',
        'h-full w-80 shrink-0 border-l border-line',
        'max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:h-auto max-md:max-h-[65dvh] max-md:w-full max-md:animate-sheet max-md:rounded-t-2xl max-md:border-l-0 max-md:pb-[env(safe-area-inset-bottom)] max-md:shadow-overlay',
        className,
      )}
    >
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 id={titleId} className="min-w-0 flex-1 truncate text-sm font-semibold text-ink">
          {title}
        </h2>
        {actions}
        {onClose !== undefined && <IconButton icon={X} label="Close panel" onClick={onClose} />}
      </header>
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys, and nothing in it can
        tabIndex={isStill ? 0 : undefined}
        className={cn('min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2', !isFlush && 'p-4')}
      >
        {children}
      </div>
      {footer !== undefined && <footer className="shrink-0 border-t border-line p-3">{footer}</footer>}
    </section>
  )
}
