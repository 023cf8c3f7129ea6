import { expect, type Page } from '@playwright/test'
import { boxOf, canvasOf, centreOf, journeyIdOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

const freeKinds = async (page: Page): Promise<string[]> =>
  (await storedJourney(page)).cards.filter((card) => card.place.kind === 'free').map((card) => card.kind)

async function drag(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const [first, ...rest] = points
  if (!first) return
  await page.mouse.move(...first)
  await page.mouse.down()
  for (const point of rest) await page.mouse.move(...point, { steps: 6 })
  await page.mouse.up()
}

async function drawBox(page: Page, x: number, y: number, width: number, height: number): Promise<void> {
  await page.keyboard.press('r')
  await drag(page, [
    [x, y],
    [x + width, y + height],
  ])
  await page.keyboard.press('Escape')
}

test('shapes, notes, frames and ink are drawn beside the grid by their keys', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  const canvas = canvasOf(page)
  await canvas.fit()

  await page.keyboard.press('f')
  await drag(page, [
    [240, 660],
    [620, 800],
  ])
  await page.keyboard.type('Ideas')
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await drag(page, [
    [270, 700],
    [360, 770],
  ])
  await page.keyboard.press('o')
  await drag(page, [
    [660, 680],
    [760, 760],
  ])
  await page.keyboard.press('a')
  await drag(page, [
    [780, 760],
    [880, 690],
  ])
  await page.keyboard.press('p')
  await drag(page, [
    [450, 740],
    [470, 700],
    [500, 760],
    [530, 700],
    [560, 750],
  ])
  await page.keyboard.press('v')
  await page.keyboard.press('n')
  await page.mouse.click(800, 800)
  await page.keyboard.type('A note')
  await page.keyboard.press('Escape')
  await page.screenshot({ path: 'test-results/free.png' })
  await expect
    .poll(async () => (await freeKinds(page)).toSorted())
    .toEqual(['frame', 'ink', 'note', 'shape', 'shape', 'shape'])
  await page.screenshot({ path: 'test-results/free.png' })
})

test('free things are lined up, resized and restyled together', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  const id = journeyIdOf(page)
  const canvas = canvasOf(page)
  await canvas.fit()
  const freeCards = async () => (await storedJourney(page, id)).cards.filter((card) => card.place.kind === 'free')
  // Far apart, so that nothing snaps while it is drawn.
  await drawBox(page, 300, 690, 60, 50)
  await drawBox(page, 410, 730, 90, 40)
  await drawBox(page, 560, 700, 50, 70)
  const boxes = canvas.canvas.locator('[data-testid=card][data-kind=shape]')
  await expect(boxes).toHaveCount(3)

  // Chosen one after the other, lined up and undone as one step.
  await page.mouse.click(330, 715)
  await page.keyboard.down('Shift')
  await page.mouse.click(455, 750)
  await page.mouse.click(585, 735)
  await page.keyboard.up('Shift')
  const bar = page.getByRole('toolbar', { name: 'Style' })
  await expect(bar).toBeVisible()
  await page.keyboard.press('Control+Shift+ArrowUp')
  const tops = async () => new Set((await freeCards()).map((card) => card.place.y)).size
  await expect.poll(tops).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(tops).toBe(3)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(tops).toBe(1)

  // The bar does not lie on what it is about, and changes all of them.
  const [barBox, around] = [await boxOf(bar), await boxOf(page.getByTestId('selection-box'))]
  const isBeside = barBox.y + barBox.height <= around.y || barBox.y >= around.y + around.height
  expect(isBeside).toBe(true)
  await bar.getByRole('button', { name: 'Fill' }).click()
  await page.getByRole('radiogroup', { name: 'Fill' }).getByRole('radio', { name: 'Orange' }).click()
  await expect.poll(async () => (await freeCards()).map((card) => card.style?.fill)).toEqual([1, 1, 1])
  await page.keyboard.press('Escape')

  // By its corner a group grows as one; nothing is written before the drop.
  const before = await freeCards()
  const widest = (cards: typeof before): number => Math.max(...cards.map((card) => card.place.width ?? 0))
  const corner = await centreOf(page.getByTestId('resize-se'))
  await page.mouse.move(corner.x, corner.y)
  await page.mouse.down()
  await page.keyboard.down('Control')
  await page.mouse.move(corner.x + 80, corner.y + 20, { steps: 5 })
  await expect(bar).toBeHidden()
  expect(widest(await freeCards())).toBe(widest(before))
  const drawn = await boxOf(page.getByTestId('selection-box'))
  expect(drawn.width).toBeGreaterThan(around.width + 60)
  await page.mouse.up()
  await page.keyboard.up('Control')
  await expect.poll(async () => widest(await freeCards())).toBeGreaterThan(widest(before) + 10)
  await expect(bar).toBeVisible()
  await page.screenshot({ path: 'test-results/free-arranged.png' })
})

