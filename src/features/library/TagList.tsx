import { Check, Ellipsis } from 'lucide-react'
import type { TagItem } from '#shared/contract/rest/library.ts'
import { cn } from '#src/ui/cn.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { useLibraryPlace } from './library-address.ts'
import { useLibraryShared } from './library-context.ts'
import { TagDot } from './TagDot.tsx'

interface TagListProps {
  readonly tags: readonly TagItem[]
  readonly mayChange: boolean
}

/** Every tag, to show only the journeys that have it; several narrow down together. */
export function TagList({ tags, mayChange }: TagListProps) {
  const { place, go } = useLibraryPlace()
  const { ask } = useLibraryShared()
  const toggle = (id: string): void =>
    go({ tags: place.tags.includes(id) ? place.tags.filter((one) => one !== id) : [...place.tags, id] })
  return (
    <section aria-labelledby="library-tags">
      <h2 id="library-tags" className="flex h-8 items-center px-2 text-xs font-medium text-ink-faint">
        Tags
      </h2>
      <ul className="flex flex-col">
        {tags.map((tag) => {
          const isOn = place.tags.includes(tag.id)
          return (
            <li key={tag.id} className="group relative flex items-center">
              <button
                type="button"
                aria-pressed={isOn}
                onClick={() => toggle(tag.id)}
                className={cn(
                  'flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm transition-colors duration-100 pointer-coarse:h-10',
                  isOn ? 'bg-ink/7 font-medium text-ink' : 'text-ink-muted hover:bg-ink/4 hover:text-ink',
                )}
              >
                <span className="flex size-4 shrink-0 items-center justify-center">
                  {isOn ? <Check aria-hidden className="size-4" /> : <TagDot color={tag.color} />}
                </span>
                <span className="min-w-0 flex-1 truncate">{tag.name}</span>
                {tag.journeys > 0 && (
                  <span
                    className={cn(
                      'text-xs font-normal tabular text-ink-faint',
                      mayChange &&
                        'group-focus-within:opacity-0 group-hover:opacity-0 pointer-coarse:mr-8 pointer-coarse:opacity-100',
                    )}
                  >
                    {tag.journeys.toLocaleString('en')}
                  </span>
                )}
              </button>
              {mayChange && (
                <IconButton
                  icon={Ellipsis}
                  size="sm"
                  label={`Change the tag ${tag.name}`}
                  onClick={() => ask({ kind: 'edit-tag', tag })}
                  className="absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:right-0 pointer-coarse:opacity-100"
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
