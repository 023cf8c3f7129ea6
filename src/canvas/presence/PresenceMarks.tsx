import { cardRect } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { useCanvasPorts } from '../ports.ts'
import { PresenceLinks } from './PresenceLinks.tsx'

interface Outline {
  readonly key: string
  readonly rect: Rect
  readonly name: string
  readonly color: number
  /** Only the first of a person's selection carries the name. */
  readonly isNamed: boolean
  readonly isEditing: boolean
}

const NONE: readonly Outline[] = []
/** So many outlines a person; whoever selects all would cover the journey. */
const OUTLINES_MAX = 40

/** What the others have selected, outlined in their colour, and the links that they draw. */
export function PresenceMarks() {
  const outlines = useOutlines()
  const marks = outlines.map(({ key, rect, name, color, isNamed, isEditing }) => (
    <div
      key={key}
      aria-hidden
      data-testid="presence-selection"
      className="presence-outline"
      style={{
        transform: `translate(${rect.x - 3}px, ${rect.y - 3}px)`,
        width: rect.width + 6,
        height: rect.height + 6,
        ['--presence' as string]: `var(--persona-${color})`,
      }}
    >
      {isNamed && (
        <span>
          {name}
          {isEditing && ' is typing'}
        </span>
      )}
    </div>
  ))
  return (
    <>
      {marks}
      <PresenceLinks />
    </>
  )
}

function useOutlines(): readonly Outline[] {
  const { scene } = useCanvas()
  const { participants } = useCanvasPorts()
  const shown = useRef({ outlines: NONE, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [scene.subscribe(listener), participants?.subscribe(listener) ?? (() => {})]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [scene, participants],
  )
  return useSyncExternalStore(subscribe, () => {
    const layout = scene.get()
    const outlines: Outline[] = []
    for (const [connection, { user, selection, drag, editing, caret }] of participants?.getState().others ?? []) {
      // Typed in here, or anywhere else where its texts are shown.
      const typedIn = caret?.id ?? editing
      const ids = new Set([...(typedIn ? [typedIn] : []), ...(selection ?? [])])
      // Dragged cards show whose they are by moving.
      for (const id of drag?.ids ?? []) ids.delete(id)
      let isNamed = true
      for (const id of [...ids].slice(0, OUTLINES_MAX)) {
        const rect = cardRect(layout, id as CardId)
        if (!rect) continue
        const isEditing = typedIn === id
        outlines.push({ key: `${connection} ${id}`, rect, name: user.name, color: user.color, isNamed, isEditing })
        isNamed = false
      }
    }
    // Cursors change far more often than selections do.
    const key = JSON.stringify(outlines)
    if (key !== shown.current.key) shown.current = { outlines, key }
    return shown.current.outlines
  })
}
