import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import type { Icon } from '#src/ui/icon.ts'

interface BarButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: Icon
  /** Its name; also what the browser shows when a pointer rests on it. */
  readonly label: string
  readonly pressed?: boolean | undefined
}

/** A square button with an icon. Without the design system's tooltip, whose code nobody has to fetch to look at a journey. */
export const BarButton = ({ icon: ButtonIcon, label, pressed, className, ...rest }: BarButtonProps) => (
  <button
    type="button"
    title={label}
    {...rest}
    aria-label={label}
    aria-pressed={pressed}
    className={clsx(
      'inline-flex size-9 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors duration-100',
      'hover:bg-ink/6 hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent disabled:pointer-events-none disabled:opacity-40 pointer-coarse:size-11',
      className,
    )}
  >
    <ButtonIcon aria-hidden className="size-4.5" strokeWidth={1.75} />
  </button>
)
