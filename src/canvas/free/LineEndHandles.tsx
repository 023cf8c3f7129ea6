import { moveLineEnds } from '#shared/model/commands/move-line-ends.ts'
import type { Card } from '#shared/model/records/card.ts'
import { type KeyboardEvent, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { dragLineEnd } from '../gestures/drag-line-end.ts'
import { focusElement } from '../keyboard/focus-element.ts'
import { NUDGE_PX } from '../keyboard/move-selected.ts'
import { tellRefusal } from '../tell-refusal.ts'
import { type LineEndName, type LineEnds, withEndAt } from './line-ends.ts'

const END_NAMES: Readonly<Record<LineEndName, string>> = { from: 'Start', to: 'End' }
const WAYS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The two ends of a selected line, each to be dragged by itself, or moved by the arrow keys when Tab has led to it. */
export function LineEndHandles({ card, ends }: { readonly card: Card; readonly ends: LineEnds }) {
  const core = useCanvas()
  const refs = { from: useRef<HTMLButtonElement>(null), to: useRef<HTMLButtonElement>(null) }
  /** The undo step that the next press of an arrow joins. */
  const pushed = useRef<{ readonly which: LineEndName; readonly undoCount: number } | null>(null)
  // Written by the drag itself while it lasts, so that no move of the pointer renders.
  const place = (now: LineEnds): void => {
    for (const which of ['from', 'to'] as const) {
      const style = refs[which].current?.style
      if (style) Object.assign(style, handleStyle(now[which]))
    }
  }
  const press = (event: KeyboardEvent, which: LineEndName): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const way = WAYS[event.key]
    if (event.key === 'Escape') focusElement(core, card.id)
    if (event.key !== 'Escape' && !way) return
    event.preventDefault()
    event.stopPropagation()
    if (!way) return
    const { undoState } = core.editor
    const byPx = event.shiftKey ? NUDGE_PX.coarse : NUDGE_PX.fine
    const at = { x: ends[which].x + way[0] * byPx, y: ends[which].y + way[1] * byPx }
    const continues = pushed.current?.which === which && pushed.current.undoCount === undoState.getState().undoCount
    const moved = core.editor.run(moveLineEnds, { cardId: card.id, ...withEndAt(ends, which, at) }, { continues })
    if (tellRefusal(moved)) pushed.current = { which, undoCount: undoState.getState().undoCount }
  }
  return (['from', 'to'] as const).map((which) => (
    <button
      key={which}
      ref={refs[which]}
      type="button"
      data-canvas-control
      data-testid={`line-${which}`}
      aria-label={`${END_NAMES[which]} of the ${card.shape ?? 'line'}, arrow keys move it`}
      className="line-end nopan"
      style={handleStyle(ends[which])}
      onKeyDown={(event) => press(event, which)}
      onPointerDown={(event) => {
        event.stopPropagation()
        if (event.button === 0) dragLineEnd(core, event.nativeEvent, card, which, place)
      }}
    />
  ))
}

const handleStyle = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  translate: `calc(${x}px - 50%) calc(${y}px - 50%)`,
})
