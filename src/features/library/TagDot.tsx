import { cn } from '#src/ui/cn.ts'

interface TagDotProps {
  /** Which of the eight colours, 0..7. */
  readonly color: number
  readonly className?: string | undefined
}

/** A tag's colour; its name always stands beside it. */
export const TagDot = ({ color, className }: TagDotProps) => (
  <span
    aria-hidden
    style={{ background: `var(--persona-${color})` }}
    className={cn('inline-block size-2 shrink-0 rounded-full forced-color-adjust-none', className)}
  />
)
