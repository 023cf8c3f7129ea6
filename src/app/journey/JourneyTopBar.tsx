import { ChartNoAxesColumn, Search, Share2 } from 'lucide-react'
import { Link } from 'wouter'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { isReviewOverdue } from '#shared/contract/review-overdue.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { ViewSwitch } from '#src/features/views/ViewSwitch.tsx'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { useSoon } from '#src/ui/late.ts'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { useNow } from '#src/ui/use-now.ts'
import { Logo } from '#src/ui/Logo.tsx'
import { SessionMenu } from '../SessionMenu.tsx'
import { CommentsButton } from './CommentsButton.tsx'
import { FilterButtons, type FilterPopover } from './FilterButtons.tsx'
import { JourneyMenu } from './JourneyMenu.tsx'
import { JourneyMenuBar } from './JourneyMenuBar.tsx'
import { JourneyTitle } from './JourneyTitle.tsx'
import { PANEL_WORDS, type PanelName, PANELS } from './panels.ts'
import { SavedState } from './SavedState.tsx'
import { UndoButtons } from './UndoButtons.tsx'
import type { OpenComments } from '#src/features/comments/use-comments.ts'
import type { OpenJourney } from './use-open-journey.ts'

// Others are heard of after the journey is there.
const loadBell = async () => (await import('../HeaderBell.tsx')).HeaderBell
const loadPresence = async () => (await import('./PresenceStack.tsx')).PresenceStack

export interface JourneyTopBarProps {
  readonly summary: JourneyListItem
  readonly open: OpenJourney
  /** `null`: they are not for whoever looks. */
  readonly comments: OpenComments | null
  readonly overlay: boolean
  readonly onOverlayChange: (overlay: boolean) => void
  readonly panel: PanelName | null
  readonly onPanelChange: (panel: PanelName | null) => void
  readonly onSearch: () => void
  readonly onShare: () => void
  readonly openPopover: FilterPopover | null
  readonly onPopoverChange: (open: FilterPopover | null) => void
  readonly isPhone: boolean
}

/** Everything about the journey as a whole. On a phone most of it moves into the menu and the bar below. */
export function JourneyTopBar(props: JourneyTopBarProps) {
  const { summary, open, comments, overlay, onOverlayChange, panel, onPanelChange, onSearch, onShare, isPhone } = props
  const { openPopover, onPopoverChange } = props
  const { collaboration, editor } = open
  const now = useNow(MINUTE_MS)
  const presence = useSoon(loadPresence, false)
  const bell = useSoon(loadBell, false)
  return (
    <header className="isolate flex h-14 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 max-md:h-12">
      <Tooltip label="Your journeys">
        <Link
          href="/"
          aria-label="Your journeys"
          className="flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-ink/6 pointer-coarse:size-10"
        >
          <Logo />
        </Link>
      </Tooltip>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-w-0 items-center gap-1">
          <JourneyTitle />
          {isPhone && <JourneyMenu />}
          {isReviewOverdue(summary.reviewAt, now) && (
            <button
              type="button"
              onClick={() => onPanelChange('past')}
              className="shrink-0 rounded-full pointer-coarse:py-2.5"
            >
              {/* A badge as any other; theirs come with more code than belongs before the journey. */}
              <span className="inline-flex h-5 items-center rounded-full bg-warn-soft px-2 text-2xs font-medium whitespace-nowrap text-warn">
                Review{isPhone ? <span className="sr-only"> overdue</span> : ' overdue'}
              </span>
            </button>
          )}
          <SavedState connection={collaboration.connection} iconOnly={isPhone} />
        </div>
        {!isPhone && <JourneyMenuBar />}
      </div>
      {editor.canEdit && <UndoButtons editor={editor} undoOnly={isPhone} />}
      {!isPhone && (
        <>
          {editor.canEdit && <span aria-hidden className="mx-1 h-5 w-px bg-line" />}
          <ViewSwitch iconsOnly />
          <span aria-hidden className="mx-1 h-5 w-px bg-line" />
          <IconButton
            icon={Search}
            label="Search this journey"
            shortcut="Mod+F"
            pressed={panel === 'search'}
            onClick={onSearch}
          />
          <FilterButtons open={openPopover} onChange={onPopoverChange} />
          <IconButton
            icon={ChartNoAxesColumn}
            label={overlay ? 'Hide numbers' : 'Show numbers'}
            pressed={overlay}
            onClick={() => onOverlayChange(!overlay)}
          />
          {PANELS.filter((name) => name !== 'comments').map((name) => (
            <IconButton
              key={name}
              icon={PANEL_WORDS[name].icon}
              label={PANEL_WORDS[name].label}
              pressed={panel === name}
              onClick={() => onPanelChange(panel === name ? null : name)}
            />
          ))}
          {summary.comments !== 'none' && (
            <CommentsButton
              open={comments}
              pressed={panel === 'comments'}
              onClick={() => onPanelChange(panel === 'comments' ? null : 'comments')}
            />
          )}
          <span aria-hidden className="mx-1 h-5 w-px bg-line" />
        </>
      )}
      {presence && <presence.Part participants={collaboration.participants} facesShown={isPhone ? 2 : 4} />}
      {!isPhone && summary.may.share && (
        <Button variant="primary" icon={Share2} onClick={onShare} className="mx-1">
          Share
        </Button>
      )}
      {bell && <bell.Part />}
      <SessionMenu />
    </header>
  )
}
