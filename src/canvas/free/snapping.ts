import type { Point, Rect } from '#shared/layout/rect.ts'
import type { Handle, ResizeRules } from '#shared/layout/resize-rect.ts'
import { resizedRect } from '#shared/layout/resize-rect.ts'
import { guidesThrough, snapLines, type SnapLines, snapMove, snapResize } from '#shared/layout/snap.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { cardSight } from '../card-sight.ts'
import { visibleRect } from '../view.ts'

/** So near on the screen, things come to rest at a line. */
const REACH_PX = 6

/** Brings what one drags into line with what lies still, and shows the guides. With `isOff` (Ctrl or ⌘ held) it leaves it alone. */
export interface Snapping {
  /** How far to move something that lies at `rect` and is meant to go `by`. */
  readonly move: (rect: Rect, by: Point, isOff: boolean) => Point
  readonly resize: (rect: Rect, handle: Handle, by: Point, rules: ResizeRules, isOff: boolean) => Rect
  readonly end: () => void
}

/** For one drag of some cards. The lines are looked up again only when the view moves. */
export function createSnapping({ scene, view, guides, editor }: CanvasCore, moving: ReadonlySet<string>): Snapping {
  const sight = cardSight(editor)
  const without = new Set(moving)
  for (const { card } of scene.get().free) if (sight.of(card) === 'hidden') without.add(card.id)
  let seen: ReturnType<typeof view.get> | undefined
  let lines: SnapLines = { x: [], y: [] }
  const linesNow = (): SnapLines => {
    const now = view.get()
    if (now !== seen) {
      seen = now
      lines = snapLines(scene.get(), visibleRect(now), without)
    }
    return lines
  }
  const reach = (): number => REACH_PX / view.get().zoom
  return {
    move(rect, by, isOff) {
      const meant = { ...rect, x: rect.x + by.x, y: rect.y + by.y }
      const { dx, dy } = isOff ? { dx: 0, dy: 0 } : snapMove(meant, linesNow(), reach())
      const at = { ...meant, x: meant.x + dx, y: meant.y + dy }
      guides.set(isOff ? [] : guidesThrough(at, linesNow()))
      return { x: by.x + dx, y: by.y + dy }
    },
    resize(rect, handle, by, rules, isOff) {
      if (isOff) {
        guides.set([])
        return resizedRect(rect, handle, by, rules)
      }
      const to = snapResize(rect, handle, by, rules, linesNow(), reach())
      guides.set(guidesThrough(to, linesNow()))
      return to
    },
    end: () => guides.set([]),
  }
}
