import { beforeAll, describe, expect, it } from 'vitest'
import { loadStepLabels } from '#src/editor/step-labels.ts'
import { canvasActions } from '#src/canvas/canvas-actions.ts'
import type { CanvasCore } from '#src/canvas/canvas-context.ts'
import { createDragOffsets, movedRect, SELF } from '#src/canvas/drag-offsets.ts'
import { barPlace } from '#src/canvas/free/bar-place.ts'
import { fetchLaterParts } from '#src/canvas/later.ts'
import { freeContexts } from '#src/canvas/free/free-contexts.ts'
import { common, hasStylePart } from '#src/canvas/free/style-choices.ts'
import { moveSelectedCards, NUDGE_PX, nudgeFreeCards } from '#src/canvas/keyboard/move-selected.ts'
import { toasts } from '#src/ui/toast.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { presenceSchema } from '#shared/contract/presence.ts'
import { freeCard } from '#tests/support/canvas-journey.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

beforeAll(loadStepLabels)
// Why something was refused is told by the parts that a page fetches when it stands.
beforeAll(() => fetchLaterParts())

const open = (): CanvasCore =>
  canvasCore({
    stages: [1],
    lanes: ['note'],
    cards: () => [
      { title: 'in the grid', id: 'grid' as CardId },
      { ...freeCard(0, 1_000), id: 'a' as CardId },
      { ...freeCard(300, 1_100), id: 'b' as CardId, kind: 'shape', shape: 'ellipse' },
      { ...freeCard(900, 1_200), id: 'c' as CardId, kind: 'shape', shape: 'line', ink: [[0, 0, 1_000, 1_000]] },
    ],
  })

const action = (core: CanvasCore, id: string) => {
  const found = canvasActions(core).find((one) => one.id === id)
  if (!found) throw new Error(`no action ${id}`)
  return found
}
const place = (core: CanvasCore, id: string) => core.scene.get().snapshot.cards.get(id as CardId)?.place

describe('arranging', () => {
  it('is offered for what lies beside the grid, as much as it needs', () => {
    const core = open()
    const canDo = (id: string) => action(core, id).isEnabled?.()
    core.editor.select(['grid', 'a'])
    expect([canDo('arrange.front'), canDo('arrange.align-left'), freeContexts(core)]).toEqual([false, false, []])
    core.editor.select(['a'])
    expect([canDo('arrange.front'), canDo('arrange.align-left')]).toEqual([true, false])
    core.editor.select(['a', 'b'])
    expect([canDo('arrange.align-left'), canDo('arrange.distribute-vertical')]).toEqual([true, false])
    expect(freeContexts(core)).toEqual(['free', 'free-several'])
  })

  it('is one step to undo, and says what', () => {
    const core = open()
    core.editor.select(['a', 'b', 'c'])
    action(core, 'arrange.align-top').run()
    expect([place(core, 'b'), place(core, 'c')]).toMatchObject([{ y: 1_000 }, { y: 1_000 }])
    expect(core.editor.undoState.getState()).toMatchObject({ undoCount: 1, undoLabel: 'align of 3 cards' })
  })

  it('gives no key away twice', () => {
    const keys = canvasActions(open()).flatMap(({ shortcuts = [], id }) => shortcuts.map((key) => [key, id] as const))
    const ours = keys.filter(([, id]) => /^arrange\.(front|back|forward|align|distribute|lock)|^style\./.test(id))
    for (const [key] of ours) expect(keys.filter(([other]) => other === key)).toHaveLength(1)
  })

  it('locks, says so, and unlocks', () => {
    const core = open()
    core.editor.select(['a'])
    const label = () => (action(core, 'arrange.lock').label as () => string)()
    expect(label()).toBe('Lock')
    action(core, 'arrange.lock').run()
    expect(label()).toBe('Unlock')
    action(core, 'arrange.front').run()
    expect(core.editor.undoState.getState().undoCount).toBe(1)
  })
})

it('pushes on with the arrows as one step, until something else is done', () => {
  const core = open()
  core.editor.select(['a'])
  for (let times = 0; times < 3; times++) nudgeFreeCards(core, 'right', NUDGE_PX.fine)
  nudgeFreeCards(core, 'down', NUDGE_PX.coarse)
  expect(place(core, 'a')).toMatchObject({ x: 3, y: 1_010 })
  expect(core.editor.undoState.getState().undoCount).toBe(1)
  core.editor.select(['b'])
  nudgeFreeCards(core, 'up', NUDGE_PX.fine)
  expect(core.editor.undoState.getState().undoCount).toBe(2)
})

