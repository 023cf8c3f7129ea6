import type { ReactNode } from 'react'
import { cn } from '#src/ui/cn.ts'

interface ScrollRegionProps {
  /** Its name for screen readers. */
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** Something that may be wider than the page, such as a table. */
export const ScrollRegion = ({ label, className, children }: ScrollRegionProps) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: the keyboard must reach it when nothing in it takes focus
  <section aria-label={label} tabIndex={0} className={cn('overflow-auto', className)}>
    {children}
  </section>
)
