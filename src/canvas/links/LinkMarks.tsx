import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { LinkPath } from '#shared/layout/link-path.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { Link, LinkId } from '#shared/model/records/link.ts'
import { formatCompact, formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout, metricMeasure } from '#shared/metrics/measures.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { type HandOff, handOffs, handOffWords } from '#shared/model/selectors/hand-offs.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { memo, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { cardSight } from '../card-sight.ts'
import { tilesInView } from '../card-window.ts'
import { followAtRest } from '../follow-at-rest.ts'
import type { DragOffsets } from '../drag-offsets.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { HandOffBadge } from './HandOffBadge.tsx'
import { linkFlows } from './link-flows.ts'
import { linkPathIn, linkShapes, type LinkShape, movedLinks, movedPathIn } from './link-shapes.ts'

/** The words and numbers of the links near the view; the lines themselves are painted on the ground. */
export const LinkMarks = memo(function LinkMarks({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const marks = useMarksInView(cardWindow)
  return marks.map((mark) => <LinkMark key={mark.link.id} {...mark} />)
})

/** A link where it lies while nothing is dragged, the hand-off that it is, and how it is called. */
interface Mark extends LinkShape {
  readonly handOff: HandOff | undefined
  readonly label: string
}

const NO_METRICS: readonly MetricReading[] = []
const NO_MARKS: readonly Mark[] = []
const COUNT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

const LinkMark = memo(function LinkMark({ link, path, handOff, label }: Mark) {
  const { editor, canEdit } = useCanvas()
  const { readings, onExplain } = useCanvasPorts()
  const isOverlayOn = useOverlay()
  const isSelected = useStore(editor.selection, (state) => state.ids.has(link.id))
  const isEditing = useStore(editor.selection, (state) => state.editingId === link.id) && canEdit
  const isHovered = useCanvasState((state) => state.hoveredLinkId === link.id)
  const flow = useSyncExternalStore(
    useCallback((listener) => readings?.subscribe(listener) ?? (() => {}), [readings]),
    () => (isOverlayOn ? linkFlows(readings?.getState() ?? null).byLink.get(link.id) : undefined),
  )
  const metrics = useSyncExternalStore(
    useCallback((listener) => readings?.subscribe(listener) ?? (() => {}), [readings]),
    () => {
      const now = isOverlayOn ? readings?.getState() : null
      return now ? metricsOf(now, link.id) : NO_METRICS
    },
  )
  return (
    <div ref={useFollowDrag(link, path)} className="mark-place" style={{ left: path.middle.x, top: path.middle.y }}>
      <div
        className="link-mark"
        data-testid="link"
        data-element-id={link.id}
        data-selected={isSelected || undefined}
        data-hovered={isHovered || undefined}
        role="group"
        aria-roledescription="link"
        tabIndex={-1}
        aria-label={label}
        data-is-tight={(link.label === '' && path.bounds.width < TIGHT_PX) || undefined}
        style={{ maxWidth: isEditing ? undefined : path.labelPx }}
      >
        {handOff && <HandOffBadge handOff={handOff} />}
        {flow && flow.flow.value !== null && (
          <button
            type="button"
            data-canvas-control
            data-testid="link-flow"
            className="link-flow"
            tabIndex={-1}
            aria-label={`${COUNT.format(flow.flow.value)} observed. ${label}`}
            onClick={(event) =>
              onExplain({ kind: 'link', linkId: link.id, metric: 'flow' }, event.currentTarget.getBoundingClientRect())
            }
          >
            <span className="link-flow-number tabular">{COUNT.format(flow.flow.value)}</span>
          </button>
        )}
        {metrics.map((metric) => (
          <button
            key={metric.metricId}
            type="button"
            data-canvas-control
            data-testid="link-metric"
            className="link-flow"
            tabIndex={-1}
            aria-label={`${metric.name}: ${formatReading(metric.reading)}. ${label}`}
            title={`${metric.name}: ${formatReading(metric.reading)}`}
            onClick={(event) =>
              onExplain(
                { kind: 'element', elementId: link.id, metric: metricMeasure(metric.metricId) },
                event.currentTarget.getBoundingClientRect(),
              )
            }
          >
            <span className="link-flow-number tabular" data-weak={doubtAbout(metric.reading) !== null || undefined}>
              {formatCompact(metric.reading)}
            </span>
          </button>
        ))}
        {isEditing ? (
          <TextEditor
            root="links"
            id={link.id}
            field="label"
            autoFocus
            className="link-editor nodrag nopan nowheel"
            label="Link label"
            placeholder="Label"
            onDone={() => editor.stopEditing()}
          />
        ) : (
          link.label !== '' && (
            <span className="link-label" dir="auto" title={link.label}>
              {link.label}
            </span>
          )
        )}
      </div>
    </div>
  )
})

/** On a shorter link a mark would hide the line: it stands above. */
const TIGHT_PX = 64

/** While a card at its end is dragged, the mark stays on the line, without rendering. */
function useFollowDrag(link: Link, { middle }: LinkPath) {
  const { scene, offsets } = useCanvas()
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const follow = (): void => {
      const path = movedPathIn(scene.get(), link, offsets)
      const by = path && `${path.middle.x - middle.x}px ${path.middle.y - middle.y}px`
      if (ref.current) ref.current.style.translate = by ?? ''
    }
    follow()
    const stops = [link.fromCardId, link.toCardId].map((id) => offsets.subscribeCard(id, follow))
    return () => {
      for (const stop of stops) stop()
    }
  }, [scene, offsets, link, middle])
  return ref
}