test('a frame takes along what was just drawn in it, on another screen, too', async ({ owner, join, waymark }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  const id = journeyIdOf(page)
  const canvas = canvasOf(page)
  await canvas.fit()
  const freeCards = async () => (await storedJourney(page, id)).cards.filter((card) => card.place.kind === 'free')
  await page.keyboard.press('f')
  await drag(page, [
    [300, 680],
    [620, 810],
  ])
  await page.keyboard.type('Ideas')
  await page.keyboard.press('Escape')
  // Leaving the text may have brought all of the frame into view.
  const frame = await boxOf(canvas.canvas.locator('[data-testid=card][data-kind=frame]'))
  await drawBox(page, frame.x + 40, frame.y + 40, 80, 60)
  await page.keyboard.press('p')
  // A stroke that pokes out of the frame a little.
  await drag(page, [
    [frame.x + 170, frame.y + 80],
    [frame.x + 200, frame.y + 40],
    [frame.x + 230, frame.y + 110],
    [frame.x + frame.width + 10, frame.y + 40],
  ])
  await page.keyboard.press('v')
  const link = await page.request.post(`${waymark.url}/api/journeys/${id}/shares`, { data: { role: 'viewer' } })
  const { url } = (await link.json()) as { url: string }
  const viewer = await join(`${url}?open=canvas`)
  const theirs = canvasOf(viewer.page)
  await theirs.fit()
  const kinds = ['frame', 'shape', 'ink'] as const
  const seen = (kind: string) => theirs.canvas.locator(`[data-testid=card][data-kind=${kind}]`)
  const xs = async () => Promise.all(kinds.map(async (kind) => (await boxOf(seen(kind))).x))
  await expect(seen('ink')).toBeVisible()
  const [stood, placed] = [await xs(), await freeCards()]
  await page.mouse.move(frame.x + 120, frame.y + 8)
  await page.mouse.down()
  await page.mouse.move(frame.x + 220, frame.y + 20, { steps: 8 })
  const isAlong = async () => (await xs()).every((x, index) => x - (stood[index] ?? 0) > 60)
  await expect.poll(isAlong).toBe(true)
  await page.mouse.up()
  const moved = async () =>
    (await freeCards()).map(({ place }, index) => Math.round((place.x ?? 0) - (placed[index]?.place.x ?? 0)))
  await expect.poll(async () => new Set(await moved()).size === 1 && ((await moved())[0] ?? 0) > 60).toBe(true)
  await expect.poll(isAlong).toBe(true)

  // A resize is seen in the air as well.
  const { width } = await boxOf(seen('frame'))
  const corner = await centreOf(page.getByTestId('resize-se'))
  await page.mouse.move(corner.x, corner.y)
  await page.mouse.down()
  await page.mouse.move(corner.x + 60, corner.y + 10, { steps: 5 })
  await expect.poll(async () => (await boxOf(seen('frame'))).width).toBeGreaterThan(width + 30)
  await page.mouse.up()
  await expect(viewer.page.getByRole('toolbar', { name: 'Style' })).toHaveCount(0)
})

