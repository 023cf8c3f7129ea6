import { expect } from '@playwright/test'
import { journeyIdOf } from './support/canvas.ts'
import { newJourney, openLink, test } from './support/waymark-test.ts'

test('the link to a saved view opens it in another tab, and for a viewer on a phone', async ({
  waymark,
  owner,
  join,
}) => {
  const { page, context } = owner
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: waymark.url })
  await newJourney(owner, 'Car repair: Sarah')
  await page.keyboard.press('Alt+3')
  await page.getByRole('button', { name: 'Filter cards' }).click()
  await page.getByRole('button', { name: 'Pain point', exact: true }).click()
  await page.getByRole('radio', { name: 'Hide' }).first().click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('textbox', { name: 'Save the present view as' }).fill('Pains only')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'More for Pains only' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  const shared = await page.request.post(`${waymark.url}/api/journeys/${journeyIdOf(page)}/shares`, {
    data: { role: 'viewer' },
  })
  // A phone before the journey is opened: which page it begins with is asked once.
  const viewer = await join('/page.css')
  await viewer.page.setViewportSize({ width: 390, height: 844 })
  await openLink(viewer.page, `${((await shared.json()) as { url: string }).url}?open=canvas`)
  await expect(viewer.page.getByRole('treegrid')).toBeVisible()
  const tab = await context.newPage()
  for (const other of [tab, viewer.page]) {
    await other.goto(link)
    await expect(other.getByRole('region', { name: 'Filter', exact: true })).toContainText('Pains only')
    await expect(other.getByRole('region', { name: 'Filter', exact: true })).toContainText('4 of 37 cards')
    await expect(other.getByRole('row', { name: /^No time to compare garages/ })).toBeVisible()
    await expect(other.getByRole('row', { name: /^Types the search/ })).toHaveCount(0)
  }
})
