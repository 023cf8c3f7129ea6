import { expect, type Page } from '@playwright/test'
import { canvasOf, storedJourney } from './support/canvas.ts'
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
