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
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { useSoon } from '#src/ui/late.ts'
import { buttonClass } from '#src/ui/Button.tsx'
import { BarButton } from './BarButton.tsx'
import { ConnectionWord } from './ConnectionWord.tsx'
import { useAllReadings, useLens, useSnapshot, useView } from './view-context.ts'
import type { ViewPanel } from './ViewShell.tsx'

/** As whom one looks, through what and at which numbers is chosen once there is something to look at. Its place is kept. */
const loadLookBar = async () => (await import('./LookBar.tsx')).LookBar

interface ViewBarProps {
  readonly panel: ViewPanel | null
  readonly onPanel: (panel: ViewPanel | null) => void
  readonly onPresent: () => void
}

/** What the journey is called and how it is looked at. */
export function ViewBar({ panel, onPanel, onPresent }: ViewBarProps) {
  const { address, collaboration, lens } = useView()
  const snapshot = useSnapshot()
  const { way, filter, showsNumbers } = useLens()
  const { talk } = useStore(useView().talk)
  const role = useStore(collaboration.connection, (state) => state.role)
  const lookBar = useSoon(loadLookBar, false)
  // Until the numbers have come, what is bound says whether there will be any: then the row keeps its place.
  const hasNumbers = (useAllReadings()?.datasets.length ?? snapshot.bindings.size) > 0 && showsNumbers
  const personas = personasInOrder(snapshot)
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
      {(personas.length > 1 || snapshot.views.size > 0 || isFiltered || hasNumbers) && (
        <div className="min-h-10 pointer-coarse:min-h-12">
          {lookBar && <lookBar.Part personas={personas} isFiltered={isFiltered} hasNumbers={hasNumbers} />}
        </div>
      )}
    </header>
  )
}
