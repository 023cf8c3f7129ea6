import { Ellipsis, Lock, Star } from 'lucide-react'
import { Link } from 'wouter'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { cn } from '#src/ui/cn.ts'
import { ContextMenu } from '#src/ui/ContextMenu.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { counted } from '#shared/lib/counted.ts'
import { pathWords, useLibraryShared } from './library-context.ts'
import { RenameField } from './RenameField.tsx'
import { SelectBox } from './SelectBox.tsx'
import { TagNames } from './TagNames.tsx'
import { useJourneyItem } from './use-journey-item.ts'

/** One journey in one line. */
export function JourneyRow({ journey }: { readonly journey: LibraryItem }) {
  const { collections, tags, hasMarks, selection } = useLibraryShared()
  const { isRenaming, setRenaming, verbs, entries, onKeyDown, onClick, isSelected, badge } = useJourneyItem(journey)
  // On the ground of what is selected the faintest words could not be read.
  const quiet = isSelected ? 'text-ink-muted' : 'text-ink-faint'
  const path = pathWords(collections, journey.collectionId)

  return (
    <ContextMenu entries={entries} disabled={isRenaming}>
      <article
        className={cn(
          'group relative flex h-12 items-center gap-1 border-b border-line pr-1 pl-1 hover:bg-ink/3',
          isSelected && 'bg-accent-soft hover:bg-accent-soft',
        )}
      >
        {hasMarks && (
          <SelectBox
            title={journey.title}
            isSelected={isSelected}
            onToggle={(isRange) => selection.toggle(journey.id, { isRange })}
            className="relative z-1"
          />
        )}
        <div className="flex min-w-0 flex-1 items-center gap-3">
          {isRenaming ? (
            <RenameField
              title={journey.title}
              onDone={(title) => {
                setRenaming(false)
                if (title !== null) verbs.rename(title)
              }}
            />
          ) : (
            <h2 className="flex min-w-0 items-center gap-1.5 text-sm font-medium">
              <Link
                href={`/journeys/${journey.id}`}
                onKeyDown={onKeyDown}
                onClick={onClick}
                className="truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
              >
                {journey.title || 'Untitled journey'}
              </Link>
              {journey.hasOwnAccess && (
                <Lock role="img" aria-label="With rights of its own" className="size-3 shrink-0 text-ink-faint" />
              )}
            </h2>
          )}
          {path !== '' && <span className={cn('truncate text-xs max-lg:hidden', quiet)}>{path}</span>}
          {badge !== null && <Badge>{badge}</Badge>}
          <TagNames ids={journey.tags} tags={tags} className="max-md:hidden" />
        </div>
        <span className={cn('w-20 shrink-0 text-right text-xs tabular max-lg:hidden', quiet)}>
          {counted(journey.counts.cards, 'card', 'cards')}
        </span>
        <time
          dateTime={new Date(journey.updatedAt).toISOString()}
          className={cn('w-24 shrink-0 text-right text-xs', quiet)}
        >
          {timeAgo(journey.updatedAt)}
        </time>
        {hasMarks && (
          <IconButton
            icon={Star}
            label={journey.isStarred ? `Take the star off ${journey.title}` : `Star ${journey.title}`}
            pressed={journey.isStarred}
            onClick={() => verbs.star(!journey.isStarred)}
            className={cn(
              'relative aria-pressed:bg-transparent aria-pressed:text-warn aria-pressed:[&>svg]:fill-current max-md:hidden',
              !journey.isStarred &&
                'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
            )}
          />
        )}
        <Menu
          align="end"
          entries={entries}
          trigger={<IconButton icon={Ellipsis} label={`More for ${journey.title}`} className="relative" />}
        />
      </article>
    </ContextMenu>
  )
}
