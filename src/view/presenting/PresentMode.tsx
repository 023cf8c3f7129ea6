import './present.css'
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { late } from '#src/ui/late.ts'
import { useIsPhone } from '#src/ui/use-media-query.ts'
import { slidesInOrder, type Slide } from '#shared/model/selectors/slides-in-order.ts'
import type { Leader } from '../following/leaders.ts'
import { createViewLens, lookAtAll, lookThrough } from '../lens.ts'
import type { OpenView } from '../open-view.ts'
import type { DeepTarget } from '../view-address.ts'
import { useSnapshot, useView, ViewContext } from '../view-context.ts'
import { LaserLayer } from './LaserLayer.tsx'
import { PresentBar } from './PresentBar.tsx'
import { SlideFace } from './SlideFace.tsx'
import { SpeakerPanel } from './SpeakerPanel.tsx'
import { SpeakerWindow } from './SpeakerWindow.tsx'
import { type PresentKey, presentKeyOf } from './present-keys.ts'
import { useFullScreen } from './use-full-screen.ts'
import { useSwipe } from './use-swipe.ts'

const DetailsSheet = late(async () => (await import('../details/DetailsSheet.tsx')).DetailsSheet)

interface PresentModeProps {
  /** Whom one follows; `null`: one presents oneself. */
  readonly leader: Leader | null
  readonly onEnd: () => void
}

/** The journey slide by slide: led by oneself, with notes and a laser, or by whom one follows. */
export function PresentMode({ leader, onEnd }: PresentModeProps) {
  const view = useView()
  const snapshot = useSnapshot()
  const isPhone = useIsPhone()
  const slides = slidesInOrder(snapshot)
  const [ownId, setOwnId] = useState<string | null>(null)
  const [startedAt] = useState(() => Date.now())
  const wantedId = leader ? leader.slideId : ownId
  const index = Math.max(
    0,
    slides.findIndex(({ id }) => id === wantedId),
  )
  const slide = slides[index]
  const [notesIn, setNotesIn] = useState<'nowhere' | 'panel' | 'window'>('nowhere')
  const [hasLaser, setLaser] = useState(false)
  const fullScreen = useFullScreen()
  const box = useRef<HTMLDivElement>(null)
  const slideView = useSlideView(view, slide, isPhone)

  useShowPresenting(leader === null ? (slide?.id ?? null) : null, startedAt)

  const goTo = useCallback(
    (to: number): void => {
      const next = slides[Math.min(slides.length - 1, Math.max(0, to))]
      if (leader === null && next) setOwnId(next.id)
    },
    [slides, leader, setOwnId],
  )
  const act = useCallback(
    (key: PresentKey): void => {
      if (key === 'end') onEnd()
      else if (key === 'full-screen') fullScreen.toggle()
      else if (leader !== null) return
      else if (key === 'next') goTo(index + 1)
      else if (key === 'previous') goTo(index - 1)
      else if (key === 'first') goTo(0)
      else if (key === 'last') goTo(slides.length - 1)
      else if (key === 'laser') setLaser((isOn) => !isOn)
      else setNotesIn((now) => (now === 'nowhere' ? 'panel' : 'nowhere'))
    },
    [onEnd, fullScreen, leader, goTo, index, slides.length],
  )
  usePresentKeys(act)
  useSwipe(box, hasLaser || leader !== null ? null : (by) => act(by > 0 ? 'next' : 'previous'))
  useEffect(() => box.current?.focus({ preventScroll: true }), [])

  if (!slide) return null
  const notes = (
    <SpeakerPanel
      slide={slide}
      next={slides[index + 1]}
      place={{ index, count: slides.length }}
      startedAt={startedAt}
      onGo={goTo}
    />
  )
  return (
    <section aria-label="Presentation" className="fixed inset-0 z-30 flex flex-col bg-canvas">
      <p aria-live="polite" className="sr-only">
        {`Slide ${String(index + 1)} of ${String(slides.length)}: ${slide.title}`}
      </p>
      <ViewContext value={slideView}>
        <div className="flex min-h-0 flex-1">
          <div
            ref={box}
            tabIndex={-1}
            data-testid="slide"
            data-slide={slide.id}
            data-laser={hasLaser || undefined}
            className="present-slide relative flex min-h-0 min-w-0 flex-1 flex-col outline-none"
          >
            <SlideFace slide={slide} isPhone={isPhone} />
            <LaserLayer box={box} isOn={hasLaser && leader === null} leaderId={leader?.clientId ?? null} />
          </div>
          <Looked />
          {notesIn === 'panel' && leader === null && (
            <aside
              aria-label="Speaker’s notes"
              className="flex w-80 shrink-0 flex-col border-l border-line bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-16 max-md:z-10 max-md:max-h-[45dvh] max-md:w-full max-md:border-t max-md:shadow-overlay"
            >
              {notes}
            </aside>
          )}
        </div>
      </ViewContext>
      <PresentBar
        slides={slides}
        index={index}
        leader={leader}
        hasLaser={hasLaser}
        notesIn={notesIn}
        fullScreen={fullScreen}
        onKey={act}
        onNotesIn={setNotesIn}
      />
      {notesIn === 'window' && leader === null && (
        <SpeakerWindow onKey={act} onClosed={() => setNotesIn((now) => (now === 'window' ? 'nowhere' : now))}>
          {notes}
        </SpeakerWindow>
      )}
    </section>
  )
}

/** What was tapped on the slide. */
function Looked(): ReactNode {
  const { looked } = useView()
  const { target } = useStore(looked)
  return (
    <Suspense fallback={null}>{target !== null && <DetailsSheet key={target.elementId} target={target} />}</Suspense>
  )
}

/** The same journey with a lens of its own: what one looked at before is there again afterwards. */
function useSlideView(view: OpenView, slide: Slide | undefined, isPhone: boolean): OpenView {
  const own = useMemo<OpenView>(
    () => ({
      ...view,
      lens: createViewLens(isPhone ? 'read' : 'map'),
      // A slide says nothing of whose numbers one looked at before.
      readings: view.collaboration.readings,
      looked: createStore<{ readonly target: DeepTarget | null }>(() => ({ target: null })),
      wish: createStore<{ readonly target: DeepTarget | null }>(() => ({ target: null })),
    }),
    [view, isPhone],
  )
  const slideId = slide?.id
  const isView = slide?.kind === 'view'
  useEffect(() => {
    own.looked.setState({ target: null })
    const saved = isView ? view.snapshot.getState().views.get(slideId as never) : undefined
    if (saved) lookThrough(own.lens, saved)
    else lookAtAll(own.lens)
  }, [own, view, slideId, isView])
  return own
}

/** Others see which slide is shown, for as long as it is. */
function useShowPresenting(slideId: string | null, since: number): void {
  const { showPresence } = useView().collaboration
  useEffect(() => {
    if (slideId !== null) showPresence({ presenting: { slideId, since } })
  }, [slideId, since, showPresence])
  useEffect(() => () => showPresence({ presenting: null, laser: null }), [showPresence])
}

function usePresentKeys(act: (key: PresentKey) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const key = presentKeyOf(event)
      if (key === null) return
      event.preventDefault()
      act(key)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [act])
}