describe('what is locked', () => {
  const lock = (core: CanvasCore, id: string) => {
    core.editor.select([id])
    action(core, 'arrange.lock').run()
  }
  const said = () => toasts.getState().items.at(-1)?.message
  it('is not moved by the arrows; the others are, and one is told', () => {
    const core = open()
    lock(core, 'a')
    core.editor.select(['a', 'b'])
    expect(nudgeFreeCards(core, 'right', NUDGE_PX.fine)).toBe(true)
    expect([place(core, 'a'), place(core, 'b')]).toMatchObject([{ x: 0 }, { x: 301 }])
    expect(said()).toBe('A locked card stayed in its place')
    core.editor.select(['a'])
    nudgeFreeCards(core, 'right', NUDGE_PX.coarse)
    expect(place(core, 'a')).toMatchObject({ x: 0 })
    expect(said()).toBe('It is locked. Unlock it first.')
  })
  it('is not moved from cell to cell', () => {
    const core = open()
    lock(core, 'grid')
    const before = place(core, 'grid')
    moveSelectedCards(core, 'right')
    expect(place(core, 'grid')).toEqual(before)
    expect(said()).toBe('It is locked. Unlock it first.')
  })
  it('is neither lined up nor spread, and nothing with it', () => {
    const core = open()
    lock(core, 'b')
    const before = ['a', 'b', 'c'].map((id) => place(core, id))
    core.editor.select(['a', 'b', 'c'])
    action(core, 'arrange.align-top').run()
    action(core, 'arrange.distribute-vertical').run()
    expect(['a', 'b', 'c'].map((id) => place(core, id))).toEqual(before)
    expect(said()).toBe('It is locked. Unlock it first.')
  })
})

describe('styles', () => {
  it('change only those cards that have the part, and keep the rest', () => {
    const core = open()
    core.editor.select(['a', 'b', 'c'])
    action(core, 'style.fill-3').run()
    const cards = [...core.scene.get().snapshot.cards.values()].filter((card) => card.id !== 'grid')
    expect(cards.map((card) => card.style?.fill)).toEqual([3, 3, undefined])
    expect(common(cards, (card) => card.style?.fill)).toBe('mixed')
    expect(cards.map((card) => hasStylePart(card, 'line'))).toEqual([false, true, true])
  })

  it('make no line of a box', () => {
    const core = open()
    core.editor.select(['b', 'c'])
    action(core, 'style.shape-arrow').run()
    action(core, 'style.shape-diamond').run()
    const shapes = ['b', 'c'].map((id) => core.scene.get().snapshot.cards.get(id as CardId)?.shape)
    expect(shapes).toEqual(['diamond', 'arrow'])
  })
})

describe('the style bar', () => {
  const bar = { width: 200, height: 40 }
  const canvas = { width: 1_000, height: 800, bottom: 740 }
  const at = (x: number, y: number, width: number, height: number) => barPlace({ x, y, width, height }, bar, canvas, 20)
  it('stands above, else below, else beside what it is about, and never out of the canvas', () => {
    expect(at(400, 300, 100, 100)).toEqual({ x: 350, y: 240 })
    expect(at(0, 30, 100, 100)).toEqual({ x: 8, y: 150 })
    expect(at(100, 10, 300, 700)).toEqual({ x: 420, y: 340 })
    expect(at(600, 10, 390, 700)).toEqual({ x: 380, y: 340 })
    expect(at(-50, -50, 1_200, 900)).toEqual({ x: 450, y: 8 })
    expect(at(400, 790, 100, 100)).toEqual({ x: 350, y: 692 })
    expect(at(-300, 10, 100, 100)).toBeUndefined()
  })
})

it('a resize under way is drawn for oneself and carried to the others', () => {
  const resize = { from: { x: 0, y: 0, width: 100, height: 100 }, to: { x: 0, y: 0, width: 200, height: 50 } }
  const offsets = createDragOffsets()
  offsets.resize(SELF, ['a'], resize)
  const card = { x: 50, y: 50, width: 50, height: 50 }
  expect(movedRect(card, offsets.get('a'))).toEqual({ x: 100, y: 25, width: 100, height: 25 })
  const user = { id: 'u', name: 'Ann', color: 1, role: 'editor' }
  const presence = { user, drag: { ids: ['a'], dx: 0, dy: 0, resize } }
  expect(presenceSchema.parse(presence)).toEqual(presence)
})
