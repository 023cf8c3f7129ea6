import { expect, test } from 'vitest'
import { thinOut } from '#src/canvas/headers/thin-titles.ts'

/** Lanes of these heights below each other, and stages of these widths, as the bands have them. */
function bands(heights: readonly number[], widths: readonly number[] = []): HTMLElement {
  const root = document.createElement('div')
  let y = 0
  for (const height of heights) {
    root.insertAdjacentHTML('beforeend', `<div class="lane-place" data-y="${y}" data-height="${height}"></div>`)
    y += height
  }
  for (const width of widths)
    root.insertAdjacentHTML('beforeend', `<div class="stage-title" data-width="${width}"></div>`)
  return root
}
const namedIn = (root: HTMLElement): readonly boolean[] =>
  [...root.querySelectorAll('.lane-place')].map((lane) => !lane.hasAttribute('data-unnamed'))
const thinIn = (root: HTMLElement): readonly boolean[] =>
  [...root.children].map((title) => title.hasAttribute('data-thin'))

test('names of lanes never lie on each other, however far away the journey is', () => {
  const root = bands([100, 100, 100, 250, 100, 100])
  thinOut(root, 0.5)
  expect(namedIn(root)).toEqual([true, true, true, true, true, true])
  expect(thinIn(root)).not.toContain(true)
  // 10 px each: every second one; the one with room for a line has its name in any case.
  thinOut(root, 0.1)
  expect(thinIn(root)).toEqual([true, true, true, false, true, true])
  expect(namedIn(root)).toEqual([true, false, true, true, true, false])
  thinOut(root, 0.03)
  expect(namedIn(root).filter(Boolean).length).toBeLessThan(3)
  thinOut(root, 1)
  expect(namedIn(root)).not.toContain(false)
})

test('a stage too narrow for words is a block', () => {
  const root = bands([], [240, 960])
  thinOut(root, 0.2)
  expect(thinIn(root)).toEqual([true, false])
})
