import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { cn } from '#src/ui/cn.ts'
import type { Icon } from '#src/ui/icon.ts'
import { type LibraryPlace, useLibraryPlace } from './library-address.ts'

interface PlaceLinkProps {
  /** What is different there. What was searched for and the tags are left behind. */
  readonly patch: Partial<LibraryPlace>
  readonly isCurrent: boolean
  readonly icon: Icon
  readonly count?: number | undefined
  /** A button stands over its end when one points at it. */
  readonly isMenuBeside?: boolean
  readonly children: ReactNode
}

/** A way to another part of the library. */
export function PlaceLink({
  patch,
  isCurrent,
  icon: PlaceIcon,
  count,
  isMenuBeside = false,
  children,
}: PlaceLinkProps) {
  const { addressOf } = useLibraryPlace()
  return (
    <Link
      href={addressOf({ collection: null, tags: [], text: '', sort: null, ...patch })}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        'flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-sm transition-colors duration-100 pointer-coarse:h-10',
        isCurrent ? 'bg-ink/7 font-medium text-ink' : 'text-ink-muted hover:bg-ink/4 hover:text-ink',
      )}
    >
      <PlaceIcon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {count !== undefined && count > 0 && (
        <span
          className={cn(
            'text-xs font-normal tabular text-ink-faint',
            isMenuBeside &&
              'group-focus-within:opacity-0 group-hover:opacity-0 pointer-coarse:mr-8 pointer-coarse:opacity-100',
          )}
        >
          {count.toLocaleString('en')}
        </span>
      )}
    </Link>
  )
}
