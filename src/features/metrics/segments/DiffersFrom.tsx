import { Triangle } from 'lucide-react'
import { AgainstField, type AgainstFieldProps } from './AgainstField.tsx'

/** What the triangles beside numbers mean, and the choice of what they are held against. */
export const DiffersFrom = (of: Pick<AgainstFieldProps, 'journeyId' | 'segmentId'>) => (
  <span className="flex shrink-0 items-center gap-1.5 text-ink-muted">
    <Triangle aria-hidden className="size-2 fill-current" />
    <Triangle aria-hidden className="size-2 rotate-180 fill-current" />
    <span aria-hidden>differs from</span>
    <AgainstField {...of} className="w-44" />
  </span>
)
