import { clsx } from 'clsx'
import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { cardLabel } from '#shared/drawing/card-label.ts'
import type { CardDrawing } from '#shared/drawing/drawing-parts.ts'
import { itemsToSvg } from '#shared/drawing/drawing-to-svg.ts'
import type { JourneyLayout, StageSpan } from '#shared/layout/journey-layout.ts'
import { showsMetrics } from '#shared/layout/card-metrics.ts'
import { doRectsOverlap, type Rect } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { Sight } from '../lens.ts'
import { feelingWords } from '#shared/metrics/feelings.ts'
import { useFeelingOf } from '../numbers/shown-numbers.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { ViewImage } from '../ViewImage.tsx'
import { useLens, useSnapshot, useView } from '../view-context.ts'
import { seenRect } from './camera.ts'
import type { MapCamera } from './create-camera.ts'

interface MapCardsProps {
  readonly cards: readonly CardDrawing[]
  readonly layout: JourneyLayout
  readonly sight: (card: Card) => Sight
  readonly camera: MapCamera
  /** The stage that is spoken of: what lies elsewhere shows no numbers. */
  readonly spot: StageSpan | undefined
}

/** So many cards are all drawn at once; of more only those on and around the screen. */
const ALL_UP_TO = 400

/** The cards of the map: drawn as everywhere, and each a button. One is a Tab stop; arrow keys lead to the next in their direction. */
export function MapCards({ cards, layout, sight, camera, spot }: MapCardsProps) {
  const { looked } = useView()
  const [stop, setStop] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const seen = useSeenRect(camera, cards.length > ALL_UP_TO)
  const shown = cards.filter(
    ({ card, rect }) => sight(card) !== 'hidden' && (seen === null || doRectsOverlap(rect, seen)),
  )
  const isStopShown = shown.some(({ card }) => card.id === stop)
  const isBound = useMemo(() => new Set<string>(layout.snapshot.bindings.keys()), [layout])

  const onKeyDown = (event: KeyboardEvent): void => {
    const from = shown.find(({ card }) => card.id === (event.target as HTMLElement).dataset['elementId'])
    const next = from && neighbour(from, shown, event.key)
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    setStop(next.card.id)
    box.current
      ?.querySelector<HTMLElement>(`[data-element-id="${CSS.escape(next.card.id)}"]`)
      ?.focus({ preventScroll: true })
    const { x, y, zoom } = camera.store.getState()
    const { width, height } = camera.size()
    const centre = {
      x: (next.rect.x + next.rect.width / 2) * zoom + x,
      y: (next.rect.y + next.rect.height / 2) * zoom + y,
    }
    const dx = centre.x < 180 ? 180 - centre.x : centre.x > width - 120 ? width - 120 - centre.x : 0
    const dy = centre.y < 120 ? 120 - centre.y : centre.y > height - 80 ? height - 80 - centre.y : 0
    if (dx !== 0 || dy !== 0) camera.set({ zoom, x: x + dx, y: y + dy })
  }

  return (
    // The keys are the cards' own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown}>
      {shown.map(({ card, rect, items }, index) => (
        <MapCard
          key={card.id}
          card={card}
          rect={rect}
          items={items}
          isDimmed={sight(card) === 'dimmed'}
          hasNumbers={(isBound.has(card.id) || showsMetrics(card)) && isInSpot(spot, rect.x + rect.width / 2)}
          isTabStop={isStopShown ? card.id === stop : index === 0}
          onOpen={() => {
            setStop(card.id)
            looked.setState({ target: { elementId: card.id, measure: null } })
          }}
        />
      ))}
    </div>
  )
}

/** Whether something at an x belongs to the stage that is spoken of; to all when none is. */
export const isInSpot = (spot: StageSpan | undefined, x: number): boolean =>
  spot === undefined || (x >= spot.x && x <= spot.x + spot.width)

interface MapCardProps extends CardDrawing {
  readonly isDimmed: boolean
  readonly hasNumbers: boolean
  readonly isTabStop: boolean
  readonly onOpen: () => void
}

const SLACK_PX = 12

