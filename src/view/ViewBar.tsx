import {
  BookOpen,
  ChartNoAxesColumn,
  ListFilter,
  Map as MapIcon,
  MessageSquare,
  Pencil,
  Presentation,
} from 'lucide-react'
import { useStore } from 'zustand'
import { canEdit } from '#shared/contract/roles.ts'
import { NO_FILTER, type SavedViewId } from '#shared/model/records/saved-view.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { viewsInOrder } from '#shared/model/selectors/views-in-order.ts'
import { buttonClass } from '#src/ui/Button.tsx'
import { BarButton } from './BarButton.tsx'
import { ConnectionWord } from './ConnectionWord.tsx'
import { lookAs, lookAtAll, lookThrough } from './lens.ts'
import { useLens, useSnapshot, useView } from './view-context.ts'
import type { ViewPanel } from './ViewShell.tsx'

interface ViewBarProps {
  readonly panel: ViewPanel | null
  readonly onPanel: (panel: ViewPanel | null) => void
  readonly onPresent: () => void
}

/** What the journey is called and how it is looked at. */
export function ViewBar({ panel, onPanel, onPresent }: ViewBarProps) {
  const { address, collaboration, lens } = useView()
  const snapshot = useSnapshot()
  const { way, filter, showsNumbers, savedViewId } = useLens()
  const { talk } = useStore(useView().talk)
  const role = useStore(collaboration.connection, (state) => state.role)
  const isMap = way === 'map'
  const isFiltered = Object.entries(filter).some(([field, list]) => field !== 'personaIds' && list.length > 0)
  return (
    <header className="shrink-0 border-b border-line bg-surface">
      <div className="flex min-h-12 items-center gap-1 px-2 md:px-3">
        <h1
          className="min-w-0 flex-1 truncate px-1 text-base font-semibold text-ink md:flex-none md:max-w-[40%]"
          dir="auto"
        >
          {snapshot.info.title || 'Untitled journey'}
        </h1>
        <ConnectionWord />
        <div className="flex-1 max-md:hidden" />
        <BarButton
          icon={ChartNoAxesColumn}
          label={showsNumbers ? 'Hide numbers' : 'Show numbers'}
          pressed={showsNumbers}
          className="max-md:hidden"
          onClick={() => lens.setState({ showsNumbers: !showsNumbers })}
        />
        <BarButton
          icon={ListFilter}
          label={isFiltered ? 'Filter (on)' : 'Filter'}
          pressed={panel === 'filter' || isFiltered}
          onClick={() => onPanel(panel === 'filter' ? null : 'filter')}
        />
        {talk !== null && (
          <span className="relative inline-flex">
            <BarButton
              icon={MessageSquare}
              label={talk.unread > 0 ? `Comments, ${String(talk.unread)} unread` : 'Comments'}
              pressed={panel === 'comments'}
              onClick={() => onPanel(panel === 'comments' ? null : 'comments')}
            />
            {talk.unread > 0 && (
              <span
                aria-hidden
                className="pointer-events-none absolute top-1 right-1 size-2 rounded-full bg-accent ring-2 ring-surface"
              />
            )}
          </span>
        )}
        <BarButton
          icon={isMap ? BookOpen : MapIcon}
          label={isMap ? 'Read stage by stage' : 'Show the map'}
          onClick={() => lens.setState({ way: isMap ? 'read' : 'map' })}
        />
        <BarButton icon={Presentation} label="Present" onClick={onPresent} />
        {role !== null && canEdit(role) && address.place.kind === 'page' && (
          <a
            href={`/journeys/${address.place.journeyId}${window.location.hash}`}
            className={buttonClass('secondary', 'md', 'ml-1 max-md:w-11 max-md:px-0')}
            aria-label="Edit this journey"
          >
            <Pencil aria-hidden className="size-4" />
            <span className="max-md:hidden">Edit</span>
          </a>
        )}
      </div>
      <LookBar
        personas={personasInOrder(snapshot)}
        chosen={filter.personaIds}
        onPersona={(id) => lookAs(lens, id)}
        views={viewsInOrder(snapshot)}
        savedViewId={savedViewId}
        onView={(id) => {
          const saved = id === null ? undefined : snapshot.views.get(id)
          if (saved) lookThrough(lens, saved)
          else lookAtAll(lens)
        }}
        onClear={isFiltered ? () => lens.setState({ filter: { ...NO_FILTER, personaIds: filter.personaIds } }) : null}
      />
    </header>
  )
}

interface LookBarProps {
  readonly personas: ReturnType<typeof personasInOrder>
  readonly chosen: readonly string[]
  readonly onPersona: (id: ReturnType<typeof personasInOrder>[number]['id'] | null) => void
  readonly views: ReturnType<typeof viewsInOrder>
  readonly savedViewId: SavedViewId | null
  readonly onView: (id: SavedViewId | null) => void
  /** `null`: nothing to clear. */
  readonly onClear: (() => void) | null
}

const CHIP =
  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line px-3 text-xs font-medium text-ink-muted whitespace-nowrap hover:border-line-strong hover:text-ink aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:h-10'

/** As whom one looks, and through which saved view. Nothing where there is nothing to choose. */
function LookBar({ personas, chosen, onPersona, views, savedViewId, onView, onClear }: LookBarProps) {
  if (personas.length < 2 && views.length === 0 && onClear === null) return null
  return (
    <div className="flex items-center gap-2 overflow-x-auto px-3 pb-2 [scrollbar-width:none]">
      {personas.length > 1 && (
        <div role="group" aria-label="Look as" className="flex gap-1.5">
          <button type="button" className={CHIP} aria-pressed={chosen.length === 0} onClick={() => onPersona(null)}>
            Everyone
          </button>
          {personas.map(({ id, name, color }) => (
            <button
              key={id}
              type="button"
              className={CHIP}
              aria-pressed={chosen.includes(id)}
              onClick={() => onPersona(id)}
            >
              <span
                aria-hidden
                className="size-2.5 rounded-full"
                style={{ background: `var(--persona-${String(color)})` }}
              />
              <span className="max-w-40 truncate" dir="auto">
                {name || 'Unnamed persona'}
              </span>
            </button>
          ))}
        </div>
      )}
      {views.length > 0 && (
        <label className="flex shrink-0 items-center gap-1.5 text-xs text-ink-muted">
          <span className="sr-only">Saved view</span>
          <select
            value={savedViewId ?? ''}
            onChange={(event) => onView(event.target.value === '' ? null : (event.target.value as SavedViewId))}
            className="h-8 max-w-48 rounded-full border border-line bg-surface px-3 text-xs font-medium text-ink pointer-coarse:h-10"
          >
            <option value="">All of the journey</option>
            {views.map(({ id, name }) => (
              <option key={id} value={id}>
                {name || 'Unnamed view'}
              </option>
            ))}
          </select>
        </label>
      )}
      {onClear !== null && (
        <button type="button" className={CHIP} onClick={onClear}>
          Clear filter
        </button>
      )}
    </div>
  )
}
