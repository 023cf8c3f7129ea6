import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import type { Icon } from './icon.ts'
import { Tooltip } from './Tooltip.tsx'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: Icon
  /** Its name for screen readers and its tooltip. */
  readonly label: string
  readonly shortcut?: string | undefined
  readonly size?: 'sm' | 'md' | undefined
  /** For a button that stays down: sets `aria-pressed`. */
  readonly pressed?: boolean | undefined
  /** What it opens has something set. */
  readonly isLit?: boolean | undefined
  readonly tooltipSide?: 'top' | 'right' | 'bottom' | 'left' | undefined
}

/** A square button with an icon only. */
export const IconButton = ({
  icon: ButtonIcon,
  label,
  shortcut,
  size = 'md',
  pressed,
  isLit = false,
  tooltipSide,
  className,
  ...rest
}: IconButtonProps) => (
  <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-pressed={pressed}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-100',
        'hover:bg-ink/6 hover:text-ink aria-expanded:bg-ink/6 aria-expanded:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent',
        'disabled:pointer-events-none disabled:opacity-40 pointer-coarse:size-10',
        size === 'md' ? 'size-8' : 'size-6',
        isLit ? 'bg-accent-soft text-accent' : 'text-ink-muted',
        className,
      )}
    >
      <ButtonIcon aria-hidden className={size === 'md' ? 'size-4.5' : 'size-4'} strokeWidth={1.75} />
    </button>
  </Tooltip>
)
