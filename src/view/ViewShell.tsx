import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { SavedViewId } from '#shared/model/records/saved-view.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { ElementLinksContext } from '#src/rich-text/element-links.ts'
import { late, useSoon } from '#src/ui/late.ts'
import { tellUsable } from '#src/ui/usable.ts'
import { useFollowing } from './following/use-following.ts'
import { lookAs, lookThrough } from './lens.ts'
import { loadMap, loadReading } from './later-parts.ts'
import { targetOf } from './view-address.ts'
import { useLens, useSnapshot, useView } from './view-context.ts'
import { ViewBar } from './ViewBar.tsx'

const JourneyMap = late(loadMap)
const ReadingPane = late(loadReading)
const FollowBar = late(async () => (await import('./following/FollowBar.tsx')).FollowBar)
const DetailsSheet = late(async () => (await import('./details/DetailsSheet.tsx')).DetailsSheet)
const FilterSheet = late(async () => (await import('./filter/FilterSheet.tsx')).FilterSheet)
const PresentMode = late(async () => (await import('./presenting/PresentMode.tsx')).PresentMode)

/** The journey comes first: what is said beside it is as much code again, and a slow phone would stand still while it comes. */
const COMMENTS_AFTER_MS = 3 * SECOND_MS
const loadComments = async () => {
  await new Promise((resolve) => setTimeout(resolve, COMMENTS_AFTER_MS))
  return (await import('./comments/CommentsHome.tsx')).CommentsHome
}

/** What may stand beside the journey. */
export type ViewPanel = 'filter' | 'comments'

/** The journey on the screen: a bar, the map or the pages, what is looked at closely, and the presentation over it all. */
export function ViewShell() {
  const view = useView()
  const { info } = useSnapshot()
  const { way } = useLens()
  const [panel, setPanel] = useState<ViewPanel | null>(null)
  const [presents, setPresents] = useState(view.address.presents)
  const { target } = useStore(view.looked)
  const following = useFollowing(presents)
  useAddress()
  useEffect(() => {
    document.title = `${info.title || 'Untitled journey'} · Waymark`
  }, [info.title])
  const showElement = useMemo(
    () => (elementId: string) => {
      view.looked.setState({ target: null })
      view.wish.setState({ target: { elementId, measure: null } })
    },
    [view],
  )
  const { place } = view.address
  const comments = useSoon(loadComments, false)
  const openComments = useCallback(() => setPanel('comments'), [])
  const closePanel = useCallback(() => setPanel(null), [])
  const isOver = presents || following.leader !== null

  return (
    <ElementLinksContext value={showElement}>
      <div className="flex h-dvh flex-col overflow-hidden bg-canvas" inert={isOver}>
        <ViewBar panel={panel} onPanel={setPanel} onPresent={() => setPresents(true)} />
        <div role="status">
          {!isOver && following.offer && (
            <Suspense fallback={null}>
              <FollowBar offer={following.offer} onFollow={following.follow} />
            </Suspense>
          )}
        </div>
        <div className="flex min-h-0 flex-1">
          <main className="flex min-h-0 min-w-0 flex-1 flex-col">
            <Suspense fallback={<div className="flex-1" />}>
              {way === 'read' ? <ReadingPane /> : <JourneyMap />}
              <TellUsable />
            </Suspense>
          </main>
          <Suspense fallback={null}>
            {target !== null && <DetailsSheet key={target.elementId} target={target} />}
            {panel === 'filter' && <FilterSheet onClose={closePanel} />}
          </Suspense>
          {comments && place.kind === 'page' && (
            <comments.Part
              journeyId={place.journeyId}
              isOpen={panel === 'comments'}
              onOpen={openComments}
              onClose={closePanel}
            />
          )}
        </div>
      </div>
      <Suspense fallback={null}>
        {isOver && (
          <PresentMode
            key={following.leader === null ? 'own' : 'led'}
            leader={following.leader}
            onEnd={() => {
              if (following.leader !== null) following.leave()
              setPresents(false)
            }}
          />
        )}
      </Suspense>
    </ElementLinksContext>
  )
}

/** Beside what is looked at, and as late as that: nothing else is fetched while its code is on the way. */
function TellUsable() {
  useEffect(tellUsable, [])
  return null
}

/** What the address asks for, once the journey is here; and the address again when another element is meant. */
function useAddress(): void {
  const view = useView()
  useEffect(() => {
    const { address, lens, snapshot, looked } = view
    const { personas, views } = snapshot.getState()
    const saved = views.get((address.saved ?? '') as SavedViewId)
    if (saved) lookThrough(lens, saved)
    if (personas.has((address.personaId ?? '') as PersonaId)) lookAs(lens, address.personaId as PersonaId)
    if (address.target?.measure) looked.setState({ target: address.target })
  }, [view])
  useEffect(() => {
    const { place } = view.address
    if (place.kind === 'embed') return undefined
    const follow = (): void => {
      const target = targetOf(window.location.hash.slice(1))
      if (target) view.wish.setState({ target })
    }
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [view])
}