const handOffOfLink = new WeakMap<readonly HandOff[], ReadonlyMap<LinkId | null, HandOff>>()

function handOffAlong(snapshot: JourneySnapshot, linkId: LinkId): HandOff | undefined {
  const all = handOffs(snapshot)
  let byLink = handOffOfLink.get(all)
  if (!byLink) handOffOfLink.set(all, (byLink = new Map(all.map((one) => [one.linkId, one]))))
  return byLink.get(linkId)
}

function linkLabel(snapshot: JourneySnapshot, link: Link, handOff: HandOff | undefined): string {
  const name = (id: Link['fromCardId']): string => snapshot.cards.get(id)?.title || 'untitled'
  const to = link.toCardId === link.fromCardId ? 'itself' : name(link.toCardId)
  const change = handOff ? `, hand-off: ${handOffWords(handOff)}` : ''
  const words = `Link from ${name(link.fromCardId)} to ${to}${change}`
  return link.label === '' ? words : `${words}, label ${link.label}`
}

function useMarksInView(cardWindow: CardWindow): readonly Mark[] {
  const { view, scene, offsets, editor } = useCanvas()
  const areHandOffsShown = useCanvasState((state) => state.areHandOffsShown)
  const shown = useRef({ marks: NO_MARKS, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [offsets.subscribeIds(listener), cardWindow.subscribeDetail(listener)]
      stops.push(editor.lens.subscribe(listener), followAtRest({ view, scene }, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene, offsets, cardWindow, editor],
  )
  return useSyncExternalStore(subscribe, () => {
    const layout = scene.get()
    const sight = cardSight(editor)
    const marks = (cardWindow.isFar() ? [] : shapesAround(layout, tilesInView(view.get()), offsets))
      .filter(({ link }) => sight.ofLink(link) !== 'hidden')
      .map(({ link, path }): Mark => {
        const handOff = areHandOffsShown ? handOffAlong(layout.snapshot, link.id) : undefined
        return { link, path, handOff, label: linkLabel(layout.snapshot, link, handOff) }
      })
    // What is drawn of a link: its words and where they stand.
    const key = marks
      .map(({ link, path, label }) => `${link.id} ${label} ${path.middle.x} ${path.middle.y} ${path.labelPx}`)
      .join('|')
    if (key !== shown.current.key) shown.current = { marks, key }
    return shown.current.marks
  })
}

/** Where they lie at rest: those in an area, and those that somebody drags there. */
function shapesAround(layout: JourneyLayout, area: Rect, offsets: DragOffsets): readonly LinkShape[] {
  const seen = linkShapes(layout, area)
  const known = new Set(seen.map(({ link }) => link))
  const dragged = [...movedLinks(layout, offsets)].flatMap((link): LinkShape[] => {
    const path = known.has(link) ? undefined : linkPathIn(layout, link)
    return path ? [{ link, path }] : []
  })
  return [...seen, ...dragged]
}
