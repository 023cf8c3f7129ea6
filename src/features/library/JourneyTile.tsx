import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Link } from 'wouter'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { canEdit, type Role } from '#shared/contract/roles.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { ContextMenu } from '#src/ui/ContextMenu.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { DeleteJourneyDialog } from './DeleteJourneyDialog.tsx'
import { journeyEntries } from './journey-entries.ts'
import { JourneyThumbnail } from './JourneyThumbnail.tsx'
import { RenameField } from './RenameField.tsx'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { useJourneyVerbs } from './use-journey-verbs.ts'

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What is said of a role beforehand: only what one cannot do here. */
const ROLE_BADGES: Readonly<Record<Role, string | null>> = {
  viewer: 'View only',
  commenter: 'Comment only',
  editor: null,
  admin: null,
  owner: null,
}

interface JourneyTileProps {
  readonly journey: JourneyListItem
  readonly onOpen: (journeyId: string) => void
  readonly theme: 'light' | 'dark'
}

/** One journey: thumbnail, title, how large and how old; its verbs in a menu. */
export function JourneyTile({ journey, onOpen, theme }: JourneyTileProps) {
  const [state, setState] = useState<'shown' | 'renaming' | 'deleting'>('shown')
  const verbs = useJourneyVerbs(journey, onOpen)
  const isArchived = journey.archivedAt !== null
  const badge = ROLE_BADGES[journey.role]
  const show = (): void => setState('shown')

  const entries = journeyEntries(journey, {
    ...verbs,
    open: () => onOpen(journey.id),
    rename: () => setState('renaming'),
    remove: () => setState('deleting'),
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'F2' || !canEdit(journey.role)) return
    event.preventDefault()
    setState('renaming')
  }

  return (
    <>
      <ContextMenu entries={entries} disabled={state !== 'shown'}>
        <article className="group relative overflow-hidden rounded-xl bg-surface shadow-card transition-shadow duration-150 focus-within:shadow-raised hover:shadow-raised">
          <JourneyThumbnail
            journeyId={journey.id}
            updatedAt={journey.updatedAt}
            isArchived={isArchived}
            theme={theme}
          />
          <div className="flex h-16 items-center gap-1 border-t border-line pr-2 pl-3.5">
            <div className="min-w-0 flex-1">
              {state === 'renaming' ? (
                <RenameField
                  title={journey.title}
                  onDone={(title) => {
                    show()
                    if (title !== null) verbs.rename(title)
                  }}
                />
              ) : (
                <>
                  <h2 className="truncate text-sm font-medium">
                    <Link
                      href={`/journeys/${journey.id}`}
                      onKeyDown={onKeyDown}
                      className="rounded-xl outline-offset-[-2px] after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                    >
                      {journey.title || 'Untitled journey'}
                    </Link>
                  </h2>
                  <p className="truncate text-xs text-ink-faint">
                    {counted(journey.counts.steps, 'step', 'steps')} · {counted(journey.counts.cards, 'card', 'cards')}{' '}
                    · <time dateTime={new Date(journey.updatedAt).toISOString()}>{timeAgo(journey.updatedAt)}</time>
                  </p>
                </>
              )}
            </div>
            {badge !== null && <Badge className="relative">{badge}</Badge>}
            {state !== 'renaming' && (
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
        </article>
      </ContextMenu>
      <DeleteJourneyDialog journey={journey} open={state === 'deleting'} onClose={show} />
    </>
  )
}
