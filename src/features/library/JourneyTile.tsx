import { Ellipsis, Lock, Star } from 'lucide-react'
import { Link } from 'wouter'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { isReviewOverdue } from '#shared/contract/review-overdue.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { cn } from '#src/ui/cn.ts'
import { ContextMenu } from '#src/ui/ContextMenu.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { counted } from '#shared/lib/counted.ts'
import { JourneyThumbnail } from './JourneyThumbnail.tsx'
import { useLibraryShared } from './library-context.ts'
import { RenameField } from './RenameField.tsx'
import { SelectBox } from './SelectBox.tsx'
import { TagNames } from './TagNames.tsx'
import { useJourneyItem } from './use-journey-item.ts'
import { useNow } from '#src/ui/use-now.ts'

/** One journey: thumbnail, title, how large and how old; its verbs in a menu. */
export function JourneyTile({ journey }: { readonly journey: LibraryItem }) {
  const { tags, hasMarks, selection, theme } = useLibraryShared()
  const { isRenaming, setRenaming, verbs, entries, onKeyDown, onClick, isSelected, badge } = useJourneyItem(journey)
  const now = useNow(MINUTE_MS)
  const isArchived = journey.archivedAt !== null

  return (
    <ContextMenu entries={entries} disabled={isRenaming}>
      <article
        className={cn(
          'group relative overflow-hidden rounded-xl bg-surface shadow-card transition-shadow duration-150 focus-within:shadow-raised hover:shadow-raised',
          isSelected && 'outline-2 outline-accent',
        )}
      >
        <JourneyThumbnail journeyId={journey.id} updatedAt={journey.updatedAt} isArchived={isArchived} theme={theme} />
        <div className="flex h-18 items-center gap-1 border-t border-line pr-2 pl-3.5">
          <div className="min-w-0 flex-1">
            {isRenaming ? (
              <RenameField
                title={journey.title}
                onDone={(title) => {
                  setRenaming(false)
                  if (title !== null) verbs.rename(title)
                }}
              />
            ) : (
              <>
                <h2 className="flex items-center gap-1.5 text-sm font-medium">
                  <Link
                    href={`/journeys/${journey.id}`}
                    onKeyDown={onKeyDown}
                    onClick={onClick}
                    className="truncate rounded-xl outline-offset-[-2px] after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                  >
                    {journey.title || 'Untitled journey'}
                  </Link>
                  {journey.hasOwnAccess && (
                    <Lock role="img" aria-label="With rights of its own" className="size-3 shrink-0 text-ink-faint" />
                  )}
                </h2>
                <p className="truncate text-xs text-ink-faint">
                  {counted(journey.counts.steps, 'step', 'steps')} · {counted(journey.counts.cards, 'card', 'cards')} ·{' '}
                  <time dateTime={new Date(journey.updatedAt).toISOString()}>{timeAgo(journey.updatedAt)}</time>
                </p>
                <TagNames ids={journey.tags} tags={tags} className="mt-1" />
              </>
            )}
          </div>
          {!isArchived && isReviewOverdue(journey.reviewAt, now) && (
            <Badge tone="warn" className="relative">
              Review
              <span className="sr-only"> overdue</span>
            </Badge>
          )}
          {badge !== null && <Badge className="relative">{badge}</Badge>}
          {!isRenaming && (
            <Menu
              align="end"
              entries={entries}
              trigger={
                <IconButton
                  icon={Ellipsis}
                  label={`More for ${journey.title}`}
                  className="relative opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100"
                />
              }
            />
          )}
        </div>
        {hasMarks && (
          <>
            <SelectBox
              title={journey.title}
              isSelected={isSelected}
              onToggle={(isRange) => selection.toggle(journey.id, { isRange })}
              className={cn(
                'absolute top-2 left-2',
                !isSelected &&
                  selection.ids.size === 0 &&
                  'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
              )}
            />
            <IconButton
              icon={Star}
              label={journey.isStarred ? `Take the star off ${journey.title}` : `Star ${journey.title}`}
              pressed={journey.isStarred}
              onClick={() => verbs.star(!journey.isStarred)}
              className={cn(
                'absolute top-2 right-2 bg-surface-raised shadow-card aria-pressed:bg-surface-raised aria-pressed:text-warn aria-pressed:[&>svg]:fill-current',
                !journey.isStarred &&
                  'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
              )}
            />
          </>
        )}
      </article>
    </ContextMenu>
  )
}
