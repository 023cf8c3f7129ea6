import { distanceToStretch } from '#shared/layout/free-hit.ts'
import { grownRect, type Point, type Rect, rectAround } from '#shared/layout/rect.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { INK_STROKE_MAX, INK_STROKES_MAX } from '#shared/model/records/limits.ts'
import { toast } from '#src/ui/toast.ts'
import type { CanvasCore } from '../canvas-context.ts'

/** Strokes that follow one another so soon and so near belong to one drawing, like the letters of a word. */
const TOGETHER_MS = 1_500
const TOGETHER_PX = 60
/** Thousandths of a larger box would be coarse. */
const DRAWING_MAX_PX = 900
const ROOM_PX = 6
const THOUSANDTHS = 1_000

/** The drawing that this person has just been at. */
let last: { readonly core: CanvasCore; readonly cardId: CardId; readonly at: number } | undefined

/** Adds a stroke (journey pixels) to the drawing that one is at, else as a new one; one undo step. */
export function finishStroke(core: CanvasCore, points: readonly Point[]): CardId | undefined {
  const kept = points.slice(0, INK_STROKE_MAX / 2)
  // A dot is a stroke, too.
  const [dot] = kept
  const stroke = kept.length === 1 && dot ? [dot, { x: dot.x + 0.5, y: dot.y + 0.5 }] : kept
  const box = boxAround(stroke)
  if (!box) return undefined
  const cardId = extended(core, stroke, box) ?? added(core, stroke, box)
  if (cardId !== undefined) last = { core, cardId, at: performance.now() }
  return cardId
}

function added(core: CanvasCore, stroke: readonly Point[], box: Rect): CardId | undefined {
  const card = core.editor.run(addFreeCard, { ...box, kind: 'ink', fields: { ink: [inBox(stroke, box)] } })
  if (card.ok) return card.value.cardId
  toast.error('This journey holds as many cards as it can')
  return undefined
}

function extended(core: CanvasCore, stroke: readonly Point[], box: Rect): CardId | undefined {
  if (last?.core !== core || performance.now() - last.at > TOGETHER_MS) return undefined
  const card = core.scene.get().snapshot.cards.get(last.cardId)
  if (card?.place.kind !== 'free' || !card.ink || card.isLocked || card.ink.length >= INK_STROKES_MAX) return undefined
  const { x, y, width, height } = card.place
  const near = grownRect({ x, y, width, height }, TOGETHER_PX)
  const touches =
    box.x < near.x + near.width &&
    near.x < box.x + box.width &&
    box.y < near.y + near.height &&
    near.y < box.y + box.height
  const whole = rectAround([{ x, y, width, height }, box])
  if (!touches || !whole || Math.max(whole.width, whole.height) > DRAWING_MAX_PX) return undefined
  const before = card.ink.map((one) => {
    const old: Point[] = []
    for (let at = 0; at + 1 < one.length; at += 2) {
      old.push({
        x: x + ((one[at] ?? 0) / THOUSANDTHS) * width,
        y: y + ((one[at + 1] ?? 0) / THOUSANDTHS) * height,
      })
    }
    return inBox(old, whole)
  })
  const resized = core.editor.run(resizeFreeCards, { boxes: [{ cardId: card.id, ...whole }] })
  if (!resized.ok) return undefined
  const patch = { ink: [...before, inBox(stroke, whole)] }
  core.editor.run(editCards, { cardIds: [card.id], patch }, { continues: true })
  return card.id
}

function boxAround(stroke: readonly Point[]): Rect | undefined {
  const around = rectAround(stroke.map(({ x, y }) => ({ x, y, width: 0, height: 0 })))
  if (!around) return undefined
  const { x, y, width, height } = grownRect(around, ROOM_PX)
  return { x: Math.floor(x), y: Math.floor(y), width: Math.ceil(width) + 1, height: Math.ceil(height) + 1 }
}

/** x, y, x, y … in thousandths of a box. */
function inBox(stroke: readonly Point[], box: Rect): number[] {
  const share = (value: number): number => Math.min(THOUSANDTHS, Math.max(0, Math.round(value * THOUSANDTHS)))
  return stroke.flatMap(({ x, y }) => [share((x - box.x) / box.width), share((y - box.y) / box.height)])
}

/** Without the points that a straight line between their neighbours passes within `reach` of (Ramer, Douglas, Peucker). */
export function thinned(points: readonly Point[], reach: number): readonly Point[] {
  const [first, end] = [points[0], points.at(-1)]
  if (!first || !end || points.length < 3) return points
  const keep = new Set([0, points.length - 1])
  const open: [number, number][] = [[0, points.length - 1]]
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range
    const [a, b] = [points[from] ?? first, points[to] ?? end]
    let farthest = -1
    let most = reach
    for (let index = from + 1; index < to; index++) {
      const distance = distanceToStretch(points[index] ?? a, a, b)
      if (distance > most) {
        most = distance
        farthest = index
      }
    }
    if (farthest < 0) continue
    keep.add(farthest)
    open.push([from, farthest], [farthest, to])
  }
  return points.filter((_, index) => keep.has(index))
}
