import { Triangle } from 'lucide-react'
import { AgainstField } from './AgainstField.tsx'

/** What the triangles beside numbers mean, and the choice of what they are held against; `segmentId` as there. */
export const DiffersFrom = ({ segmentId }: { readonly segmentId: string | null }) => (
  <span className="flex shrink-0 items-center gap-1.5 text-ink-muted">
    <Triangle aria-hidden className="size-2 fill-current" />
    <Triangle aria-hidden className="size-2 rotate-180 fill-current" />
    <span aria-hidden>differs from</span>
    <AgainstField segmentId={segmentId} className="w-44" />
  </span>
)
