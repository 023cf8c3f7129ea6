import { expect } from '@playwright/test'
import { canvasOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('a link is drawn, named and found again by keyboard alone, and from a list', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const before = (await storedJourney(page)).links.length
  await on.card('Relieved somebody answers').locator('.emotion-face').click()

  await page.keyboard.press('Shift+L')
  await expect(page.getByTestId('link-hint')).toContainText('Link from Relieved somebody answers to')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('link-hint')).toBeHidden()
  expect((await storedJourney(page)).links).toHaveLength(before)

  await page.keyboard.press('Shift+L')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await storedJourney(page)).links.length).toBe(before + 1)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Link label' }).fill('so she')
  await page.keyboard.press('Escape')
  const mark = on.canvas.getByRole('group', { name: /^Link from Relieved somebody answers to .*, label so she$/ })
  await expect(mark).toBeAttached()

  await on.card('Relieved somebody answers').locator('.emotion-face').click()
  await page.keyboard.press('Alt+l')
  await expect(mark).toBeFocused()

  await on.card('Relieved somebody answers').locator('.emotion-face').click()
  await page.keyboard.press('Shift+L')
  await page.keyboard.press('/')
  await page.getByPlaceholder('Link to which card?').fill('prices')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await storedJourney(page)).links.length).toBe(before + 2)
})
