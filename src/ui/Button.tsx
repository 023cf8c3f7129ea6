import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import type { Icon } from './icon.ts'
import { Spinner } from './Spinner.tsx'

const VARIANTS = {
  primary: 'bg-accent text-on-accent shadow-sm hover:bg-accent-hover',
  secondary: 'bg-surface-raised text-ink shadow-card hover:bg-surface-sunken',
  ghost: 'text-ink-muted hover:bg-ink/6 hover:text-ink aria-expanded:bg-ink/6',
  'ghost-danger': 'text-danger hover:bg-ink/6 hover:text-ink aria-expanded:bg-ink/6',
  danger: 'bg-danger text-on-accent shadow-sm hover:bg-danger-hover',
} as const

const SIZES = {
  sm: 'h-7 gap-1.5 px-2.5 text-xs',
  md: 'h-8 gap-1.5 px-3 text-sm',
  lg: 'h-10 gap-2 px-4 text-base',
} as const

/** The look of a button, for links that act as one. */
export const buttonClass = (
  variant: keyof typeof VARIANTS = 'secondary',
  size: keyof typeof SIZES = 'md',
  className?: string,
): string =>
  clsx(
    'inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:min-h-10',
    VARIANTS[variant],
    SIZES[size],
    className,
  )

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: keyof typeof VARIANTS | undefined
  readonly size?: keyof typeof SIZES | undefined
  readonly icon?: Icon | undefined
  /** Shows a spinner in place of the icon and refuses clicks; the width stays. */
  readonly busy?: boolean | undefined
}

/** A verb that can be pressed. One `primary` per view. */
export const Button = ({
  variant,
  size,
  icon: ButtonIcon,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    disabled={disabled === true || busy}
    aria-busy={busy || undefined}
    className={buttonClass(variant, size, className)}
  >
    {busy ? <Spinner isInWords /> : ButtonIcon !== undefined && <ButtonIcon aria-hidden className="size-4 shrink-0" />}
    {children}
  </button>
)
