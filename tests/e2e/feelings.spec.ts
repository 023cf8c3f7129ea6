import { expect } from '@playwright/test'
import { canvasOf, centreOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('a face is pulled to another score, which is one step to undo, and its future point likewise', async ({
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const scoreOf = async (title: string, field: 'score' | 'futureScore'): Promise<unknown> =>
    (await storedJourney(page)).cards.find((card) => card.title === title)?.[field]
  const title = 'Relieved somebody answers'
  const before = await scoreOf(title, 'score')
  expect(typeof before).toBe('number')

  const pull = async (from: { x: number; y: number }, by: number): Promise<void> => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 4, from.y + by / 2, { steps: 4 })
    await page.mouse.move(from.x + 4, from.y + by, { steps: 4 })
    await expect(page.getByTestId('score-label')).toBeVisible()
    await page.mouse.up()
  }
  const face = on.card(title).locator('.emotion-face')
  await pull(await centreOf(face), 75)
  await expect.poll(() => scoreOf(title, 'score')).toBe(-2)
  await page.keyboard.press('Control+z')
  await expect.poll(() => scoreOf(title, 'score')).toBe(before)

  await on.card(title).locator('.emotion-face').click()
  await page.getByRole('button', { name: 'Add future feeling' }).click()
  await expect.poll(() => scoreOf(title, 'futureScore')).toBe(0)
  await on.fit()
  const point = page.getByTestId('future-point')
  await pull(await centreOf(point), -75)
  await expect.poll(() => scoreOf(title, 'futureScore')).toBe(2)
})
