import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CanvasCore } from '#src/canvas/canvas-context.ts'
import { pressKey } from '#src/canvas/keyboard/canvas-keys.ts'
import { gridPosition } from '#src/canvas/keyboard/walk-cells.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

let root: HTMLElement
beforeEach(() => {
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(() => root.remove())

/** A journey of one lane and four columns, a card in the first and in the last; the cards and the cell stand on the page. */
function canvas(): CanvasCore {
  const core = canvasCore({
    stages: [4],
    lanes: ['action', 'thought'],
    cards: (step, lane) => (lane === 0 && step % 3 === 0 ? [{}] : []),
  })
  for (const id of ['card0', 'card1']) root.append(stop('card', id))
  root.append(stop('cell-cursor'))
  return { ...core, root: () => root }
}

function stop(testId: string, elementId?: string): HTMLElement {
  const element = document.createElement('div')
  element.tabIndex = -1
  element.dataset['testid'] = testId
  if (elementId !== undefined) element.dataset['elementId'] = elementId
  return element
}

const focus = (elementId: string): void => root.querySelector<HTMLElement>(`[data-element-id="${elementId}"]`)?.focus()
const press = (core: CanvasCore, ...keys: string[]): void => {
  for (const key of keys) pressKey(core, new KeyboardEvent('keydown', { key }))
}
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

test('each of some quick presses counts, though the focus follows with the frame', async () => {
  const core = canvas()
  core.editor.select(['card0'])
  focus('card0')
  press(core, 'ArrowRight', 'ArrowRight')
  expect(core.state.getState().cell?.stepId).toBe('step2')
  press(core, 'ArrowRight', 'ArrowLeft', 'ArrowDown')
  expect(gridPosition(core)).toMatchObject({ column: 2, row: 1 })
  await nextFrame()
  expect(document.activeElement).toBe(root.querySelector('[data-testid=cell-cursor]'))
  expect(gridPosition(core)).toMatchObject({ column: 2, row: 1 })
})

test('who goes on and back at once is where they were', async () => {
  const core = canvas()
  core.editor.select(['card0'])
  focus('card0')
  press(core, 'ArrowRight', 'ArrowLeft')
  await nextFrame()
  await nextFrame()
  expect(document.activeElement).toBe(root.querySelector('[data-element-id="card0"]'))
})

test('a press counts from where the focus went meanwhile', async () => {
  const core = canvas()
  core.editor.select(['card0'])
  focus('card0')
  press(core, 'ArrowRight')
  focus('card1')
  press(core, 'ArrowDown')
  expect(core.state.getState().cell).toMatchObject({ stepId: 'step3', laneId: 'lane1' })
  await nextFrame()
})

test('a pointer that is pressed takes back where the keys were about to go', () => {
  const core = canvas()
  core.editor.select(['card0'])
  focus('card0')
  press(core, 'ArrowRight')
  document.dispatchEvent(new Event('pointerdown'))
  expect(gridPosition(core)).toMatchObject({ column: 0, row: 0 })
})
