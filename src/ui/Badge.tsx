import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import type { Icon } from './icon.ts'

const TONES = {
  neutral: 'bg-ink/7 text-ink-muted',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
} as const

interface BadgeProps {
  readonly tone?: keyof typeof TONES | undefined
  readonly icon?: Icon | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A short state in a pill. */
export const Badge = ({ tone = 'neutral', icon: BadgeIcon, className, children }: BadgeProps) => (
  <span
    className={cn(
      'inline-flex h-5 items-center gap-1 rounded-full px-2 text-2xs font-medium whitespace-nowrap',
      TONES[tone],
      className,
    )}
  >
    {BadgeIcon !== undefined && <BadgeIcon aria-hidden className="size-3" />}
    {children}
  </span>
)
