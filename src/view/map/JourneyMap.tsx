import './map.css'
import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Presence } from '#shared/contract/presence.ts'
import { drawingBounds, drawingParts } from '#shared/drawing/drawing-parts.ts'
import type { freeItems } from '#shared/drawing/free-items.ts'
import { ARROW_DEFS, itemsToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { DARK_THEME, LIGHT_THEME } from '#shared/drawing/theme.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { useSoon } from '#src/ui/late.ts'
import { useTheme } from '#src/ui/theme.ts'
import { BarButton } from '../BarButton.tsx'
import { hiddenPersonas, sightOf } from '../lens.ts'
import { lightUp } from '../light-up.ts'
import { useLens, useSnapshot, useView } from '../view-context.ts'
import { openingCamera, zoomedAt } from './camera.ts'
import { createCamera } from './create-camera.ts'
import { LaneHeads } from './LaneHeads.tsx'
import { MapCards } from './MapCards.tsx'
import { NumberChips } from '../numbers/NumberChips.tsx'
import type { LiveCursors } from './LiveCursors.tsx'
import type { MapLinks } from './MapLinks.tsx'
import type { MapMeasured } from './MapMeasured.tsx'
import { MapPicture } from './MapPicture.tsx'
import { rectOfElement } from './rect-of-element.ts'
import { StepHeads } from './StepHeads.tsx'
import { useCameraGestures } from './use-camera-gestures.ts'

const PAN_PX = 80
const ZOOM_BY = 1.25

/** How links run around the cards is a tenth of the page's code: they are drawn as soon as the rest stands there, and move nothing. */
const loadLinks = async () => (await import('./MapLinks.tsx')).MapLinks
const loadFree = async () => (await import('#shared/drawing/free-items.ts')).freeItems
const loadMeasured = async () => (await import('./MapMeasured.tsx')).MapMeasured
const loadCursors = async () => (await import('./LiveCursors.tsx')).LiveCursors
const loadNothing = () => Promise.resolve(null)

interface JourneyMapProps {
  /** What is to be seen; another one is flown to. Absent: what the person chooses. */
  readonly frame?: ((layout: JourneyLayout) => Rect) | undefined
  /** Says that a frame is another one. */
  readonly frameKey?: string | undefined
  /** The stage that is spoken of: the others step back. */
  readonly stageId?: string | undefined
}

/** The whole journey as it is drawn for everyone, to pan, zoom and tap. */
export function JourneyMap({ frame, frameKey, stageId }: JourneyMapProps) {
  const view = useView()
  const snapshot = useSnapshot()
  const lens = useLens()
  const { resolved } = useTheme()
  const layout = useLayout()
  const box = useRef<HTMLDivElement>(null)
  const moving = useRef<HTMLDivElement>(null)
  const bounds = useMemo(() => drawingBounds(layout), [layout])
  const spot = layout.stages.find((one) => one.stageId === stageId)
  const boundsNow = useRef(bounds)
  useLayoutEffect(() => {
    boundsNow.current = bounds
  }, [bounds])
  const [camera] = useState(() => createCamera(() => boundsNow.current))
  useCameraGestures(box, camera, { pansByFinger: frame === undefined })
  const { target } = useStore(view.wish)
  const { talk } = useStore(view.talk)
  const layoutNow = useRef(layout)
  useLayoutEffect(() => {
    layoutNow.current = layout
  }, [layout])

  const hidden = useMemo(() => hiddenPersonas(snapshot, lens.filter), [snapshot, lens.filter])
  const theme = resolved === 'dark' ? DARK_THEME : LIGHT_THEME
  const free =
    useSoon<typeof freeItems | null>(layout.free.length > 0 ? loadFree : loadNothing, false)?.Part ?? undefined
  const parts = useMemo(
    () => drawingParts(snapshot, layout, theme, hidden, { free }),
    [snapshot, layout, theme, hidden, free],
  )
  const links = useSoon<typeof MapLinks | null>(snapshot.links.size > 0 ? loadLinks : loadNothing, false)
  const isPointedAt = useStore(view.collaboration.participants, ({ others }) => !frame && hasPointer(others))
  const cursors = useSoon<typeof LiveCursors | null>(isPointedAt ? loadCursors : loadNothing, isPointedAt)
  const linksProps = { layout, theme, bounds, spot }
  const hasMeasured = useStore(view.collaboration.readings, (readings) => (readings?.feelings?.length ?? 0) > 0)
  const measured = useSoon<typeof MapMeasured | null>(hasMeasured ? loadMeasured : loadNothing, false)
  const measuredProps = { ...linksProps, hidden }
  const below = useMemo(() => ARROW_DEFS + itemsToSvg(parts.below), [parts])
  const above = useMemo(() => itemsToSvg(parts.above), [parts])
  const sight = useMemo(() => sightOf(lens, snapshot), [lens, snapshot])

  // The camera moves the picture past React: a frame costs one style.
  useLayoutEffect(() => {
    const show = (): void => {
      const { x, y, zoom } = camera.store.getState()
      if (moving.current)
        moving.current.style.transform = `translate(${String(x)}px, ${String(y)}px) scale(${String(zoom)})`
    }
    show()
    return camera.store.subscribe(show)
  }, [camera])

  // The first sight, and another one when the window changes.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const see = (): void => {
      const { width, height } = element.getBoundingClientRect()
      const isFirst = camera.size().width === 0
      camera.resized({ width, height })
      if (width === 0) return
      if (frame) camera.flyTo(frame(layoutNow.current), { isAtOnce: true, most: 1.4 })
      else if (isFirst) camera.set(openingCamera(boundsNow.current, camera.size()))
    }
    see()
    const observer = new ResizeObserver(see)
    observer.observe(element)
    return () => observer.disconnect()
  }, [camera, frame])

  const isFramed = useRef(false)
  useEffect(() => {
    if (frame && isFramed.current) camera.flyTo(frame(layoutNow.current), { most: 1.4 })
    isFramed.current = true
    // oxlint-disable-next-line react/exhaustive-deps -- flies when another frame is meant, not when the same one is made anew
  }, [frameKey, camera])

  useEffect(() => {
    if (target === null || frame) return
    const rect = rectOfElement(layoutNow.current, target.elementId)
    if (!rect) return
    camera.flyTo(rect, { margin: 120, most: 1, isAtOnce: true })
    requestAnimationFrame(() => {
      lightUp(box.current, target.elementId)
      box.current
        ?.querySelector<HTMLElement>(`[data-element-id="${CSS.escape(target.elementId)}"]`)
        ?.focus({ preventScroll: true })
    })
  }, [target, camera, frame])

  const { at } = useStore(view.spot)
  useEffect(() => {
    if (at !== null && !frame) camera.flyTo(around(at), { most: 1 })
  }, [at, camera, frame])

  const pan = (dx: number, dy: number): void => {
    const now = camera.store.getState()
    camera.set({ ...now, x: now.x + dx, y: now.y + dy })
  }
  const zoom = (factor: number): void => {
    const { width, height } = camera.size()
    camera.set(zoomedAt(camera.store.getState(), { x: width / 2, y: height / 2 }, factor))
  }
  const fit = (): void => camera.flyTo(bounds, { most: 1 })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const act = {
      ArrowLeft: () => pan(PAN_PX, 0),
      ArrowRight: () => pan(-PAN_PX, 0),
      ArrowUp: () => pan(0, PAN_PX),
      ArrowDown: () => pan(0, -PAN_PX),
      '+': () => zoom(ZOOM_BY),
      '=': () => zoom(ZOOM_BY),
      '-': () => zoom(1 / ZOOM_BY),
      '0': fit,
    }[event.key]
    if (!act) return
    act()
    event.preventDefault()
  }

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="region"
        aria-label="Map. Arrow keys move it, plus and minus zoom."
        data-testid="journey-map"
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="map-box absolute inset-0 overflow-hidden -outline-offset-2"
      >
        <div ref={moving} className="absolute top-0 left-0 origin-top-left will-change-transform">
          <MapPicture bounds={bounds} svg={below} />
          {measured?.Part && <measured.Part layer="below" {...measuredProps} />}
          {links?.Part && <links.Part layer="lines" {...linksProps} />}
          <MapCards cards={parts.cards} layout={layout} sight={sight} camera={camera} spot={spot} />
          <MapPicture bounds={bounds} svg={above} />
          {links?.Part && <links.Part layer="marks" {...linksProps} />}
          {measured?.Part && <measured.Part layer="above" {...measuredProps} />}
          {talk && !frame && <talk.Marks marks={talk.marks} layout={layout} rectOf={rectOfElement} />}
          {spot && <Veils layout={layout} right={bounds.x + bounds.width} from={spot.x} to={spot.x + spot.width} />}
        </div>
        <LaneHeads layout={layout} camera={camera} />
        <StepHeads layout={layout} camera={camera} stageId={spot?.stageId} />
        {cursors?.Part && <cursors.Part camera={camera} />}
        {snapshot.stages.size === 0 && snapshot.cards.size === 0 && (
          <p className="absolute inset-0 flex items-center justify-center p-8 text-center text-base text-ink-muted">
            Nothing has been laid out yet. As soon as somebody adds stages, they appear here.
          </p>
        )}
      </div>
      {!frame && (
        <div className="absolute bottom-3 left-3 flex max-w-[calc(100%-10rem)] flex-col items-start gap-2">
          {measured?.Part && <measured.Part layer="legend" {...measuredProps} />}
          <NumberChips
            elementId={JOURNEY_ROOT}
            measures={[]}
            className="rounded-lg bg-surface-raised p-1 shadow-raised"
          />
        </div>
      )}
      {!frame && (
        <div
          role="toolbar"
          aria-label="Zoom"
          className="absolute right-3 bottom-3 flex rounded-lg bg-surface-raised p-1 shadow-raised"
        >
          <BarButton icon={Minus} label="Zoom out" onClick={() => zoom(1 / ZOOM_BY)} />
          <BarButton icon={Plus} label="Zoom in" onClick={() => zoom(ZOOM_BY)} />
          <BarButton icon={Maximize} label="Show all" onClick={fit} />
        </div>
      )}
    </div>
  )
}

const hasPointer = (others: ReadonlyMap<number, Presence>): boolean => [...others.values()].some(({ cursor }) => cursor)

/** What is seen of a spot, in journey pixels. */
const around = ({ x, y }: Point): Rect => ({ x: x - 300, y: y - 200, width: 600, height: 400 })

interface VeilsProps {
  readonly layout: JourneyLayout
  /** The right edge of all that is drawn. */
  readonly right: number
  readonly from: number
  readonly to: number
}

/** What lies before and after the stage that is spoken of. */
const Veils = ({ layout, right, from, to }: VeilsProps) =>
  [
    { left: 0, width: from },
    { left: to, width: right - to },
  ].map(({ left, width }) => (
    <div
      key={left}
      aria-hidden
      className="pointer-events-none absolute bg-canvas opacity-75"
      style={{ left, width, top: 0, height: layout.height }}
    />
  ))

/** The layout of what is shown; what did not change keeps its identity. */
function useLayout(): JourneyLayout {
  const snapshot = useSnapshot()
  const [last, setLast] = useState(() => layoutOf(snapshot))
  if (last.snapshot === snapshot) return last
  const next = layoutOf(snapshot, last)
  setLast(next)
  return next
}
