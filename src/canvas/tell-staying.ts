import { toast } from '#src/ui/toast.ts'
import { withLaterParts } from './later.ts'

/** Says how many locked things stayed when others were moved, or that nothing moves because all are locked. */
export function tellStaying(stayingCount: number, movingCount: number): void {
  if (stayingCount === 0) return
  if (movingCount === 0) withLaterParts(({ refusalWords }) => toast.error(refusalWords('locked')))
  else
    toast(
      stayingCount === 1 ? 'A locked card stayed in its place' : `${stayingCount} locked cards stayed in their places`,
    )
}
