import { cn } from './cn.ts'

/** Holds the place of something that is on its way, in its final size. */
export const Skeleton = ({ className }: { readonly className?: string | undefined }) => (
  <span aria-hidden className={cn('block animate-breathe rounded-md bg-ink/8', className)} />
)
