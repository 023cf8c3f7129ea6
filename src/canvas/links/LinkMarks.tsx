import type { Link, LinkId } from '#shared/model/records/link.ts'
import { formatCompact, formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout, metricMeasure } from '#shared/metrics/measures.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { type HandOff, handOffs, handOffWords } from '#shared/model/selectors/hand-offs.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { memo, useCallback, useRef, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { cardSight } from '../card-sight.ts'
import { tilesInView } from '../card-window.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { HandOffBadge } from './HandOffBadge.tsx'
import { linkFlows } from './link-flows.ts'
import { linkShapes, type LinkShape } from './link-shapes.ts'

/** The words and numbers of the links near the view; the lines themselves are painted on the ground. */
export const LinkMarks = memo(function LinkMarks({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const shapes = useShapesInView(cardWindow)
  return shapes.map((shape) => <LinkMark key={shape.link.id} shape={shape} />)
})

const NO_METRICS: readonly MetricReading[] = []
const NO_SHAPES: readonly LinkShape[] = []
const COUNT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

function LinkMark({ shape: { link, path } }: { readonly shape: LinkShape }) {
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
  const handOff = useHandOff(link.id)
  const label = linkLabel(editor.getSnapshot(), link, handOff)
  return (
    <div className="mark-place" style={{ left: path.middle.x, top: path.middle.y }}>
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
}

/** On a shorter link a mark would hide the line: it stands above. */
const TIGHT_PX = 64

const handOffOfLink = new WeakMap<readonly HandOff[], ReadonlyMap<LinkId | null, HandOff>>()

function useHandOff(linkId: LinkId): HandOff | undefined {
  const { editor } = useCanvas()
  const isShown = useCanvasState((state) => state.areHandOffsShown)
  return useSyncExternalStore(editor.subscribe, () => {
    if (!isShown) return undefined
    const all = handOffs(editor.getSnapshot())
    let byLink = handOffOfLink.get(all)
    if (!byLink) handOffOfLink.set(all, (byLink = new Map(all.map((one) => [one.linkId, one]))))
    return byLink.get(linkId)
  })
}

function linkLabel(snapshot: JourneySnapshot, link: Link, handOff: HandOff | undefined): string {
  const name = (id: Link['fromCardId']): string => snapshot.cards.get(id)?.title || 'untitled'
  const to = link.toCardId === link.fromCardId ? 'itself' : name(link.toCardId)
  const change = handOff ? `, hand-off: ${handOffWords(handOff)}` : ''
  const words = `Link from ${name(link.fromCardId)} to ${to}${change}`
  return link.label === '' ? words : `${words}, label ${link.label}`
}

function useShapesInView(cardWindow: CardWindow): readonly LinkShape[] {
  const { view, scene, offsets, editor } = useCanvas()
  const shown = useRef({ shapes: NO_SHAPES, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [offsets, cardWindow, editor.lens].map((source) => source.subscribe(listener))
      stops.push(scene.subscribeLater(listener), view.subscribeAtRest(listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene, offsets, cardWindow, editor],
  )
  return useSyncExternalStore(subscribe, () => {
    const { x, y, width, height } = tilesInView(view.get())
    const layout = scene.get()
    const sight = cardSight(editor)
    const shapes = cardWindow.isFar()
      ? NO_SHAPES
      : linkShapes(layout, { x, y, width, height }, offsets).filter(({ link }) => sight.ofLink(link) !== 'hidden')
    // What is drawn of a link: its words and where they stand.
    const key = shapes
      .map(({ link, path }) => `${link.id} ${link.label} ${path.middle.x} ${path.middle.y} ${path.labelPx}`)
      .join('|')
    if (key !== shown.current.key) shown.current = { shapes, key }
    return shown.current.shapes
  })
}
