import { expect } from '@playwright/test'
import { boxOf, canvasOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('the keyboard goes along to the same card from view to view', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await canvasOf(page).card('Types the search').click()
  const focused = page.locator('main :focus')
  for (const key of ['Alt+2', 'Alt+3', 'Alt+1', 'Alt+3']) {
    await page.keyboard.press(key)
    await expect(focused, key).toContainText('Types the search')
  }
  await page.keyboard.press('Alt+4')
  await expect(focused).toHaveText('Bring data')
  // Who chose by the pointer stays where they pressed.
  await page.getByRole('radio', { name: 'Table' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Table' })).toBeFocused()
})

test('a journey that was renamed in the library has the keyboard again', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await page.getByRole('link', { name: 'Your journeys' }).click()
  for (const way of ['Tiles', 'List']) {
    await page.getByRole('radio', { name: way }).click()
    const link = page.getByRole('link', { name: 'Car repair: Sarah', exact: true })
    for (const key of ['Escape', 'Enter']) {
      await link.focus()
      await page.keyboard.press('F2')
      await expect(page.getByRole('textbox', { name: 'Journey title' })).toBeFocused()
      await page.keyboard.press(key)
      await expect(link, `${way} ${key}`).toBeFocused()
    }
  }
})

test('who archives a journey is at the one that takes its place', async ({ waymark, owner }) => {
  const { page } = owner
  for (const title of ['First', 'Second', 'Third'])
    await page.request.post(`${waymark.url}/api/journeys`, { data: { template: 'car-repair', title } })
  await page.reload()
  for (const [title, to] of [
    ['Second', 'First'],
    ['First', 'Third'],
  ] as const) {
    await page.getByRole('button', { name: `More for ${title}` }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Archive' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: title, exact: true })).toHaveCount(0)
    await expect(page.getByRole('link', { name: to, exact: true })).toBeFocused()
  }
})

test('what is told at the bottom does not lie on the tools of the canvas', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await on.title('step', width === 390 ? 'Website visit' : 'Local results').click({ position: { x: 16, y: 16 } })
    await page.keyboard.press('Delete')
    const told = page.getByRole('list', { name: 'Notifications' }).getByRole('listitem').first()
    await expect(told).toBeVisible()
    const [toast, tools] = [await boxOf(told), await boxOf(page.getByRole('toolbar', { name: 'Tools' }))]
    expect(toast.y + toast.height).toBeLessThanOrEqual(tools.y)
    await told.getByRole('button').last().click()
    await expect(told).toHaveCount(0)
  }
})
