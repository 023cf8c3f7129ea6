import type { TagItem } from '#shared/contract/rest/library.ts'
import { cn } from '#src/ui/cn.ts'
import { TagDot } from './TagDot.tsx'

interface TagNamesProps {
  readonly ids: readonly string[]
  readonly tags: readonly TagItem[]
  /** The others are counted. */
  readonly most?: number | undefined
  readonly className?: string | undefined
}

/** The tags of a journey in one line. */
export function TagNames({ ids, tags, most = 3, className }: TagNamesProps) {
  const shown = tags.filter((tag) => ids.includes(tag.id))
  if (shown.length === 0) return null
  return (
    <ul aria-label="Tags" className={cn('flex min-w-0 items-center gap-2.5 overflow-hidden', className)}>
      {shown.slice(0, most).map((tag) => (
        <li key={tag.id} className="flex min-w-0 items-center gap-1.5 text-xs text-ink-muted">
          <TagDot color={tag.color} />
          <span className="truncate">{tag.name}</span>
        </li>
      ))}
      {shown.length > most && <li className="shrink-0 text-xs text-ink-faint">+{shown.length - most}</li>}
    </ul>
  )
}
