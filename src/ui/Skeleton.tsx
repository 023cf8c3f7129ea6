import { clsx } from 'clsx'

const ROUNDING = { none: '', md: 'rounded-md', lg: 'rounded-lg' } as const

interface SkeletonProps {
  readonly rounding?: keyof typeof ROUNDING | undefined
  readonly className?: string | undefined
}

/** Holds the place of something that is on its way, in its final size. */
export const Skeleton = ({ rounding = 'md', className }: SkeletonProps) => (
  <span aria-hidden className={clsx('block animate-breathe bg-ink/8', ROUNDING[rounding], className)} />
)