const MapCard = memo(
  function MapCard({ card, rect, items, isDimmed, hasNumbers, isTabStop, onOpen }: MapCardProps) {
    const snapshot = useSnapshot()
    const feeling = useFeelingOf(card.id)
    const { showsNumbers } = useLens()
    const picture = useMemo(() => itemsToSvg(items), [items])
    const { x, y, width, height } = rect
    const around = {
      x: x - SLACK_PX,
      y: y - SLACK_PX,
      width: width + 2 * SLACK_PX,
      height: height + 2 * SLACK_PX,
    }
    return (
      <div className={clsx('map-card', isDimmed && 'is-dimmed')} style={{ left: x, top: y, width, height }}>
        {card.kind === 'image' && card.image ? (
          <ViewImage
            imageId={card.image.imageId}
            alt=""
            className="pointer-events-none absolute inset-0 size-full rounded-lg bg-surface-sunken object-contain"
          />
        ) : (
          <svg
            aria-hidden
            className="map-picture pointer-events-none"
            width={around.width}
            height={around.height}
            viewBox={`${String(around.x)} ${String(around.y)} ${String(around.width)} ${String(around.height)}`}
            style={{ left: -SLACK_PX, top: -SLACK_PX }}
            dangerouslySetInnerHTML={{ __html: picture }}
          />
        )}
        <button
          type="button"
          data-element-id={card.id}
          data-testid="map-card"
          tabIndex={isTabStop ? 0 : -1}
          aria-label={
            cardLabel(snapshot, card) + (feeling && showsNumbers ? `, ${feelingWords(card.score, feeling)}` : '')
          }
          onClick={onOpen}
          className="absolute inset-0 rounded-lg hover:bg-ink/4"
        />
        {hasNumbers && (
          <NumberChips
            elementId={card.id}
            measures={['cases', 'conversion']}
            isTight
            isInTabOrder={false}
            className="absolute bottom-1.5 left-1.5 max-w-[calc(100%-12px)]"
          />
        )}
      </div>
    )
  },
  (a, b) =>
    a.card === b.card &&
    a.isDimmed === b.isDimmed &&
    a.hasNumbers === b.hasNumbers &&
    a.isTabStop === b.isTabStop &&
    a.items === b.items,
)

/** Where one is, coarsely: rendered again only after a pan of half a screen. `null`: everything is drawn. */
function useSeenRect(camera: MapCamera, isNeeded: boolean): Rect | null {
  const last = useRef<Rect | null>(null)
  const read = useCallback(() => {
    const seen = isNeeded ? seenRect(camera.store.getState(), camera.size(), 1) : null
    if (seen === null || last.current === null || !isNear(seen, last.current)) last.current = seen
    return last.current
  }, [camera, isNeeded])
  return useSyncExternalStore(camera.store.subscribe, read)
}

const isNear = (a: Rect, b: Rect): boolean =>
  Math.abs(a.x - b.x) < a.width / 6 && Math.abs(a.y - b.y) < a.height / 6 && Math.abs(a.width - b.width) < a.width / 6

/** The nearest card in the direction of an arrow key, judged by the middles: what lies straight ahead before what lies aside. */
function neighbour(from: CardDrawing, all: readonly CardDrawing[], key: string): CardDrawing | undefined {
  const [dx, dy] = {
    ArrowLeft: [-1, 0] as const,
    ArrowRight: [1, 0] as const,
    ArrowUp: [0, -1] as const,
    ArrowDown: [0, 1] as const,
  }[key] ?? [0, 0]
  if (dx === 0 && dy === 0) return undefined
  const middle = ({ rect }: CardDrawing) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })
  const start = middle(from)
  let best: { readonly one: CardDrawing; readonly cost: number } | undefined
  for (const one of all) {
    const at = middle(one)
    const ahead = (at.x - start.x) * dx + (at.y - start.y) * dy
    const aside = Math.abs((at.x - start.x) * dy) + Math.abs((at.y - start.y) * dx)
    if (one === from || ahead <= 1) continue
    const cost = ahead + 3 * aside
    if (best === undefined || cost < best.cost) best = { one, cost }
  }
  return best?.one
}
