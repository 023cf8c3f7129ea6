import { MessageSquare } from 'lucide-react'
import { memo, useCallback, useRef, useSyncExternalStore } from 'react'
import { doRectsOverlap, type Point } from '#shared/layout/rect.ts'
import { useCanvas } from '../canvas-context.ts'
import { tilesInView } from '../card-window.ts'
import { followAtRest } from '../follow-at-rest.ts'
import { commentsId } from '../grid-ids.ts'
import { type CommentPin, type CommentPort, useCanvasPorts } from '../ports.ts'
import { pinPlace } from './pin-places.ts'

/** The pins of comments near the view. They keep their size on the screen, and are looked after when the view rests. */
export function CommentPins() {
  const { comments } = useCanvasPorts()
  return comments && <PinsInView port={comments} />
}

interface PlacedPin {
  readonly pin: CommentPin
  readonly at: Point
}

const NONE: readonly PlacedPin[] = []

const PinsInView = memo(function PinsInView({ port }: { readonly port: CommentPort }) {
  return usePinsInView(port).map(({ pin, at }) => (
    <div key={pin.key} className="comment-pin-place" style={{ left: at.x, top: at.y }}>
      <button
        type="button"
        id={'elementId' in pin.at ? commentsId(pin.at.elementId) : undefined}
        // The journey is one stop in the tab order; with the keyboard one comes here by the panel.
        tabIndex={-1}
        data-canvas-control
        data-testid="comment-pin"
        data-unread={pin.unread > 0 || undefined}
        data-open={pin.isOpen || undefined}
        aria-label={wordsOf(pin)}
        title={wordsOf(pin)}
        className="comment-pin"
        onClick={() => port.onOpen(pin)}
      >
        <MessageSquare aria-hidden size={12} strokeWidth={2.25} />
        <span className="tabular">{pin.count}</span>
      </button>
    </div>
  ))
})

const wordsOf = ({ count, unread }: CommentPin): string =>
  `${count === 1 ? '1 comment' : `${count} comments`}${unread > 0 ? `, ${unread} unread` : ''}`

function usePinsInView({ pins }: CommentPort): readonly PlacedPin[] {
  const { view, scene, offsets } = useCanvas()
  const shown = useRef({ placed: NONE, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [pins.subscribe(listener), offsets.subscribeIds(listener), followAtRest({ view, scene }, listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [pins, view, scene, offsets],
  )
  return useSyncExternalStore(subscribe, () => {
    const all = pins.getState()
    if (all.length === 0) return NONE
    const seen = tilesInView(view.get())
    const layout = scene.get()
    const placed = all.flatMap((pin): PlacedPin[] => {
      // What is carried away takes its place in the journey along.
      if ('elementId' in pin.at && offsets.get(pin.at.elementId)) return []
      const at = pinPlace(layout, pin)
      return at && doRectsOverlap({ ...at, width: 1, height: 1 }, seen) ? [{ pin, at }] : []
    })
    const key = placed
      .map(({ pin, at }) => `${pin.key} ${pin.count} ${pin.unread} ${pin.isOpen} ${at.x} ${at.y}`)
      .join('|')
    if (key !== shown.current.key) shown.current = { placed, key }
    return shown.current.placed
  })
}