test('each end of an arrow is dragged by itself, straight with Shift, and moved by keys', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  await canvasOf(page).fit()
  await page.keyboard.press('a')
  await drag(page, [
    [400, 700],
    [600, 760],
  ])
  const start = page.getByTestId('line-from')
  const end = page.getByTestId('line-to')
  await expect(start).toBeVisible()
  await expect(page.getByTestId('selection-box')).toHaveCount(0)
  const near = async (handle: typeof end, x: number, y: number): Promise<void> => {
    await expect
      .poll(async () => {
        const at = await centreOf(handle)
        return Math.hypot(at.x - x, at.y - y)
      })
      .toBeLessThan(2.5)
  }
  await near(start, 400, 700)
  await near(end, 600, 760)
  const arrow = async () => (await storedJourney(page)).cards.find((card) => card.place.kind === 'free')
  const before = await arrow()

  // Through the other end, which stays; nothing is written before the drop. Ctrl: it does not snap.
  await page.mouse.move(600, 760)
  await page.mouse.down()
  await page.keyboard.down('Control')
  await page.mouse.move(300, 790, { steps: 8 })
  await near(end, 300, 790)
  expect(await arrow()).toEqual(before)
  await page.screenshot({ path: 'test-results/line-end-drag.png' })
  await page.mouse.up()
  await page.keyboard.up('Control')
  await expect.poll(arrow).not.toEqual(before)
  await near(start, 400, 700)
  await near(end, 300, 790)

  // Straight with Shift: level with the other end.
  await page.mouse.move(300, 790)
  await page.mouse.down()
  await page.keyboard.down('Shift')
  await page.mouse.move(640, 715, { steps: 8 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect.poll(async () => Math.abs((await centreOf(end)).y - 700)).toBeLessThan(2.5)

  // By keys: Tab leads from the arrow to its ends; the presses of one push are one step to undo.
  const level = await centreOf(end)
  await start.focus()
  await page.keyboard.press('Tab')
  await expect(end).toBeFocused()
  await expect(end).toHaveAccessibleName(/^End of the arrow/)
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(async () => (await centreOf(end)).y).toBeGreaterThan(level.y + 5)
  await near(start, 400, 700)
  await expect(end).toBeFocused()
  await page.screenshot({ path: 'test-results/line-end-keys.png' })
  await page.keyboard.press('Control+z')
  await near(end, level.x, level.y)
  await page.keyboard.press('Escape')
  await expect(canvasOf(page).canvas.locator('[data-testid=card][data-kind=shape]')).toBeFocused()
})

test('what is locked in a frame stays when the frame goes, and one is told', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  const canvas = canvasOf(page)
  await canvas.fit()
  await page.keyboard.press('f')
  await drag(page, [
    [300, 680],
    [620, 810],
  ])
  await page.keyboard.type('Ideas')
  await page.keyboard.press('Escape')
  const frame = await boxOf(canvas.canvas.locator('[data-testid=card][data-kind=frame]'))
  await drawBox(page, frame.x + 40, frame.y + 40, 60, 50)
  await drawBox(page, frame.x + 160, frame.y + 40, 60, 50)
  await page.mouse.click(frame.x + 190, frame.y + 65)
  await page.keyboard.press('Control+Shift+l')
  await page.keyboard.press('Escape')
  const xs = async (): Promise<number[]> =>
    (await storedJourney(page)).cards.filter((card) => card.kind === 'shape').map((card) => card.place.x ?? 0)
  const stood = await xs()
  const movedCount = async () => (await xs()).filter((x, index) => x !== stood[index]).length
  await page.mouse.move(frame.x + 120, frame.y + 8)
  await page.mouse.down()
  await page.mouse.move(frame.x + 40, frame.y + 24, { steps: 8 })
  await page.screenshot({ path: 'test-results/frame-locked.png' })
  await page.mouse.up()
  await expect(page.getByText('A locked card stayed in its place')).toBeVisible()
  await expect.poll(movedCount).toBe(1)

  // By itself it does not go, either.
  await page.getByText('A locked card stayed in its place').waitFor({ state: 'hidden' })
  const after = await xs()
  await page.mouse.move(frame.x + 190, frame.y + 65)
  await page.mouse.down()
  await page.mouse.move(frame.x + 260, frame.y + 90, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByText('It is locked. Unlock it first.')).toBeVisible()
  expect(await xs()).toEqual(after)
})
